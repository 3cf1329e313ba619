package io.github.widemargin.data;

import static io.github.widemargin.data.Broken.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CifarReaderTest {
    private static final int IMAGE = 3073;

    @TempDir
    Path folder;

    /** Twenty-five images: more than the samples have room for at first. */
    private final byte[] content = new byte[25 * IMAGE];

    @BeforeEach
    void paint() {
        for (int a = 0; a < content.length; a++) {
            content[a] = (byte) (a % IMAGE == 0 ? a / IMAGE % 10 : a * 31 + a / IMAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data_batch_1.bin", "test_batch", "CIFAR-10", "some.bin", "cifar.bin.gz"})
    void readsImagesAndTheirLabels(String name) throws IOException {
        Path file = Files.write(folder.resolve(name), name.endsWith(".gz") ? IdxReaderTest.gzip(content) : content);
        assertContent(DataFiles.read(file), 255);
        assertContent(DataFiles.read(file, ReadOptions.DEFAULTS.withScaleBytes(false)), 1);
    }

    private void assertContent(LabeledSamples data, float scale) {
        assertEquals(25, data.samples().size());
        assertEquals(3072, data.samples().features());
        for (int i = 0; i < 25; i++) {
            assertEquals(i % 10, data.labels()[i]);
            float[] expected = new float[IMAGE - 1];
            for (int f = 0; f < expected.length; f++) {
                expected[f] = (content[i * IMAGE + 1 + f] & 0xff) / scale;
            }
            assertArrayEquals(expected, data.samples().get(i));
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path file = folder.resolve("data_batch_1.bin");
        assertMessage(" CIFAR-10 images must be of 3073 bytes: image 0 has 1", file, new byte[1]);
        assertMessage(
                " CIFAR-10 images must be of 3073 bytes: image 0 has 3072", file, Arrays.copyOf(content, IMAGE - 1));
        assertMessage(" CIFAR-10 images must be of 3073 bytes: image 1 has 1", file, Arrays.copyOf(content, IMAGE + 1));
        assertMessage(
                " CIFAR-10 images must be of 3073 bytes: image 24 has 3072",
                file,
                IdxReaderTest.gzip(Arrays.copyOf(content, content.length - 1)));
        content[2 * IMAGE] = 10;
        assertMessage(" CIFAR-10 labels must be 0 to 9: image 2 has 10", file, content);
        content[2 * IMAGE] = (byte) 0xff;
        assertMessage(" CIFAR-10 labels must be 0 to 9: image 2 has 255", file, content);
        assertMessage(
                " CIFAR-10 has its labels within: no other file can be given",
                file,
                ReadOptions.DEFAULTS.withLabels(file));
        assertMessage(
                " CIFAR-10 has no columns: neither a header nor the labels' can be told",
                file,
                ReadOptions.DEFAULTS.withLabelColumn("1"));
    }

    @Test
    void leavesOtherFormatsOfItsNameAlone() throws IOException {
        Path idx = Files.write(folder.resolve("cifar.bin"), new byte[] {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 5});
        assertEquals(
                1,
                DataFiles.read(idx, ReadOptions.DEFAULTS.withLabelsWanted(false))
                        .samples()
                        .size());
        assertEquals(
                2,
                DataFiles.read(Files.writeString(folder.resolve("cifar.txt"), "1 1:1\n2 1:2\n"))
                        .samples()
                        .size());
        assertThrows(
                MalformedDataException.class, () -> DataFiles.read(Files.write(folder.resolve("unknown"), content)));
    }
}
