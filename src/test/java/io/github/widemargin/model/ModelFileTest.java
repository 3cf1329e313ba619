package io.github.widemargin.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.Bias;
import io.github.widemargin.Hinge;
import io.github.widemargin.LinearSvm;
import io.github.widemargin.ModelInfo;
import io.github.widemargin.Samples;
import io.github.widemargin.SvmTrainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    private static final Path IN_MEMORY = Path.of("/dev/shm");

    @TempDir
    Path folder;

    private Path file;
    private LinearSvm model;

    @BeforeEach
    void save() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        float[] w = new float[20_000 * 3]; // more than a buffer
        for (int a = 0; a < w.length; a++) {
            w[a] = random.nextFloat() - 0.5f;
        }
        w[7] = -0f;
        model = LinearSvm.of(w, 20_000, new int[] {7, -1, Integer.MAX_VALUE});
        file = folder.resolve("a.model");
        model.save(file);
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        LinearSvm loaded = LinearSvm.load(file);
        assertArrayEquals(model.labels(), loaded.labels());
        assertArrayEquals(model.weights(), loaded.weights());
        assertEquals(model.features(), loaded.features());
    }

    @Test
    void keepsHowTheModelWasTrained() throws IOException {
        for (Bias bias : Bias.values()) {
            LinearSvm trained = trained(bias);
            ModelInfo info = trained.info().orElseThrow();
            assertEquals(Hinge.ONE_VS_REST, info.hinge());
            assertEquals(4, info.samples());
            assertEquals(7, info.seed());
            assertTrue(info.version().matches("[0-9]+\\..*"), info.version());
            trained.save(file);
            LinearSvm loaded = LinearSvm.load(file);
            assertEquals(info, loaded.info().orElseThrow());
            assertArrayEquals(trained.weights(), loaded.weights());
            assertArrayEquals(trained.bias(), loaded.bias());
        }
    }

    private static LinearSvm trained(Bias bias) {
        return SvmTrainer.builder()
                .hinge(Hinge.ONE_VS_REST)
                .squared(true)
                .bias(bias)
                .seed(7)
                .build()
                .train(Samples.dense(new float[] {1, 2, 3, 5}, 1), new int[] {4, 4, 3, 3})
                .model();
    }

    @Test
    void findsEveryFlippedBitAndTruncationOfWhatTellsTheTraining() throws IOException {
        trained(Bias.FREE).save(file);
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at++) {
            Files.write(file, Arrays.copyOf(good, at));
            assertThrows(IOException.class, () -> LinearSvm.load(file), "length " + at);
            for (int bit = 0; bit < 8; bit++) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << bit);
                Files.write(file, bad);
                assertThrows(IOException.class, () -> LinearSvm.load(file), "byte " + at);
            }
        }
    }

    @Test
    void readsModelsThatDoNotTellTheirTraining() throws IOException {
        assertEquals(
                1,
                ByteBuffer.wrap(Files.readAllBytes(file))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(8));
        assertTrue(LinearSvm.load(file).info().isEmpty());
        LinearSvm biased = LinearSvm.of(new float[] {1, 2}, new float[] {3, 4}, 1, new int[] {0, 1});
        biased.save(file);
        assertEquals(
                2,
                ByteBuffer.wrap(Files.readAllBytes(file))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt(8));
        assertArrayEquals(biased.bias(), LinearSvm.load(file).bias());
    }

    @Test
    void refusesATrainingThatItCannotRead() throws IOException {
        String[] texts = {
            "",
            "the model's info must have version",
            "version=1",
            "the model's info must have hinge",
            "version=1\nhinge=X",
            "the model's info has a wrong hinge: hinge=X",
            "version=1\nhinge=\r\u0007" + "X".repeat(99),
            "the model's info has a wrong hinge: hinge=??" + "X".repeat(62)
        };
        for (int t = 0; t < texts.length; t += 2) {
            ModelFile.write(file, new ModelFile.Content(1, new int[] {0, 1}, null, new float[] {1, 2}, texts[t]));
            assertEquals(
                    file + ": " + texts[t + 1],
                    assertThrows(IOException.class, () -> LinearSvm.load(file)).getMessage());
        }
    }

    @Test
    void replacesAFileAndLeavesNothingBesideIt() throws IOException {
        Files.writeString(file, "something else");
        model.save(file);
        assertArrayEquals(model.weights(), LinearSvm.load(file).weights());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    @EnabledIf("hasFilesInMemory")
    void writesFilesInMemory() throws IOException {
        Path inMemory = Files.createTempFile(IN_MEMORY, "a", ".model");
        try {
            Files.write(inMemory, new byte[1 << 20]);
            model.save(inMemory);
            assertArrayEquals(model.weights(), LinearSvm.load(inMemory).weights());
            Files.delete(inMemory);
            model.save(inMemory);
            assertArrayEquals(model.weights(), LinearSvm.load(inMemory).weights());
        } finally {
            Files.deleteIfExists(inMemory);
        }
    }

    static boolean hasFilesInMemory() {
        return Files.isWritable(IN_MEMORY);
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        byte[] before = Files.readAllBytes(file);
        IOException e = assertThrows(
                IOException.class,
                () -> WholeFile.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[100]));
                    throw new IOException("disk full");
                }));
        assertEquals(file + ": disk full", e.getMessage());
        assertArrayEquals(before, Files.readAllBytes(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void writesThroughALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Files.writeString(file, "");
        model.save(link);
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(model.weights(), LinearSvm.load(file).weights());
    }

    @Test
    void findsEveryFlippedBitOfTheHeaderAndSomeOfTheRest() throws IOException {
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at = at < 32 ? at + 1 : at + 997) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << bit);
                Files.write(file, bad);
                assertThrows(IOException.class, () -> LinearSvm.load(file), "byte " + at);
            }
        }
    }

    @Test
    void findsEveryTruncation() throws IOException {
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length = length < 40 ? length + 1 : length * 3 / 2) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThrows(IOException.class, () -> LinearSvm.load(file), "length " + length);
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(8, 4);
        assertEquals(file + ": model version must be 1 to 3: version=4", messageOf(bytes));
        header.putInt(8, 1).putInt(12, Integer.MAX_VALUE);
        assertEquals(file + ": damaged: size=" + bytes.length + ", features=2147483647, classes=3", messageOf(bytes));
        header.putInt(12, 20_000).putInt(1000, 1);
        assertEquals(file + ": damaged: the checksum does not match", messageOf(bytes));
        assertEquals(file + ": not a Widemargin model", messageOf(new byte[] {1, 2, 3}));
        assertEquals(file + ": not a Widemargin model", messageOf(new byte[1000]));
    }

    private String messageOf(byte[] content) throws IOException {
        Files.write(file, content);
        return assertThrows(IOException.class, () -> LinearSvm.load(file)).getMessage();
    }
}
