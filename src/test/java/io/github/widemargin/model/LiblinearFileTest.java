package io.github.widemargin.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.Bias;
import io.github.widemargin.Hinge;
import io.github.widemargin.LinearSvm;
import io.github.widemargin.Samples;
import io.github.widemargin.SvmTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiblinearFileTest {
    private static final String TWO_CLASSES = """
            solver_type L2R_L2LOSS_SVC_DUAL
            nr_class 2
            label 7 -3
            nr_feature 2
            bias -1
            w
            1.5\s
            -2\s
            """;
    private static final String THREE_CLASSES = """
            solver_type MCSVM_CS
            nr_class 3
            label 5 1 2
            nr_feature 1
            bias 0.5
            w
            0.10000000149011612 -2 1e-05\s
            -4 5 6\s
            """;

    @TempDir
    Path folder;

    private LinearSvm load(String text) throws IOException {
        return LinearSvm.loadLiblinear(Files.writeString(folder.resolve("model"), text));
    }

    private String saved(LinearSvm model) throws IOException {
        Path file = folder.resolve("saved");
        model.saveLiblinear(file);
        return Files.readString(file);
    }

    @Test
    void readsColumnsAndBias() throws IOException {
        LinearSvm model = load(THREE_CLASSES);
        assertArrayEquals(new int[] {5, 1, 2}, model.labels());
        assertArrayEquals(new float[] {0.1f, -2, 1e-5f}, model.weights());
        assertArrayEquals(new float[] {-2, 2.5f, 3}, model.bias()); // half of the weights of a feature that is 0.5
        assertTrue(model.info().isEmpty());
        assertNull(load(THREE_CLASSES.replace("bias 0.5", "bias -1").replace("-4 5 6 \n", ""))
                .bias());
    }

    @Test
    void ofTwoClassesThePositiveScoreIsTheFirst() throws IOException {
        LinearSvm model = load(TWO_CLASSES);
        assertEquals(7, model.predict(new float[] {1, 0}));
        assertEquals(-3, model.predict(new float[] {0, 1}));
        assertEquals(-3, model.predict(new float[] {0, 0}));
        assertEquals(-3, model.predict(new float[] {4, 3}));
    }

    /** LIBLINEAR does not look at the second. */
    @Test
    void ofTwoColumnsTheFirstCounts() throws IOException {
        LinearSvm model = load(TWO_CLASSES
                .replace("L2R_L2LOSS_SVC_DUAL", "MCSVM_CS")
                .replace("1.5 ", "1 5")
                .replace("-2 ", "0 0"));
        assertEquals(7, model.predict(new float[] {1, 0}));
        assertEquals(-3, model.predict(new float[] {0, 0}));
    }

    @Test
    void writesWhatItRead() throws IOException {
        // what is not known to be one-vs-rest is a model of two columns
        assertEquals(
                TWO_CLASSES
                        .replace("L2R_L2LOSS_SVC_DUAL", "MCSVM_CS")
                        .replace("1.5 ", "1.5 -1.5 ")
                        .replace("-2 ", "-2 2 "),
                saved(load(TWO_CLASSES)));
        String unitBias = THREE_CLASSES.replace("0.5", "1").replace("1e-05", "9.9999997473787516e-06"); // the float
        assertEquals(unitBias, saved(load(unitBias)));
    }

    @ParameterizedTest
    @CsvSource({
        "WESTON_WATKINS, false, MCSVM_CS",
        "CRAMMER_SINGER, true, MCSVM_CS",
        "ONE_VS_REST, false, L2R_L1LOSS_SVC_DUAL",
        "ONE_VS_REST, true, L2R_L2LOSS_SVC_DUAL"
    })
    void namesTheSolverByTheHinge(Hinge hinge, boolean squared, String solver) throws IOException {
        Samples samples = Samples.dense(new float[] {0, 1, 2, 3}, 1);
        LinearSvm model = SvmTrainer.builder()
                .hinge(hinge)
                .squared(squared)
                .bias(Bias.REGULARIZED)
                .build()
                .train(samples, new int[] {1, 1, 2, 2})
                .model();
        String[] lines = saved(model).split("\n");
        assertEquals("solver_type " + solver, lines[0]);
        assertEquals("label 2 1", lines[2]);
        assertEquals("bias 1", lines[4]);
        double w = ((double) model.weights()[1] - model.weights()[0]) / 2;
        String other = solver.equals("MCSVM_CS") ? " " + CFormat.general(-w, 17) : "";
        assertEquals(CFormat.general(w, 17) + other + " ", lines[6]);
        LinearSvm loaded = LinearSvm.loadLiblinear(folder.resolve("saved"));
        assertArrayEquals(model.labels(), loaded.labels());
        assertArrayEquals(model.predict(samples), loaded.predict(samples));
    }

    @Test
    void aTieIsDecidedAlikeWhenReadAgain() throws IOException {
        LinearSvm model = LinearSvm.of(new float[] {1, 1}, 1, new int[] {8, 9});
        assertEquals(8, model.predict(new float[] {1}));
        assertEquals("label 9 8", saved(model).split("\n")[2]);
        assertEquals(8, LinearSvm.loadLiblinear(folder.resolve("saved")).predict(new float[] {1}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", " \t\n", "\n\n"})
    void acceptsOtherEndsOfTheLastLine(String end) throws IOException {
        assertArrayEquals(
                load(THREE_CLASSES).weights(),
                load(THREE_CLASSES.stripTrailing() + end).weights());
    }

    @Test
    void acceptsCarriageReturns() throws IOException {
        LinearSvm model = load(THREE_CLASSES.replace("\n", "\r\n"));
        assertArrayEquals(new float[] {0.1f, -2, 1e-5f}, model.weights());
    }

    @Test
    void isRecognisedByItsFirstWord() throws IOException {
        assertTrue(LiblinearFile.isOne(Files.writeString(folder.resolve("a"), TWO_CLASSES)));
        assertFalse(LiblinearFile.isOne(Files.writeString(folder.resolve("b"), "1 1:1\n")));
        assertFalse(LiblinearFile.isOne(folder));
        assertFalse(LiblinearFile.isOne(folder.resolve("missing")));
    }

    /** A text of the model of three classes, what stands there instead, and what is said about it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "solver_type MCSVM_CS | model | 1: expected solver_type, found \"model\"",
                "MCSVM_CS | L2R_LR | 1: expected an L2-regularised support vector classifier, found \"L2R_LR, logistic regression\"",
                "MCSVM_CS | L2R_L1LOSS_SVR_DUAL | 1: expected an L2-regularised support vector classifier, found \"L2R_L1LOSS_SVR_DUAL, regression\"",
                "MCSVM_CS | ONECLASS_SVM | 1: expected an L2-regularised support vector classifier, found \"ONECLASS_SVM, of one class\"",
                "MCSVM_CS | SVC | 1: expected one of L2R_L2LOSS_SVC_DUAL, L2R_L2LOSS_SVC, L2R_L1LOSS_SVC_DUAL, MCSVM_CS, found \"SVC\"",
                "MCSVM_CS | MCSVM_CS 4 | 1: expected the end of the line, found \"4\"",
                "nr_class 3 | nr_class | 2: expected a number of classes in [2, 52], found the end of the line",
                "nr_class 3 | nr_class 1 | 2: expected a number of classes in [2, 53], found \"1\"",
                "nr_class 3 | nr_class 2000000000 | 2: expected a number of classes in [2, 57], found \"2000000000\"",
                "nr_class 3 | nr_class 3.0 | 2: expected a number of classes in [2, 54], found \"3.0\"",
                "label 5 1 2 | label 5 1 | 3: expected a label in [-2147483648, 2147483647], found the end of the line",
                "label 5 1 2 | label 5 1 2 3 | 3: expected the end of the line, found \"3\"",
                "label 5 1 2 | label 5 1 5 | 3: expected labels that differ, found \"5\"",
                "label 5 1 2 | label 5 1 2147483648 | 3: expected a label in [-2147483648, 2147483647], found \"2147483648\"",
                "nr_feature 1 | nr_feature 0 | 4: expected a number of features in [1, 17], found \"0\"",
                "nr_feature 1 | nr_feature 700000000 | 4: expected a number of features in [1, 19], found \"700000000\"",
                "nr_feature 1 | nr_feature 3 | 9: expected a weight, finite as a float, found the end of the file",
                "bias 0.5 | bias nan | 5: expected a bias, finite as a float, found \"nan\"",
                "bias 0.5 | bias 1e38 | 8: expected a weight whose product with the bias is finite as a float, found \"-4.0\"",
                "bias 0.5 | rho 0.5 | 5: expected bias, found \"rho\"",
                "w | weights | 6: expected w, found \"weights\"",
                "-2 | inf | 7: expected a weight, finite as a float, found \"inf\"",
                "-2 | NaN | 7: expected a weight, finite as a float, found \"NaN\"",
                "-2 | 1e39 | 7: expected a weight, finite as a float, found \"1e39\"",
                "-2 | 0x1p3 | 7: expected a weight, finite as a float, found \"0x1p3\"",
                "-2 | -2f | 7: expected a weight, finite as a float, found \"-2f\"",
                "-2 | 1:2 | 7: expected a weight, finite as a float, found \"1:2\"",
                "-2 | é | 7: expected a weight, finite as a float, found \"??\"",
                "-4 5 6 | -4 5 | 8: expected a weight, finite as a float, found the end of the line",
                "-4 5 6 | -4 5 6 7 | 8: expected the end of the line, found \"7\"",
                "-4 5 6 | `` | 8: expected a weight, finite as a float, found the end of the line"
            })
    void saysWhatIsWrong(String there, String instead, String message) throws IOException {
        assertTrue(THREE_CLASSES.contains(there));
        String text = there.equals("w")
                ? THREE_CLASSES.replace("\nw\n", "\n" + instead + "\n")
                : THREE_CLASSES.replaceFirst(there, instead);
        assertEquals(folder.resolve("model") + ":" + message, messageOf(text));
    }

    @Test
    void saysWhatIsWrongWithTheWholeFile() throws IOException {
        String model = folder.resolve("model").toString();
        assertEquals(model + ":1: expected solver_type, found the end of the file", messageOf(""));
        assertEquals(model + ":9: expected the end of the file, found \"1\"", messageOf(THREE_CLASSES + "1 2 3\n"));
        assertEquals(model + ":9: expected the end of the line, found \"?\"", messageOf(THREE_CLASSES + "\u0001\n"));
        String word = "9".repeat(64);
        assertEquals(
                model + ":7: expected a shorter word, found \"" + word + '"',
                messageOf(THREE_CLASSES.replace("-2", word + word)));
        assertEquals(
                folder + ": not a regular file, as a LIBLINEAR model must be",
                assertThrows(IOException.class, () -> LinearSvm.loadLiblinear(folder))
                        .getMessage());
        String all = TWO_CLASSES.stripTrailing();
        for (int length = 0; length < all.length() - 1; length++) {
            String part = all.substring(0, length);
            assertThrows(IOException.class, () -> load(part), part);
        }
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path nowhere = folder.resolve("no/model");
        LinearSvm model = LinearSvm.of(new float[] {1, 2}, 1, new int[] {0, 1});
        assertThrows(IOException.class, () -> model.saveLiblinear(nowhere));
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    private String messageOf(String text) {
        return assertThrows(IOException.class, () -> load(text)).getMessage();
    }
}
