package io.github.widemargin.data.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.Samples;
import io.github.widemargin.StreamTrainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** The library's own files and LIBLINEAR's: what is loaded works, and is the same when it was saved and loaded again. */
final class FuzzModels {
    private static final Path AGAIN = FuzzFolder.path("again.model");

    private FuzzModels() {}

    static void model(FuzzInput input) throws IOException {
        Path file = writeChecked("a.model", input);
        LinearSvm model;
        try {
            model = LinearSvm.load(file);
        } catch (IOException e) {
            FuzzFolder.checkMessage(e);
            return;
        }
        check(model);
        model.save(AGAIN);
        LinearSvm again = LinearSvm.load(AGAIN);
        assertSame(model, again);
        assertEquals(model.info(), again.info());
        assertEquals(model.labelNames(), again.labelNames());
        assertEquals(model.calibration(), again.calibration());
        model.labelNames().ifPresent(names -> assertEquals(model.classes(), names.size()));
        if (model.calibration().isPresent()) {
            checkProbabilities(model);
        }
    }

    private static void checkProbabilities(LinearSvm model) {
        float[] probabilities = new float[model.classes()];
        float[] x = new float[model.features()];
        for (float value : new float[] {0, 1}) {
            Arrays.fill(x, value);
            model.scores(x, probabilities);
            boolean finite = true;
            for (float score : probabilities) {
                finite &= Float.isFinite(score);
            }
            model.probabilities(x, probabilities);
            double sum = 0;
            for (float probability : probabilities) {
                sum += probability;
            }
            assertEquals(finite ? 1 : Double.NaN, sum, 1e-4);
        }
    }

    static void liblinear(FuzzInput input) throws IOException {
        Path file = FuzzFolder.write("a.model", input.file());
        LinearSvm model;
        try {
            model = LinearSvm.loadLiblinear(file);
        } catch (IOException e) {
            FuzzFolder.checkMessage(e);
            return;
        }
        check(model);
        model.saveLiblinear(AGAIN);
        assertSame(model, LinearSvm.loadLiblinear(AGAIN));
    }

    static void stream(FuzzInput input) throws IOException {
        Path file = writeChecked("a.state", input);
        StreamTrainer trainer;
        try {
            trainer = StreamTrainer.load(file);
        } catch (IOException e) {
            FuzzFolder.checkMessage(e);
            return;
        }
        LinearSvm model = trainer.model();
        check(model);
        trainer.save(AGAIN);
        StreamTrainer.load(AGAIN).save(file);
        assertEquals(-1, Files.mismatch(file, AGAIN));
        float[] x = new float[model.features()];
        Arrays.fill(x, 1);
        try {
            trainer.partialFit(Samples.dense(x, x.length), Arrays.copyOf(model.labels(), 1));
        } catch (IllegalArgumentException e) {
            // finite, but so large that the scores are not
        }
    }

    /** With the checksum that the file should have, or as it is. */
    private static Path writeChecked(String name, FuzzInput input) throws IOException {
        boolean repair = input.flag();
        ByteBuffer file = ByteBuffer.wrap(input.file()).order(ByteOrder.LITTLE_ENDIAN);
        int end = file.capacity() - Integer.BYTES;
        if (repair && end >= 0) {
            CRC32C checksum = new CRC32C();
            checksum.update(file.limit(end));
            file.limit(end + Integer.BYTES).putInt(end, (int) checksum.getValue());
        }
        return FuzzFolder.write(name, file.array());
    }

    private static void check(LinearSvm model) {
        assertTrue(model.features() >= 1 && model.classes() >= 2);
        float[] scores = new float[model.classes()];
        model.scores(new float[model.features()], scores);
        for (int j = 0; j < scores.length; j++) {
            assertEquals(model.bias() == null ? 0 : model.bias()[j], scores[j], 0f);
        }
        for (float weight : model.weights()) {
            assertTrue(Float.isFinite(weight));
        }
    }

    private static void assertSame(LinearSvm expected, LinearSvm actual) {
        assertArrayEquals(expected.labels(), actual.labels());
        assertArrayEquals(expected.weights(), actual.weights());
        assertArrayEquals(expected.bias(), actual.bias());
    }
}
