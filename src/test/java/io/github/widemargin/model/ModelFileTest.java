package io.github.widemargin.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
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
        float[] w = new float[25_000 * 3]; // more than a buffer
        for (int a = 0; a < w.length; a++) {
            w[a] = random.nextFloat() - 0.5f;
        }
        w[7] = -0f;
        model = LinearSvm.of(w, 25_000, new int[] {7, -1, Integer.MAX_VALUE});
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
            assertEquals("dual coordinate ascent", info.solver());
            assertEquals(OptionalLong.empty(), info.nonzeros());
            long age = Duration.between(info.date(), Instant.now()).toSeconds();
            assertTrue(0 <= age && age < 3600, info::toString);
            assertEquals(0, info.date().getNano());
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
    void tellsTheNonzerosOfSparseSamples() {
        // so many that they are trained as if they were dense
        Samples sparse = Samples.sparse(2, new long[] {0, 2, 3}, new int[] {0, 1, 1}, new float[] {1, 2, 3});
        LinearSvm trained =
                SvmTrainer.builder().build().train(sparse, new int[] {1, 2}).model();
        assertEquals(OptionalLong.of(3), trained.info().orElseThrow().nonzeros());
    }

    @Test
    void readsOlderVersions() throws IOException {
        LinearSvm first = load(1, 1, 2, 7, -1, bits(0.5f), bits(-2));
        assertArrayEquals(new int[] {7, -1}, first.labels());
        assertArrayEquals(new float[] {0.5f, -2}, first.weights());
        assertNull(first.bias());
        LinearSvm second = load(2, 1, 2, 7, -1, bits(3), bits(4), bits(0.5f), bits(-2));
        assertArrayEquals(new float[] {0.5f, -2}, second.weights());
        assertArrayEquals(new float[] {3, 4}, second.bias());
        int text = 'a' | '=' << 8 | '1' << 16 | '\n' << 24;
        LinearSvm third = load(3, 1, 2, 1, 4, text, 7, -1, bits(3), bits(4), bits(0.5f), bits(-2));
        assertArrayEquals(new float[] {0.5f, -2}, third.weights());
        assertArrayEquals(new float[] {3, 4}, third.bias());
        for (LinearSvm older : List.of(first, second, third)) {
            assertTrue(older.info().isEmpty() && older.labelNames().isEmpty());
        }
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    /** Of what follows the first letters, and with the checksum. */
    private LinearSvm load(int... ints) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(8 + 4 * ints.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        content.put("WIDEMARG".getBytes(StandardCharsets.US_ASCII));
        for (int value : ints) {
            content.putInt(value);
        }
        CRC32C checksum = new CRC32C();
        checksum.update(content.array(), 0, content.position());
        content.putInt((int) checksum.getValue());
        return LinearSvm.load(Files.write(file, content.array()));
    }

    @Test
    void keepsNamesAndCalibration() throws IOException {
        List<String> names = List.of("a=b\\n", "\r\n\\", "Zürich 🙂");
        for (LinearSvm named :
                List.of(model.withLabelNames(names), trainedOfThree().withLabelNames(names))) {
            named.save(file);
            LinearSvm loaded = LinearSvm.load(file);
            assertEquals(names, loaded.labelNames().orElseThrow());
            assertEquals(named.info(), loaded.info());
            assertArrayEquals(named.weights(), loaded.weights());
        }
    }

    private static LinearSvm trainedOfThree() {
        return SvmTrainer.builder()
                .build()
                .train(Samples.dense(new float[] {1, 2, 3}, 1), new int[] {4, 5, 6})
                .model();
    }

    @Test
    void refusesMetadataThatItCannotRead() throws IOException {
        assertRefused("the model's info must have version", "hinge", "X");
        assertRefused("the model's info must have date", "version", "1");
        assertRefused("the model's info has a wrong date: date=yesterday", "version", "1", "date", "yesterday");
        String[] start = {"version", "1", "date", "2026-11-23T10:00:00Z", "solver", "x"};
        assertRefused("the model's info must have hinge", start);
        assertRefused("the model's info has a wrong hinge: hinge=X", and(start, "hinge", "X"));
        assertRefused(
                "the model's info has a wrong hinge: hinge=??" + "X".repeat(62),
                and(start, "hinge", "\r\u0007" + "X".repeat(99)));
        String[] hinge = and(start, "hinge", "ONE_VS_REST", "squared", "true");
        assertRefused(
                "the model's info has a wrong regularization: regularization=NaN", and(hinge, "regularization", "NaN"));
        String[] reg = and(hinge, "regularization", "1");
        assertRefused("the model's info has a wrong gap: gap=-1", and(reg, "gap", "-1"));
        assertRefused("the model's info has a wrong samples: samples=-1", and(reg, "gap", "0", "samples", "-1"));
        assertRefused("the model's info must have name.1", "name.0", "a");
        assertRefused("names must differ: class=0, class=1", "name.0", "a", "name.1", "a");
        assertRefused("names must not be empty: class=0", "name.0", "", "name.1", "a");
        assertRefused("the model's info must have calibrationIntercept", "calibrationSlope", "1");
        assertRefused("the model's info must have calibrationSlope", "calibrationIntercept", "1");
        assertRefused(
                "the model's info has a wrong calibrationSlope: calibrationSlope=x",
                "calibrationSlope",
                "x",
                "calibrationIntercept",
                "1");
        assertRefused(
                "slope must be finite and not negative: slope=Infinity",
                "calibrationSlope",
                "Infinity",
                "calibrationIntercept",
                "1");
        assertRefused("the model's info must have 202 lines at most", new String[2 * 203]);
    }

    private static String[] and(String[] before, String... more) {
        return Stream.concat(Stream.of(before), Stream.of(more)).toArray(String[]::new);
    }

    /** Names and values; those that are null are made up. */
    private void assertRefused(String message, String... pairs) throws IOException {
        Metadata metadata = new Metadata();
        for (int p = 0; p < pairs.length; p += 2) {
            metadata.put(pairs[p] == null ? "x" + p : pairs[p], pairs[p + 1] == null ? "" : pairs[p + 1]);
        }
        ModelFile.write(file, new ModelFile.Content(1, new int[] {0, 1}, null, new float[] {1, 2}, metadata));
        assertEquals(
                file + ": " + message,
                assertThrows(IOException.class, () -> LinearSvm.load(file)).getMessage());
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
    void aFileThatCannotBeMadeIsNamedAsTheCallerDoes() {
        Path nowhere = folder.resolve("none").resolve("a.model");
        IOException missing = assertThrows(NoSuchFileException.class, () -> model.save(nowhere));
        assertEquals(nowhere + ": no such folder", missing.getMessage());
        Path inFile = file.resolve("a.model");
        IOException failed = assertThrows(FileSystemException.class, () -> model.save(inFile));
        assertTrue(failed.getMessage().startsWith(inFile + ": "), failed.getMessage());
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
    void refusesNumbersThatAreNotFinite() throws IOException {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (boolean inBias : new boolean[] {true, false}) {
                float[] bias = {inBias ? bad : Float.MAX_VALUE, -Float.MAX_VALUE};
                float[] w = {Float.MIN_VALUE, -0f, -1, inBias ? 1 : bad};
                ModelFile.write(file, new ModelFile.Content(2, new int[] {0, 1}, bias, w, new Metadata()));
                IOException e = assertThrows(IOException.class, () -> LinearSvm.load(file));
                assertEquals(file + ": damaged: its numbers must be finite", e.getMessage());
            }
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(8, 5);
        assertEquals(
                file + ": model version must be 1 to 4: version=5; it was written by a newer Widemargin",
                messageOf(bytes));
        header.putInt(8, 0);
        assertEquals(file + ": model version must be 1 to 4: version=0", messageOf(bytes));
        header.putInt(8, 4).putInt(12, Integer.MAX_VALUE);
        assertEquals(file + ": damaged: size=" + bytes.length + ", features=2147483647, classes=3", messageOf(bytes));
        header.putInt(12, 25_000).putInt(1000, 1);
        assertEquals(file + ": damaged: the checksum does not match", messageOf(bytes));
        assertEquals(file + ": not a Widemargin model", messageOf(new byte[] {1, 2, 3}));
        assertEquals(file + ": not a Widemargin model", messageOf(new byte[1000]));
    }

    private String messageOf(byte[] content) throws IOException {
        Files.write(file, content);
        return assertThrows(IOException.class, () -> LinearSvm.load(file)).getMessage();
    }
}
