package io.github.widemargin.data;

import static io.github.widemargin.data.Broken.assertMessage;
import static io.github.widemargin.data.NpyFiles.elements;
import static io.github.widemargin.data.NpyFiles.npy;
import static io.github.widemargin.data.NpyFiles.npz;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpzReaderTest {
    private static final byte[] X = npy("<f4", false, "2, 3", elements("<f4", 1, 2, 3, 4, 5, 6));
    private static final byte[] Y = npy("<i8", false, "2,", elements("<i8", 8, -9));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("a.npz");
    }

    @ParameterizedTest
    @CsvSource({"x, y", "X, Y", "images, labels", "Data, target", "features, targets", "samples, label", "foo, bar"})
    void findsArraysByNameOrDimensions(String samples, String labels) throws IOException {
        for (boolean packed : new boolean[] {false, true}) {
            Files.write(file, npz(packed, "readme.txt", new byte[] {1}, labels + ".npy", Y, samples + ".npy", X));
            LabeledSamples data = DataFiles.read(file);
            assertArrayEquals(new float[] {4, 5, 6}, data.samples().get(1));
            assertArrayEquals(new int[] {8, -9}, data.labels());
        }
    }

    @Test
    void prefersNames() throws IOException {
        byte[] other = npy("<f4", false, "2, 2", elements("<f4", 7, 7, 7, 7));
        Files.write(file, npz(true, "other.npy", other, "names.npy", new byte[3], "y.npy", Y, "x.npy", X));
        assertEquals(3, DataFiles.read(file).samples().features());
    }

    @Test
    void needsNoLabelsIfTheyAreNotWanted() throws IOException {
        Files.write(file, npz(true, "x.npy", X));
        assertNull(DataFiles.read(file, ReadOptions.DEFAULTS.withLabelsWanted(false))
                .labels());
    }

    @Test
    void saysWhichArraysAreMissing() throws IOException {
        String samples = " NPZ must have an array called x, samples, features, images, data, "
                + "or just one 2-dimensional array: arrays=";
        String labels =
                " NPZ must have an array called y, labels, label, targets, target, or just one 1-dimensional array: arrays=";
        assertMessage(samples + "\"\"", file, npz(true));
        assertMessage(samples + "\"\"", file, npz(true, "x", X, "y", Y));
        assertMessage(samples + "\"y.npy\"", file, npz(true, "y.npy", Y));
        assertMessage(samples + "\"a.npy, b.npy, y.npy\"", file, npz(true, "a.npy", X, "b.npy", X, "y.npy", Y));
        assertMessage(labels + "\"x.npy\"", file, npz(true, "x.npy", X));
        assertMessage(labels + "\"x.npy, a.npy, b.npy\"", file, npz(true, "x.npy", X, "a.npy", Y, "b.npy", Y));
    }

    @Test
    void saysWhatIsWrongWithAnArray() throws IOException {
        assertMessageOf("x.npy", "not NPY: the first bytes must be \\x93NUMPY", npz(true, "x.npy", new byte[99]));
        assertMessageOf("x.npy", "ends within the NPY header", npz(true, "x.npy", Arrays.copyOf(X, 50)));
        assertMessageOf(
                "X.npy",
                "NPY data ends early: expected 24 bytes, found 23",
                npz(true, "X.npy", Arrays.copyOf(X, X.length - 1)));
        assertMessageOf(
                "x.npy",
                "NPY data goes on behind the last element",
                npz(false, "x.npy", Arrays.copyOf(X, X.length + 1)));
        assertMessageOf(
                "y.npy",
                "labels must be as many as samples: labels=3, samples=2",
                npz(true, "x.npy", X, "y.npy", npy("<i8", false, "3,", new byte[24])));
        assertMessageOf(
                ".._.._etc_x.npy",
                "the NPY header promises more elements than the file can hold: elements=1000000000000",
                npz(true, "../../etc/x.npy", npy("|u1", false, "1000000, 1000000", new byte[1000])));
    }

    /** However well packed, no more can come out of it than a deflated file may hold. */
    @Test
    void believesNoHeaderBeyondWhatDeflateCanHold() throws IOException {
        byte[] bomb = npz(true, "x.npy", npy("|u1", false, "100, 100000", new byte[10_000_000]), "y.npy", Y);
        assertTrue(bomb.length < 20_000);
        Files.write(file, bomb);
        assertEquals(
                100,
                DataFiles.read(file, ReadOptions.DEFAULTS.withLabelsWanted(false))
                        .samples()
                        .size());
        assertMessageOf(
                "x.npy",
                "the NPY header promises more elements than the file can hold: elements=100000000",
                npz(true, "x.npy", npy("|u1", false, "1000, 100000", new byte[10_000_000]), "y.npy", Y));
    }

    @Test
    void findsDamage() throws IOException {
        for (boolean packed : new boolean[] {false, true}) {
            byte[] good = npz(packed, "x.npy", X, "y.npy", Y);
            for (int length = 4; length < good.length; length++) {
                assertMessage(" zip data is damaged or ends early", file, Arrays.copyOf(good, length));
            }
            // anywhere in the elements
            int elements = new String(good, StandardCharsets.ISO_8859_1).indexOf("x.npy") + 5 + X.length / 2;
            byte[] flipped = good.clone();
            flipped[packed ? elements : elements + X.length / 4] ^= 64;
            Files.write(file, flipped);
            assertThrows(MalformedDataException.class, () -> DataFiles.read(file), "packed " + packed);
        }
        byte[] plain = npz(false, "x.npy", X, "y.npy", Y);
        plain[new String(plain, StandardCharsets.ISO_8859_1).indexOf("PK\7\10") - 1] ^= 1; // the last element
        assertMessageOf("x.npy", "zip data is damaged or ends early", plain);
    }

    @Test
    void mustBeAFileOfItsOwn() throws IOException {
        assertMessage(
                " NPZ must be a file of its own, neither within gzip nor a pipe",
                file,
                IdxReaderTest.gzip(npz(true, "x.npy", X, "y.npy", Y)));
        Files.write(file, npz(true, "x.npy", X, "y.npy", Y));
        assertMessage(
                " NPZ has its labels within: no other file can be given", file, ReadOptions.DEFAULTS.withLabels(file));
    }

    private void assertMessageOf(String array, String message, byte[] content) throws IOException {
        Files.write(file, content);
        MalformedDataException e = assertThrows(MalformedDataException.class, () -> DataFiles.read(file));
        assertEquals(file.resolve(array) + ": " + message, e.getMessage());
    }
}
