package io.github.widemargin.cli;

import static io.github.widemargin.cli.Outcome.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.data.DataFiles;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.data.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertTest {
    private static final String TEXT = "-1 1:0.1 3:-2.5E-8\n7 2:1.6777216E7\n7\n-1 1:0.33333334 2:1 3:3.4028235E38\n";

    @TempDir
    Path folder;

    /** There and back again gives the same text, so nothing is lost in between. */
    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.csv.gz", "a.npz", "b.svm", "b.txt.gz", "b.libsvm"})
    void keepsSamplesAndLabels(String name) throws IOException {
        Path text = Files.writeString(folder.resolve("a.svm"), TEXT);
        Path other = folder.resolve(name);
        Outcome there = run("convert", text, other);
        assertEquals(0, there.exit(), there.err());
        assertTrue(there.out().startsWith("4 samples of 3 features, read in "), there.out());
        assertTrue(there.out().endsWith("\noutput: " + other + "\n"), there.out());
        Path back = folder.resolve("back.svm");
        assertEquals(0, run("convert", other, back).exit());
        assertEquals(TEXT, Files.readString(back));
    }

    @ParameterizedTest
    @ValueSource(strings = {".npy", ".npy.gz", ".idx", ".idx.gz"})
    void writesLabelsToAFileOfTheirOwn(String ending) throws IOException {
        Path text = Files.writeString(folder.resolve("a.svm"), "0 1:1 3:255\n200 2:17\n");
        Path samples = folder.resolve("a" + ending);
        Path labels = folder.resolve("b" + ending);
        Outcome outcome = run("convert", text, samples, "--labels-output", labels);
        assertEquals(0, outcome.exit(), outcome.err());
        LabeledSamples data =
                DataFiles.read(samples, ReadOptions.DEFAULTS.withLabels(labels).withScaleBytes(false));
        assertArrayEquals(new int[] {0, 200}, data.labels());
        assertArrayEquals(new float[] {1, 0, 255}, data.samples().get(0));
        assertArrayEquals(new float[] {0, 17, 0}, data.samples().get(1));
    }

    @Test
    void keepsNamesInCsv() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "1,2,dog\n3,4,\"a \"\"cat\"\"\"\n");
        Path other = folder.resolve("b.csv");
        assertEquals(0, run("convert", csv, other).exit());
        assertEquals("1,2,\"dog\"\n3,4,\"a \"\"cat\"\"\"\n", Files.readString(other));
        assertEquals(List.of("a \"cat\"", "dog"), DataFiles.read(other).labelNames());
    }

    @Test
    void saysWhatAFormatCannotHold() throws IOException {
        Path text = Files.writeString(folder.resolve("a.svm"), "300 1:0.5\n1 1:1\n");
        Path idx = folder.resolve("a.idx");
        Path labels = folder.resolve("l.idx");
        assertEquals(
                "widemargin: " + idx
                        + ": elements must be whole numbers from 0 to 255 in IDX: sample 0, feature 0=0.5\n",
                run("convert", text, idx, "--labels-output", labels).err());
        assertFalse(Files.exists(idx));
        assertFalse(Files.exists(labels));
        Files.writeString(text, "300 1:5\n1 1:1\n");
        assertEquals(
                "widemargin: " + idx + ": labels must be whole numbers from 0 to 255 in IDX: sample 0=300\n",
                run("convert", text, idx, "--labels-output", labels).err());
        assertFalse(Files.exists(idx));
        assertEquals(
                "widemargin: samples and labels must go to files of their own: " + idx + "\n",
                run("convert", text, idx, "--labels-output", folder.resolve("./a.idx"))
                        .err());
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "widemargin convert: " + idx
                                + " holds no labels: --labels-output must tell where they go (see --help)\n"),
                run("convert", text, idx));
        assertEquals(
                2,
                run("convert", text, folder.resolve("a.csv"), "--labels-output", labels)
                        .exit());
        assertEquals(
                "widemargin convert: the name must end with .libsvm, .svm, .svmlight, .txt, .csv, .npz, .npy, .idx or -ubyte: file=b"
                        + " (see --help)\n",
                run("convert", text, "b").err());
        assertEquals(
                "widemargin convert: NPZ is compressed within, its name must end with .npz: file=b.npz.gz (see --help)\n",
                run("convert", text, "b.npz.gz").err());
        assertEquals(
                new Outcome(1, "", "widemargin: would replace what is read: " + text + "\n"),
                run("convert", text, text));
    }
}
