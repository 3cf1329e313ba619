package io.github.widemargin.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.LinearSvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes. That NumPy reads them is tested in module jmh. */
class NumpyFileTest {
    private static final int[] LABELS = {7, -1, 5};
    private static final float[] W = {1, 2, 3, -4, 0.5f, -0f};
    private static final float[] BIAS = {0.25f, 8, -9};

    @TempDir
    Path folder;

    /** An array's header, and the elements behind it. */
    private record Array(String header, ByteBuffer elements) {
        static Array of(byte[] npy) {
            ByteBuffer in = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
            byte[] magic = new byte[8];
            in.get(magic);
            assertEquals("\u0093NUMPY\1\0", new String(magic, StandardCharsets.ISO_8859_1));
            byte[] header = new byte[in.getShort()];
            in.get(header);
            assertEquals(0, in.position() % 64);
            String text = new String(header, StandardCharsets.US_ASCII);
            assertTrue(text.endsWith("\n"));
            return new Array(text.strip(), in.slice().order(ByteOrder.LITTLE_ENDIAN));
        }

        void assertIs(String type, String shape) {
            assertEquals("{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }", header);
        }

        void assertFloats(String shape, float... expected) {
            assertIs("<f4", shape);
            float[] actual = new float[elements.remaining() / 4];
            elements.asFloatBuffer().get(actual);
            assertArrayEquals(expected, actual);
        }
    }

    private Map<String, Array> npz(Path file) throws IOException {
        Map<String, Array> arrays = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                arrays.put(entry.getName(), Array.of(zip.readAllBytes()));
            }
        }
        assertEquals(List.of("coef_.npy", "intercept_.npy", "classes_.npy"), List.copyOf(arrays.keySet()));
        return arrays;
    }

    @Test
    void hasARowOfWeightsForEachClass() throws IOException {
        Path file = folder.resolve("a.npz");
        LinearSvm.of(W, BIAS, 2, LABELS).saveNpz(file);
        Map<String, Array> arrays = npz(file);
        arrays.get("coef_.npy").assertFloats("3, 2", 1, -4, 2, 0.5f, 3, -0f);
        arrays.get("intercept_.npy").assertFloats("3,", BIAS);
        Array classes = arrays.get("classes_.npy");
        classes.assertIs("<i8", "3,");
        for (int label : LABELS) {
            assertEquals(label, classes.elements.getLong());
        }
        assertEquals(0, classes.elements.remaining());
    }

    @Test
    void hasZerosForNoBias() throws IOException {
        Path file = folder.resolve("a.npz");
        LinearSvm.of(W, 3, new int[] {4, 2}).saveNpz(file);
        npz(file).get("coef_.npy").assertFloats("2, 3", 1, 3, 0.5f, 2, -4, -0f);
        npz(file).get("intercept_.npy").assertFloats("2,", 0, 0);
    }

    @Test
    void hasNamesAsCodePoints() throws IOException {
        Path file = folder.resolve("a.npz");
        ModelFile.Content content = new ModelFile.Content(2, LABELS, null, W, new Metadata());
        NumpyFile.writeNpz(file, content, List.of("Ä", "", "a𝕏"));
        Array classes = npz(file).get("classes_.npy");
        classes.assertIs("<U2", "3,");
        for (int expected : new int[] {'Ä', 0, 0, 0, 'a', 0x1d54f}) {
            assertEquals(expected, classes.elements.getInt());
        }
        assertEquals(0, classes.elements.remaining());
        NumpyFile.writeNpz(file, content, List.of("", "", ""));
        npz(file).get("classes_.npy").assertIs("<U1", "3,");
        assertEquals(
                "names must be as many as classes: names=1, classes=3",
                assertThrows(IllegalArgumentException.class, () -> NumpyFile.writeNpz(file, content, List.of("a")))
                        .getMessage());
    }

    @Test
    void writesTheWeightsAlone() throws IOException {
        Path file = folder.resolve("a.npy");
        float[] w = new float[40_000 * 2]; // more than a block
        for (int a = 0; a < w.length; a++) {
            w[a] = a;
        }
        LinearSvm.of(w, 40_000, new int[] {4, 2}).saveNpy(file);
        Array array = Array.of(Files.readAllBytes(file));
        array.assertIs("<f4", "2, 40000");
        for (int j = 0; j < 2; j++) {
            for (int k = 0; k < 40_000; k++) {
                assertEquals(w[k * 2 + j], array.elements.getFloat());
            }
        }
        assertEquals(0, array.elements.remaining());
    }

    @Test
    void sameModelSameBytes() throws IOException {
        Path file = folder.resolve("a.npz");
        LinearSvm model = LinearSvm.of(W, BIAS, 2, LABELS);
        model.saveNpz(file);
        byte[] first = Files.readAllBytes(file);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            assertEquals(1980, zip.getNextEntry().getTimeLocal().getYear());
        }
        model.saveNpz(file);
        assertArrayEquals(first, Files.readAllBytes(file));
    }
}
