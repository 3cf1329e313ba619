package io.github.widemargin.cli;

import static io.github.widemargin.cli.Outcome.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.widemargin.LinearSvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.jr.ob.JSON;

class ProbabilitiesTest {
    private static final Path FOLDER = Path.of(System.getProperty("widemargin.data", "../../shared/data"));

    @TempDir
    Path folder;

    private Path data;
    private Path model;

    /** Three classes that overlap. */
    @BeforeEach
    void write() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            lines.append(0.8 * random.nextGaussian() + (i % 3 == 0 ? 1 : 0)).append(',');
            lines.append(0.8 * random.nextGaussian() + (i % 3 == 1 ? 1 : 0)).append(',');
            lines.append(List.of("cat", "dog", "eel").get(i % 3)).append('\n');
        }
        data = Files.writeString(folder.resolve("a.csv"), lines);
        model = folder.resolve("a.model");
    }

    @Test
    void trainingCalibratesOnFolds() throws IOException {
        Outcome train = run("train", data, "-o", model, "--calibrate", "--bias", "free", "--json");
        assertEquals(0, train.exit(), train.err());
        assertTrue((double) ((Map<?, ?>) JSON.std.mapFrom(train.out()).get("calibration")).get("slope") > 0);
        assertTellsProbabilities();
        Outcome text = run("train", data, "-o", model, "--calibrate", "--bias", "free", "--folds", 3);
        assertTrue(text.out().contains("\ncalibrated: slope "), text.out());
        Outcome liblinear = run("train", data, model, "--calibrate");
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "widemargin train: --calibrate needs -o and none of LIBLINEAR's letters: its text has no place"
                                + " for it (see --help)\n"),
                liblinear);
    }

    @Test
    void calibratesWithOtherSamples() throws IOException {
        assertEquals(0, run("train", data, "-o", model, "--bias", "free").exit());
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "widemargin: " + model
                                + ": the model is not calibrated: train --calibrate or widemargin calibrate do that\n"),
                run("predict", model, data, "--probabilities"));
        assertFalse(run("evaluate", model, data).out().contains("log loss"));
        assertFalse(run("info", model).out().contains("calibration"));

        Path other = folder.resolve("other.model");
        Outcome beside = run("calibrate", model, data, "-o", other);
        assertEquals(0, beside.exit(), beside.err());
        assertTrue(beside.out().startsWith("calibrated on 300 samples: slope "), beside.out());
        assertTrue(LinearSvm.load(model).calibration().isEmpty());

        Outcome calibrate = run("calibrate", model, data, "--json");
        assertEquals(0, calibrate.exit(), calibrate.err());
        assertEquals(300, JSON.std.mapFrom(calibrate.out()).get("samples"));
        assertEquals(LinearSvm.load(other).calibration(), LinearSvm.load(model).calibration());
        assertTellsProbabilities();

        Path liblinear = folder.resolve("liblinear.model");
        LinearSvm.load(model).saveLiblinear(liblinear);
        assertEquals(
                new Outcome(
                        1,
                        "",
                        "widemargin: " + liblinear
                                + ": LIBLINEAR's text has no place for it: -o must name another file\n"),
                run("calibrate", liblinear, data, "--label-names", "cat,dog,eel"));
        assertEquals(
                0,
                run("calibrate", liblinear, data, "--label-names", "cat,dog,eel", "-o", model)
                        .exit());
        assertTellsProbabilities();
        assertEquals(
                new Outcome(1, "", "widemargin: would replace what is read: " + data + "\n"),
                run("calibrate", model, data, "-o", data));
    }

    private void assertTellsProbabilities() throws IOException {
        Outcome table = run("predict", model, data, "--label-column", 3, "--probabilities");
        assertEquals(0, table.exit(), table.err());
        List<String> lines = table.out().lines().toList();
        assertEquals("label\tcat\tdog\teel", lines.get(0));
        assertEquals(301, lines.size());
        Map<String, Object> report =
                JSON.std.mapFrom(run("predict", model, data, "--label-column", 3, "--probabilities", "--json")
                        .out());
        assertEquals(List.of("cat", "dog", "eel"), report.get("classes"));
        List<?> rows = (List<?>) report.get("probabilities");
        List<?> labels = (List<?>) report.get("labels");
        for (int i = 0; i < 300; i++) {
            String[] fields = lines.get(i + 1).split("\t");
            assertEquals(labels.get(i), fields[0]);
            double sum = 0;
            double most = 0;
            for (int j = 0; j < 3; j++) {
                double probability = Double.parseDouble(fields[j + 1]);
                assertEquals(((Number) ((List<?>) rows.get(i)).get(j)).doubleValue(), probability, 1e-5);
                sum += probability;
                most = Math.max(most, probability);
            }
            assertEquals(1, sum, 1e-5);
            int predicted = List.of("cat", "dog", "eel").indexOf(fields[0]);
            assertEquals(most, Double.parseDouble(fields[predicted + 1]), 1e-5);
        }
        Map<String, Object> evaluation =
                JSON.std.mapFrom(run("evaluate", model, data, "--json").out());
        assertTrue((double) evaluation.get("logLoss") < Math.log(3), evaluation.toString());
        assertTrue((double) evaluation.get("calibrationError") < 0.1, evaluation.toString());
        assertTrue(run("evaluate", model, data).out().contains("expected calibration error 0.0"));
        Map<?, ?> told =
                (Map<?, ?>) JSON.std.mapFrom(run("info", model, "--json").out()).get("calibration");
        assertEquals(0.0, told.get("intercept"));
        assertTrue(
                run("info", model).out().contains("\ncalibration "),
                run("info", model).out());
    }

    /** Where it is at hand: 15 bins of Fashion-MNIST's test set. */
    @Test
    void areTrueOfFashionMnist() throws IOException {
        Path images = FOLDER.resolve("fashion-mnist/train-images-idx3-ubyte.gz");
        assumeTrue(Files.exists(images), images + " is not here");
        Outcome train = run("train", images, "-o", model, "--reg", "1e-2", "--calibrate");
        assertEquals(0, train.exit(), train.err());
        Outcome evaluate = run("evaluate", model, FOLDER.resolve("fashion-mnist/t10k-images-idx3-ubyte.gz"), "--json");
        double error = (double) JSON.std.mapFrom(evaluate.out()).get("calibrationError");
        assertTrue(error < 0.03, evaluate.out());
    }
}
