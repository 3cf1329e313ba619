package io.github.widemargin.cli;

import static io.github.widemargin.cli.Outcome.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

class MainTest {
    @TempDir
    Path folder;

    /** Two classes, told apart by the sign of the first feature. */
    private Path trainingFile() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            int label = i % 2 == 0 ? 5 : -5;
            lines.append(label)
                    .append(" 1:")
                    .append(label / 5 * (1 + i % 7) / 7.0)
                    .append(" 3:")
                    .append(i % 3 / 3.0);
            lines.append('\n');
        }
        return Files.writeString(folder.resolve("train.svm"), lines);
    }

    @Test
    void trainsPredictsAndEvaluates() throws IOException {
        Path data = trainingFile();
        Path model = folder.resolve("a.model");
        Outcome train = run("train", data, "-o", model, "--json");
        assertEquals(0, train.exit(), train.err());
        Map<String, Object> report = JSON.std.mapFrom(train.out());
        assertEquals(1.0, report.get("accuracy"));
        assertEquals(200, report.get("samples"));
        assertEquals(3, report.get("features"));
        assertTrue(report.keySet().containsAll(List.of("loadSeconds", "trainSeconds", "loss")), train.out());

        Path unseen = Files.writeString(folder.resolve("unseen"), "5 1:0.3\n-5 1:-0.3 9:1\n-5 1:0.4\n");
        String leftOut = unseen + ": features beyond the model's are left out: features=9, model=3\n";
        assertEquals(new Outcome(0, "5\n-5\n5\n", leftOut), run("predict", model, unseen));
        Path labels = folder.resolve("labels");
        assertEquals(new Outcome(0, "", leftOut), run("predict", model, unseen, "-o", labels));
        assertEquals("5\n-5\n5\n", Files.readString(labels));

        Outcome json = run("predict", model, unseen, "--json");
        assertEquals(List.of(5, -5, 5), JSON.std.mapFrom(json.out()).get("labels"));

        Outcome evaluate = run("evaluate", model, unseen);
        assertEquals("""
                     predicted
                true  -5  5  recall
                  -5   1  1  50.0 %
                   5   .  1 100.0 %

                accuracy 66.67 % (2 of 3)
                """, evaluate.out());
        assertEquals(
                2.0 / 3,
                JSON.std.mapFrom(run("evaluate", model, unseen, "--json").out()).get("accuracy"));
        Outcome info = run("info", model);
        assertTrue(
                info.out().startsWith("features        3\nclasses         2\nlabels          [-5, 5]\n"), info.out());
        assertTrue(info.out().contains("\nhinge           weston-watkins\n"), info.out());
    }

    @Test
    void tellsOfLabelsThatTheModelDoesNotKnow() throws IOException {
        Path model = folder.resolve("a.model");
        Path other = Files.writeString(folder.resolve("other"), "5 1:0.3\n7 1:0.3\n8 1:0.4\n");
        String unknown = other + ": labels that the model does not know count as wrong: unknown=2, samples=3\n";
        Outcome train = run("train", trainingFile(), "-o", model, "--validation", other);
        assertEquals(0, train.exit(), train.err());
        assertTrue(train.err().contains(unknown), train.err());
        assertEquals(unknown, run("evaluate", model, other).err());
        assertEquals("", run("predict", model, other).err()); // has labels, but does not ask for them
        assertFails("labels must be those of the model: labels[1]=7", "calibrate", model, other, "-o", model);
    }

    @Test
    void doesNotReplaceWhatItReads() throws IOException {
        Path data = trainingFile();
        byte[] before = Files.readAllBytes(data);
        assertEquals(
                new Outcome(1, "", "widemargin: would replace what is read: " + data + "\n"),
                run("train", data, "-o", data));
        assertArrayEquals(before, Files.readAllBytes(data));
    }

    @Test
    void demoLearnsToReadAndPaints() throws IOException {
        Path picture = folder.resolve("p.png");
        Outcome demo = run("demo", "-o", picture, "--json");
        assertEquals(0, demo.exit(), demo.err());
        assertTrue((double) JSON.std.mapFrom(demo.out()).get("accuracy") >= 0.9, demo.out());
        BufferedImage image = ImageIO.read(picture.toFile());
        assertTrue(image.getWidth() > 500 && image.getHeight() > 300);
        boolean red = false;
        boolean blue = false;
        for (int a = 0; a < image.getWidth() * image.getHeight(); a++) {
            int pixel = image.getRGB(a % image.getWidth(), a / image.getWidth());
            int warmth = (pixel >> 16 & 0xff) - (pixel & 0xff);
            red |= warmth > 100;
            blue |= warmth < -100;
        }
        assertTrue(red && blue);
    }

    @Test
    void infoTellsTheKernels() throws IOException {
        Map<String, Object> report = JSON.std.mapFrom(run("info", "--json").out());
        assertEquals("vector", report.get("kernels"));
        assertTrue((int) report.get("lanes") >= 4);
    }

    @Test
    void failuresAreOneLineAndExit1() throws IOException {
        Path missing = folder.resolve("missing");
        Path model = folder.resolve("a.model");
        assertFails("no such file: " + missing, "train", missing, "-o", model);
        Path bad = Files.writeString(folder.resolve("bad"), "1 1:1\n2 x\n");
        assertFails(bad + ":2:3: expected index:value, found \"x\"", "train", bad, "-o", model);
        assertFails(bad + ": neither a Widemargin nor a LIBLINEAR model", "evaluate", bad, bad);
        Path one = Files.writeString(folder.resolve("one"), "1 1:1\n1 1:2\n");
        assertFails("labels must be of two classes or more: classes=1", "train", one, "-o", model);
        assertFalse(Files.exists(model));
        Path nowhere = folder.resolve("no/such/folder");
        assertFails("no such folder: " + nowhere.getParent(), "train", trainingFile(), "--epochs", 1, "-o", nowhere);
    }

    /** With one line more than what is told until then. */
    private static void assertFails(String message, Object... args) {
        Outcome outcome = run(args);
        assertEquals(1, outcome.exit());
        assertEquals("", outcome.out());
        List<String> lines = outcome.err()
                .lines()
                .dropWhile(line -> line.startsWith("reading ") || line.startsWith("training on "))
                .toList();
        assertEquals(List.of("widemargin: " + message), lines);
    }

    @Test
    void wrongUsageIsOneLineAndExit2() {
        List<String> usages = List.of("", "nonsense", "train", "train a -o b --epochs x", "evaluate a");
        for (String usage : usages) {
            Outcome outcome = run((Object[]) usage.split(" "));
            assertEquals(2, outcome.exit(), usage);
            assertEquals(1, outcome.err().lines().count(), outcome.err());
            assertEquals("", outcome.out());
        }
        assertEquals(
                "widemargin: Unmatched argument at index 0: 'trian'; "
                        + "the commands are demo, train, calibrate, predict, evaluate, info, plot, convert, export, help (see --help)\n",
                run("trian").err());
        assertEquals(
                "widemargin train: --patience needs --validation (see --help)\n",
                run("train", "a", "-o", "b", "--patience", 1).err());
        assertEquals(
                "widemargin train: --checkpoint-interval needs --checkpoint (see --help)\n",
                run("train", "a", "-o", "b", "--checkpoint-interval", 1).err());
        assertEquals(
                "widemargin train: Invalid value for option '--plot': must end in .png: z.jpg (see --help)\n",
                run("train", "a", "-o", "b", "--plot", "z.jpg").err());
        for (String command : List.of("demo -o z.jpg", "plot a -o z.jpg")) {
            assertTrue(
                    run((Object[]) command.split(" "))
                            .err()
                            .endsWith("Invalid value for option '--output': must end in .png: z.jpg (see --help)\n"),
                    command);
        }
        assertEquals(
                "widemargin train: Value for option '--class-weight' (LABEL=WEIGHT) should be in KEY=VALUE[,KEY=VALUE]... format but was 1 (see --help)\n",
                run("train", "a", "-o", "b", "--class-weight", "1").err());
        Outcome negative = run("train", "a", "-o", "b", "--reg", "-1");
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "widemargin train: regularization must be positive and finite: regularization=-1.0 (see --help)\n"),
                negative);
    }

    @Test
    void everyCommandHasHelp() {
        String commands =
                Main.commandLine().getSubcommands().keySet().stream().sorted().collect(Collectors.joining(" "));
        assertEquals("calibrate convert demo evaluate export help info plot predict train", commands);
        for (String command : commands.split(" ")) {
            Outcome help = run(command, "--help");
            assertEquals(0, help.exit());
            assertTrue(help.out().contains("Usage: widemargin " + command), help.out());
        }
    }

    @Test
    void tellsAndPaintsTheEpochs() throws IOException {
        Path data = trainingFile();
        Path history = folder.resolve("epochs.csv");
        Path picture = folder.resolve("training.png");
        Path again = folder.resolve("again.png");
        Path model = folder.resolve("a.model");
        Outcome train = run(
                "train", data, "-o", model, "--history", history, "--plot", picture, "--gap", "1e-4", "--bias", "free");
        assertEquals(0, train.exit(), train.err());
        assertTrue(train.out().contains("proven to exceed the smallest there is by at most 0.0"), train.out());
        List<String> lines = Files.readAllLines(history);
        assertEquals("epoch,seconds,primal,dual,violators,skipped", lines.get(0));
        String[] last = lines.get(lines.size() - 1).split(",");
        double primal = Double.parseDouble(last[2]);
        assertTrue(primal - Double.parseDouble(last[3]) <= 1e-4 * primal, lines.toString());
        assertEquals(new Outcome(0, "", ""), run("plot", history, "-o", again));
        for (Path file : List.of(picture, again)) {
            BufferedImage image = ImageIO.read(file.toFile());
            assertTrue(image.getWidth() >= 600 && image.getHeight() >= 400);
        }
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "widemargin: " + data + ": line 1: not a history of a training: its columns are " + lines.get(0)
                                + "\n"),
                run("plot", data, "-o", again));
    }

    /** Three classes with names, of which the numbers come from the training file alone. */
    @Test
    void readsNamesFromCsv() throws IOException {
        StringBuilder lines = new StringBuilder("species,a,b\n");
        for (int i = 0; i < 60; i++) {
            lines.append(List.of("setosa", "versicolor", "virginica").get(i % 3))
                    .append(i % 3 == 0 ? ",1" : ",0");
            lines.append(i % 3 == 1 ? ",1\n" : ",0.01\n");
        }
        Path data = Files.writeString(folder.resolve("iris.csv"), lines);
        Path model = folder.resolve("a.model");
        Outcome train = run(
                "train",
                data,
                "--label-column",
                "species",
                "--validation",
                data,
                "-o",
                model,
                "--bias",
                "free",
                "--json");
        assertEquals(0, train.exit(), train.err());
        List<String> names = List.of("setosa", "versicolor", "virginica");
        Map<String, Object> report = JSON.std.mapFrom(train.out());
        assertEquals(names, report.get("labelNames"));
        assertEquals(1.0, report.get("accuracy"));

        // without setosa, the numbers by this file alone would be others
        Path unseen =
                Files.writeString(folder.resolve("unseen.csv"), "virginica;0;0\nversicolor;0;1\nversicolor;1;0\n");
        Outcome evaluate = run("evaluate", model, unseen, "--label-column", "1");
        assertEquals("""
                           predicted
                      true      setosa versicolor  virginica  recall
                    setosa           .          .          .       -
                versicolor           1          1          .  50.0 %
                 virginica           .          .          1 100.0 %

                accuracy 66.67 % (2 of 3)
                """, evaluate.out(), evaluate.err());
        Path strange = Files.writeString(folder.resolve("strange.csv"), "0,0,virginica\n0,0,rose\n");
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "widemargin: " + strange
                                + ":2: expected one of the known labels in column 3, found \"rose\"\n"),
                run("evaluate", model, strange));
        Path numbers = Files.writeString(folder.resolve("numbers.svm"), "2 2:0\n1 2:1\n1 1:1\n");
        assertEquals(
                2.0 / 3,
                JSON.std
                        .mapFrom(run("evaluate", model, numbers, "--json").out())
                        .get("accuracy"));

        Path unlabelled = Files.writeString(folder.resolve("unlabelled.csv"), "a,b\n0,0\n0,1\n1,0\n");
        assertEquals(new Outcome(0, "virginica\nversicolor\nsetosa\n", ""), run("predict", model, unlabelled));
        assertEquals(
                List.of("virginica", "versicolor", "setosa"),
                JSON.std
                        .mapFrom(run("predict", model, unlabelled, "--json").out())
                        .get("labels"));
        assertEquals(
                new Outcome(
                        1, "", "widemargin: " + unlabelled + ":1: expected a finite number in column 1, found \"a\"\n"),
                run("predict", model, unlabelled, "--no-header"));
        Map<String, Object> info = JSON.std.mapFrom(run("info", model, "--json").out());
        assertEquals(names, info.get("labelNames"));
        assertEquals("dual coordinate ascent", info.get("solver"));
        assertTrue(
                run("info", model).out().contains("\nlabelNames      [setosa, versicolor, virginica]\n"),
                run("info", model).out());

        // begun from that model, whose names then number those of the file
        Path again = folder.resolve("again.model");
        Path other = Files.writeString(folder.resolve("other.csv"), "0,0,virginica\n0,1,versicolor\n1,0,setosa\n");
        Outcome warm = run("train", other, "-o", again, "--start", model, "--validation", other, "--bias", "free");
        assertEquals(0, warm.exit(), warm.err());
        assertEquals(new Outcome(0, "virginica\nversicolor\nsetosa\n", ""), run("predict", again, unlabelled));
    }

    /** LIBLINEAR's text knows numbers only. */
    @Test
    void isToldTheNamesOfAModelWithoutAny() throws IOException {
        Path data = Files.writeString(folder.resolve("a.csv"), "0,1,no\n1,0,yes\n0,2,no\n2,0,yes\n");
        Path model = folder.resolve("a.model");
        Outcome train = run("train", data, model);
        assertEquals(0, train.exit(), train.err());
        Path unseen = Files.writeString(folder.resolve("unseen.csv"), "3,0,yes\n0,3,no\n");
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "widemargin: " + unseen + ": the labels are names, those of the model numbers: "
                                + "--label-names tells which is which\n"),
                run("evaluate", model, unseen));
        Outcome evaluate = run("evaluate", model, unseen, "--label-names", "no,yes");
        assertTrue(evaluate.out().contains("accuracy 100.00 % (2 of 2)"), evaluate.toString());
        assertEquals(new Outcome(0, "1\n0\n", ""), run("predict", model, unseen, "--label-column", "3"));
        assertEquals(
                new Outcome(0, "yes\nno\n", ""),
                run("predict", model, unseen, "--label-column", "3", "--label-names", "no,yes"));
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "widemargin: --label-names must have a name for each label of the model: names=1, labels=[1, 0]\n"),
                run("predict", model, unseen, "--label-names", "a"));
        assertEquals(
                new Outcome(2, "", "widemargin predict: label names must differ: labelNames=[a, b, a] (see --help)\n"),
                run("predict", model, unseen, "--label-names", "a,b,a"));
        Path named = folder.resolve("named.model");
        assertEquals(0, run("train", data, "-o", named).exit());
        assertEquals(
                new Outcome(
                        1, "", "widemargin: --label-names is of models that do not tell what their labels stand for\n"),
                run("predict", named, unseen, "--label-names", "no,yes"));
    }

    /** A name may hold anything, but what is printed keeps to its line. */
    @Test
    void printsStrangeNamesInALine() throws IOException {
        Path data =
                Files.writeString(folder.resolve("a.csv"), "0,1,\"a\nb\"\n1,0,\u202ex\n0,2,\"a\nb\"\n2,0,\u202ex\n");
        Path model = folder.resolve("a.model");
        Outcome train = run("train", data, "-o", model);
        assertEquals(0, train.exit(), train.err());
        assertEquals(
                new Outcome(0, "a\\u000ab\n\\u202ex\na\\u000ab\n\\u202ex\n", ""),
                run("predict", model, data, "--label-column", "3"));
        assertEquals(
                List.of("a\nb", "\u202ex"),
                JSON.std.mapFrom(run("info", model, "--json").out()).get("labelNames"));
        assertTrue(run("info", model).out().contains("[a\\u000ab, \\u202ex]"));
        assertTrue(run("evaluate", model, data).out().contains("accuracy 100.00 % (4 of 4)"));
    }

    @Test
    void choosesBetweenRegularisations() throws IOException {
        Path model = folder.resolve("a.model");
        Outcome train = run("train", trainingFile(), "-o", model, "--reg", "1000,0.01", "--folds", "4", "--json");
        assertEquals(0, train.exit(), train.err());
        Map<String, Object> report = JSON.std.mapFrom(train.out());
        // of equally good ones the largest
        assertEquals(1000, ((Number) report.get("regularization")).doubleValue());
        assertEquals(2, ((List<?>) report.get("foldAccuracies")).size());
        assertEquals("gap", report.get("stopReason"));
        Outcome undecided = run("train", trainingFile(), "-o", model, "--reg", "1,2");
        assertEquals(
                new Outcome(
                        2, "", "widemargin train: several regularisations need --folds to choose by (see --help)\n"),
                undecided);
    }

    @Test
    void anUnreachedGapIsNoSuccess() throws IOException {
        Path model = folder.resolve("a.model");
        Path checkpoint = folder.resolve("checkpoint");
        Object[] train = {
            "train", trainingFile(), "-o", model, "--epochs", "1", "--gap", "1e-9", "--json", "--checkpoint", checkpoint
        };
        Map<String, Object> report = JSON.std.mapFrom(run(train).out());
        assertEquals("epochs", report.get("stopReason"));
        assertTrue(((Number) report.get("gap")).doubleValue() > 1e-9);
        assertTrue(Files.exists(checkpoint)); // to go on from
        Outcome text = run("train", trainingFile(), "-o", model, "--epochs", "1", "--gap", "1e-9");
        assertTrue(text.out().contains("trained 1 epoch in"), text.out());
        assertTrue(text.out().contains("these did not suffice for a gap of"), text.out());
        Outcome warm = run("train", trainingFile(), "-o", model, "--start", model, "--validation", trainingFile());
        assertEquals(0, warm.exit(), warm.err());
        String accuracy = warm.out()
                .lines()
                .filter(line -> line.startsWith("training accuracy"))
                .findFirst()
                .orElseThrow();
        String epoch = run("info", model)
                .out()
                .lines()
                .filter(line -> line.startsWith("epochs"))
                .findFirst()
                .orElseThrow();
        String validation =
                accuracy.replace("training", "validation") + ", the model of epoch " + epoch.replaceAll("\\D", "");
        assertTrue(warm.out().contains(validation), warm.out());
    }

    @Test
    void beginsNearAModelOfAllTheSamplesFeatures() throws IOException {
        Path narrow = Files.writeString(folder.resolve("narrow"), "1 1:1\n2 2:1\n");
        Path wide = Files.writeString(folder.resolve("wide"), "1 1:1 3:1\n2 2:1\n");
        Path model = folder.resolve("a.model");
        Path next = folder.resolve("b.model");
        assertEquals(0, run("train", narrow, "-o", model).exit());
        assertEquals(
                "widemargin: " + wide + ": expected 2 features, found 3",
                run("train", wide, "-o", next, "--start", model)
                        .err()
                        .lines()
                        .reduce((a, b) -> b)
                        .orElseThrow());
        assertFalse(Files.exists(next));
        assertEquals(0, run("train", wide, "-o", model).exit());
        Outcome padded = run("train", narrow, "-o", next, "--start", model);
        assertEquals(0, padded.exit(), padded.err());
        assertTrue(padded.out().contains("2 samples of 3 features"), padded.out());
    }
}
