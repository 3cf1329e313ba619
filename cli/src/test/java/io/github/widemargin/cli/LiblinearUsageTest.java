package io.github.widemargin.cli;

import static io.github.widemargin.cli.Outcome.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.LinearSvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.jr.ob.JSON;

class LiblinearUsageTest {
    @TempDir
    Path folder;

    private Path data;
    private Path model;

    /** 90 samples of three overlapping classes, of which 4 comes first and then 9. */
    @BeforeEach
    void write() throws IOException {
        model = folder.resolve("model");
        data = write("data", 4, 9, 1);
    }

    private Path write(String name, int... labels) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 90; i++) {
            int j = i % labels.length;
            lines.append(labels[j]).append(" 1:").append((j + i % 7 / 4.0) / 3);
            lines.append(" 2:").append(j == 1 ? 1 : i % 5 / 5.0).append('\n');
        }
        return Files.writeString(folder.resolve(name), lines);
    }

    private Outcome trainSplit(String letters) {
        List<Object> args = new ArrayList<>(List.of("train"));
        args.addAll(List.of(letters.split(" ")));
        args.add(data);
        args.add(model);
        return run(args.toArray());
    }

    private String line(int n) throws IOException {
        return Files.readAllLines(model).get(n);
    }

    @Test
    void labelsComeAsTheyFirstOccur() throws IOException {
        assertEquals(new Outcome(0, "", ""), trainSplit("-q"));
        assertEquals("solver_type L2R_L2LOSS_SVC_DUAL", line(0));
        assertEquals("label 4 9 1", line(2));
        assertEquals("bias -1", line(4));
        data = write("two", 3, 8);
        assertEquals(0, trainSplit("-s 4 -q").exit());
        assertEquals("solver_type MCSVM_CS", line(0));
        assertEquals("label 3 8", line(2));
        data = write("signs", -1, 1);
        assertEquals(0, trainSplit("-s 3 -B 1 -q").exit());
        assertEquals("solver_type L2R_L1LOSS_SVC_DUAL", line(0));
        assertEquals("label 1 -1", line(2));
        assertEquals("bias 1", line(4));
    }

    @Test
    void withoutAModelsNameItIsTheDatas() throws IOException {
        Path here = Path.of("data-of-this-test.model");
        Path renamed = Files.move(data, folder.resolve("data-of-this-test"));
        try {
            assertEquals(0, run("train", renamed).exit());
            assertEquals(3, LinearSvm.loadLiblinear(here).classes());
        } finally {
            Files.deleteIfExists(here);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-s 3 -c 0.5 -e 0.02, --hinge one-vs-rest --reg 0.022222222 --gap 0.002",
        "-s 2 -B 1, --hinge one-vs-rest --squared --reg 0.011111111 --bias regularized",
        "-s 4 -w9 2 -w1 0.5, --hinge crammer-singer --reg 0.011111111 --class-weight 9=2 --class-weight 1=0.5",
        "-s 4 -w77 3 -B -1, --hinge crammer-singer --reg 0.011111111"
    })
    void lettersStandForLongOptions(String letters, String longOptions) throws IOException {
        assertEquals(0, trainSplit(letters).exit());
        Path other = folder.resolve("other");
        List<Object> args = new ArrayList<>(List.of("train", data, "-o", other));
        args.addAll(List.of(longOptions.split(" ")));
        assertEquals(0, run(args.toArray()).exit());
        LinearSvm.load(other).ordered(new int[] {4, 9, 1}).saveLiblinear(other);
        assertEquals(Files.readString(other), Files.readString(model));
    }

    @Test
    void weightsOfNegativeLabels() throws IOException {
        data = write("signs", -1, 1);
        Map<String, Double> accuracy = Map.of("-w-1 100 -q", 0.0, "-w-1 0.01 -q", 1.0);
        for (Map.Entry<String, Double> each : accuracy.entrySet()) {
            assertEquals(0, trainSplit(each.getKey()).exit());
            // what lies in the middle goes to the class that weighs more
            Path middle = Files.writeString(folder.resolve("middle"), "1 1:0.3 2:0.8\n");
            Map<String, Object> report =
                    JSON.std.mapFrom(run("evaluate", model, middle, "--json").out());
            assertEquals(each.getValue(), report.get("accuracy"), each.getKey());
        }
    }

    @Test
    void predictWritesLabelsAndTellsTheAccuracy() throws IOException {
        assertEquals(0, trainSplit("-q").exit());
        Path test = Files.writeString(folder.resolve("test"), "4 1:0\n9 1:0.5 2:1\n1 1:0 7:3\n");
        Path output = folder.resolve("output");
        String leftOut = test + ": features beyond the model's are left out: features=7, model=2\n";
        assertEquals(
                new Outcome(0, "Accuracy = 66.6667% (2/3)\n", leftOut), run("predict", "-b", "0", test, model, output));
        assertEquals("4\n9\n4\n", Files.readString(output));
        Files.delete(output);
        assertEquals(new Outcome(0, "", ""), run("predict", "-q", test, model, output));
        assertEquals("4\n9\n4\n", Files.readString(output));
        assertEquals(new Outcome(0, "4\n9\n4\n", leftOut), run("predict", model, test));
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "widemargin predict: -b must be 0: in LIBLINEAR probabilities are of logistic regression, which is not"
                                + " offered; --probabilities tells those of a calibrated model (see --help)\n"),
                run("predict", "-b", "1", test, model, output));
        assertEquals(
                new Outcome(1, "", "widemargin: would replace what is read: " + test + "\n"),
                run("predict", test, model, test));
        assertEquals(
                2,
                run("predict", test, model, output, "-o", folder.resolve("other"))
                        .exit());
    }

    @Test
    void everyCommandReadsItsModels() throws IOException {
        assertEquals(0, trainSplit("-q").exit());
        assertEquals(0, run("evaluate", model, data).exit());
        Map<String, Object> report =
                JSON.std.mapFrom(run("info", model, "--json").out());
        assertEquals(Map.of("features", 2, "classes", 3, "labels", List.of(4, 9, 1), "bias", false), report);
        Path next = folder.resolve("next");
        assertEquals(
                0,
                run("train", data, "-o", next, "--start", model, "--seed", "5", "--bias", "free")
                        .exit());
        Map<String, Object> info = JSON.std.mapFrom(run("info", next, "--json").out());
        assertEquals("weston-watkins", info.get("hinge"));
        assertEquals(90, info.get("samples"));
        assertEquals(5, info.get("seed"));
        assertEquals(true, info.get("bias"));
        assertTrue(run("info", next).out().contains("labels          [1, 4, 9]\n"));
        Files.writeString(model, "solver_type L2R_LR\n");
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "widemargin: " + model
                                + ":1: expected an L2-regularised support vector classifier, found \"L2R_LR, logistic regression\"\n"),
                run("evaluate", model, data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v 3 -q", "-v 1000 -s 4 -q"})
    void crossValidationLeavesNoModel(String letters) {
        Outcome outcome = trainSplit(letters);
        assertEquals(0, outcome.exit());
        assertTrue(outcome.out().matches("Cross Validation Accuracy = [0-9.]+%\n"), outcome.out());
        assertFalse(Files.exists(model));
    }

    @Test
    void findsTheBestCost() throws IOException {
        Outcome outcome = trainSplit("-C -s 3 -v 4 -c 0.5");
        assertEquals(0, outcome.exit());
        List<String> lines = outcome.out().lines().toList();
        assertEquals("Doing parameter search with 4-fold cross validation.", lines.get(0));
        assertEquals(1 + 12 + 1, lines.size());
        assertTrue(lines.get(1).matches("log2c=  -1\\.00\trate=[0-9.]+"), lines.get(1));
        assertTrue(lines.get(12).matches("log2c=  10\\.00\trate=[0-9.]+"), lines.get(12));
        assertTrue(lines.get(13).matches("Best C = [0-9.]+  CV accuracy = [0-9.]+%"), lines.get(13));
        assertFalse(Files.exists(model));
        List<String> all = trainSplit("-C").out().lines().toList();
        // the largest norm is below 1.5, so C begins below 1 / 270
        assertTrue(all.get(1).startsWith("log2c=  -9.00\t"), all.get(1));
        Map<String, Object> report = JSON.std.mapFrom(trainSplit("-C --json").out());
        assertEquals(((List<?>) report.get("costs")).size(), ((List<?>) report.get("foldAccuracies")).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-s 0 | -s must be 1, 2, 3 or 4: -s 0 is logistic regression, which is not offered",
                "-s 5 | -s must be 1, 2, 3 or 4: -s 5 is regularised by the sum of absolute weights, which is not offered",
                "-s 6 | -s must be 1, 2, 3 or 4: -s 6 is logistic regression, which is not offered",
                "-s 7 | -s must be 1, 2, 3 or 4: -s 7 is logistic regression, which is not offered",
                "-s 11 | -s must be 1, 2, 3 or 4: -s 11 is regression, which is not offered",
                "-s 12 | -s must be 1, 2, 3 or 4: -s 12 is regression, which is not offered",
                "-s 13 | -s must be 1, 2, 3 or 4: -s 13 is regression, which is not offered",
                "-s 21 | -s must be 1, 2, 3 or 4: -s 21 is of one class, which is not offered",
                "-s 8 | -s must be 1, 2, 3 or 4: 8",
                "-s x | Invalid value for option '-s': 'x' is not an int",
                "-c 0 | -c must be positive and finite",
                "-c Infinity | -c must be positive and finite",
                "-e 10 | -e must lie in (0, 10): it stops at a gap of EPS/10",
                "-B 0 | -B must be 1, or negative for none; other constants are not offered",
                "-v 1 | -v must be at least 2",
                "-p 0.1 | -p is of regression, which is not offered",
                "-R | -R, a bias that is not regularised, is --bias free",
                "-M 1 | -M is not offered: classes are trained as -s says, -s 1 to 3 each against the rest",
                "-m 4 | the number of threads is --threads",
                "-s 3 --hinge one-vs-rest | -s and --hinge exclude each other",
                "-s 3 --squared | -s and --squared exclude each other",
                "-c 1 --reg 1 | -c and --reg exclude each other",
                "-e 1 --gap 0.1 | -e and --gap exclude each other",
                "-B 1 --bias free | -B and --bias exclude each other",
                "-w1 2 --class-weight 1=2 | -w and --class-weight exclude each other",
                "-v 5 --folds 5 | -v and --folds exclude each other",
                "-C --plot a.png | -C and --plot exclude each other",
                "-s 3 -o a.model | the model is named twice: MODEL"
            })
    void whatItCannotDoIsWrongUsage(String letters, String message) {
        Outcome outcome = trainSplit(letters);
        String expected = "widemargin train: " + message.replace("MODEL", model.toString()) + " (see --help)\n";
        assertEquals(new Outcome(2, "", expected), outcome);
        assertFalse(Files.exists(model));
    }

    @Test
    void helpTellsTheLettersUnderTheirHeading() {
        String[] parts = run("train", "--help").out().split("As of LIBLINEAR's train:");
        assertEquals(2, parts.length);
        assertTrue(Stream.of("-s=", "-c=", "-e=", "-B=", "-w=", "-v=", "-C ", "-q ")
                .allMatch(letter -> parts[1].contains("  " + letter)));
    }
}
