package io.github.widemargin.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
    @TempDir
    Path folder;

    /** Three images of 2 × 2. */
    private static final byte[] PIXELS = {0, 1, 127, (byte) 128, (byte) 255, 5, 6, 7, 8, 9, 10, 11};

    private static final byte[] IMAGES = idx(PIXELS, 3, 2, 2);
    private static final byte[] LABELS = idx(new byte[] {7, 0, (byte) 200}, 3);

    @Test
    void readsImagesAndTheirLabels() throws IOException {
        Path images = write("t-images-idx3-ubyte", IMAGES);
        write("t-labels-idx1-ubyte", LABELS);
        assertContent(DataFiles.read(images), 255);
    }

    @Test
    void readsGzipAndMixtures() throws IOException {
        Path images = write("t-images-idx3-ubyte.gz", gzip(IMAGES));
        Path labels = write("t-labels-idx1-ubyte", LABELS);
        assertContent(DataFiles.read(images), 255);
        Files.delete(labels);
        write("t-labels-idx1-ubyte.gz", gzip(LABELS));
        assertContent(DataFiles.read(images), 255);
    }

    @Test
    void readsLabelsThatAreGiven() throws IOException {
        Path images = write("a", IMAGES);
        Path labels = write("b", LABELS);
        assertContent(DataFiles.read(images, ReadOptions.DEFAULTS.withLabels(labels)), 255);
    }

    @Test
    void leavesBytesAsTheyAre() throws IOException {
        Path images = write("a", IMAGES);
        write("a-labels", LABELS);
        assertContent(DataFiles.read(images, ReadOptions.DEFAULTS.withScaleBytes(false)), 1);
    }

    @Test
    void readsNoLabelsWhenTheyAreNotWanted() throws IOException {
        Path images = write("a", IMAGES);
        write("a-labels", new byte[] {1});
        LabeledSamples data = DataFiles.read(images, ReadOptions.DEFAULTS.withLabelsWanted(false));
        assertEquals(3, data.samples().size());
        assertNull(data.labels());
    }

    @Test
    void saysWhatIsWrongWithTheImages() throws IOException {
        write("a-labels", LABELS);
        byte[] type = IMAGES.clone();
        type[2] = 13;
        assertMessage("IDX elements must be unsigned bytes, type 8: type=13", type);
        byte[] magic = IMAGES.clone();
        magic[1] = 1;
        assertMessage("not IDX: the first two bytes must be 0", magic);
        assertMessage("IDX dimensions must be at least 1: dimensions=0", new byte[] {0, 0, 8, 0});
        assertMessage("IDX dimensions must be at least 2 for samples: dimensions=1", LABELS);
        assertMessage("ends within the IDX header", Arrays.copyOf(IMAGES, 11));
        assertMessage(
                "the IDX header promises more elements than the file can hold: elements=8589934592",
                idx(PIXELS, 1 << 11, 1 << 11, 1 << 11));
        assertMessage("IDX dimensions must be under 2^31: dimension 0=4294967295", idx(PIXELS, -1, 2, 2));
        assertMessage("IDX dimensions must be at least 1: samples=3, features=0", idx(PIXELS, 3, 0, 2));
        assertMessage("IDX dimensions must be at least 1: samples=0, features=4", idx(new byte[0], 0, 2, 2));
        int most = Integer.MAX_VALUE;
        assertMessage(
                "the IDX header promises more elements than the file can hold: elements=" + Long.MAX_VALUE,
                idx(PIXELS, 0, most, most, 3));
        assertMessage(
                "the IDX header promises more elements than the file can hold: elements=100000000",
                gzip(idx(new byte[10_000_000], 100_000, 1000)));
        assertMessage(
                "IDX data ends early: expected 10000002 bytes, found 10000000",
                gzip(idx(new byte[10_000_000], 3, 3_333_334)));
        assertMessage("ends within the IDX header", new byte[] {0, 0, 8, (byte) 255, 0, 0, 0, 1});
        assertMessage("IDX elements must be unsigned bytes, type 8: type=-1", new byte[] {0, 0});
        assertMessage("not IDX: the first two bytes must be 0", new byte[] {0});
        assertMessage("IDX data goes on behind the last element", Arrays.copyOf(IMAGES, IMAGES.length + 1));
        assertMessage("IDX data ends early: expected 12 bytes, found 11", Arrays.copyOf(IMAGES, IMAGES.length - 1));
    }

    @Test
    void saysWhatIsWrongWithTheLabels() throws IOException {
        Path images = write("a", IMAGES);
        assertEquals(
                images + ": no labels found: looked for " + images + "-labels.gz, " + images + "-labels",
                messageOf(images));
        Path labels = write("a-labels", idx(new byte[2], 2));
        assertEquals(labels + ": labels must be as many as samples: labels=2, samples=3", messageOf(images));
        write("a-labels", IMAGES);
        assertEquals(labels + ": IDX dimensions must be 1 for labels: dimensions=3", messageOf(images));
        write("a-labels", Arrays.copyOf(gzip(LABELS), 20));
        assertEquals(labels + ": gzip data is damaged or ends early", messageOf(images));
        write("a-labels", "1\n2\n3\n".getBytes());
        assertEquals(labels + ": not IDX: the first two bytes must be 0", messageOf(images));
    }

    @Test
    void findsTruncatedAndDamagedGzip() throws IOException {
        write("a-labels", LABELS);
        byte[] good = gzip(IMAGES);
        for (int length = 3; length < good.length; length++) {
            Path file = write("a", Arrays.copyOf(good, length));
            assertThrows(IOException.class, () -> DataFiles.read(file), "length " + length);
        }
        byte[] sum = good.clone();
        sum[good.length - 8] ^= 1;
        assertMessage("gzip data is damaged or ends early", sum);
    }

    @Test
    void refusesEmptyFilesAndFolders() throws IOException {
        assertMessage("empty", new byte[0]);
        assertMessage("empty", gzip(new byte[0]));
        assertEquals(folder + ": a folder", messageOf(folder));
    }

    private static void assertContent(LabeledSamples data, float scale) {
        assertArrayEquals(new int[] {7, 0, 200}, data.labels());
        assertEquals(3, data.samples().size());
        assertArrayEquals(
                new float[] {0, 1 / scale, 127 / scale, 128 / scale},
                data.samples().get(0));
        assertArrayEquals(
                new float[] {255 / scale, 5 / scale, 6 / scale, 7 / scale},
                data.samples().get(1));
        assertArrayEquals(
                new float[] {8 / scale, 9 / scale, 10 / scale, 11 / scale},
                data.samples().get(2));
    }

    private void assertMessage(String message, byte[] content) throws IOException {
        Path file = write("a", content);
        assertEquals(file + ": " + message, messageOf(file));
    }

    private static String messageOf(Path file) {
        return assertThrows(MalformedDataException.class, () -> DataFiles.read(file))
                .getMessage();
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] idx(byte[] elements, int... dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions.length + elements.length);
        bytes.put((byte) 0).put((byte) 0).put((byte) 8).put((byte) dimensions.length);
        for (int dimension : dimensions) {
            bytes.putInt(dimension);
        }
        return bytes.put(elements).array();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
