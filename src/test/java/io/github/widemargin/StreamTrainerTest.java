package io.github.widemargin;

import static io.github.widemargin.Errors.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTrainerTest {
    @TempDir
    Path folder;

    private static int right(LinearSvm model, float[] x, int[] y) {
        int[] predicted = model.predict(Samples.dense(x, Clouds.FEATURES));
        int right = 0;
        for (int i = 0; i < y.length; i++) {
            right += predicted[i] == y[i] ? 1 : 0;
        }
        return right;
    }

    @Test
    void learnsFromAStream() {
        int[] known = {100, -5, 2};
        StreamTrainer trainer = StreamTrainer.of(Clouds.FEATURES, known, 1e-3f);
        for (int part = 0; part < 30; part++) {
            int[] y = Clouds.labels(100, part, known);
            trainer.partialFit(Samples.dense(Clouds.of(y, 0.1f, 7 + part), Clouds.FEATURES), y);
        }
        assertArrayEquals(new int[] {-5, 2, 100}, trainer.model().labels());
        int[] unseen = Clouds.labels(1000, 99, known);
        assertTrue(right(trainer.model(), Clouds.of(unseen, 0.1f, 5), unseen) >= 990);
    }

    /** Batches of 64 and 36, replayed in double. */
    @Test
    void descendsAsItSays() {
        int[] y = Clouds.labels(100, 1, 0, 1, 2);
        float[] x = Clouds.of(y, 0.5f, 1);
        float reg = 0.01f;
        StreamTrainer trainer = StreamTrainer.of(Clouds.FEATURES, new int[] {0, 1, 2}, reg);
        double loss = trainer.partialFit(Samples.dense(x, Clouds.FEATURES), y);

        int size = Clouds.FEATURES * 3;
        double[] w = new double[size];
        double[] velocity = new double[size];
        double[] average = new double[size];
        double squares = 0;
        double sum = 0;
        int[] ends = {0, 64, 100};
        for (int step = 0; step < 2; step++) {
            double[] dw = new double[size];
            for (int a = 0; a < size; a++) {
                dw[a] = reg * w[a];
                sum += (ends[step + 1] - ends[step]) * 0.5 * reg * w[a] * w[a];
            }
            for (int i = ends[step]; i < ends[step + 1]; i++) {
                for (int j = 0; j < 3; j++) {
                    double margin = 1;
                    for (int k = 0; k < Clouds.FEATURES; k++) {
                        margin += x[i * Clouds.FEATURES + k] * (w[3 * k + j] - w[3 * k + y[i]]);
                    }
                    for (int k = 0; k < Clouds.FEATURES && j != y[i] && margin > 0; k++) {
                        double part = x[i * Clouds.FEATURES + k] / (double) (ends[step + 1] - ends[step]);
                        dw[3 * k + j] += part;
                        dw[3 * k + y[i]] -= part;
                    }
                    sum += j != y[i] ? Math.max(0, margin) : 0;
                }
                for (int k = 0; k < Clouds.FEATURES; k++) {
                    squares += (double) x[i * Clouds.FEATURES + k] * x[i * Clouds.FEATURES + k];
                }
            }
            double first = 8 * ends[step + 1] / squares;
            for (int a = 0; a < size; a++) {
                velocity[a] = 0.9 * velocity[a] - 0.1 * first / (1 + reg * first * step) * dw[a];
                w[a] += velocity[a];
                average[a] += 2.0 / (step + 2) * (w[a] - average[a]);
            }
        }
        assertEquals(sum / 100, loss, 1e-5 * loss);
        float[] weights = trainer.model().weights();
        double largest = Arrays.stream(average).map(Math::abs).max().orElseThrow();
        for (int a = 0; a < size; a++) {
            assertEquals(average[a], weights[a], 1e-5 * largest);
        }
    }

    @Test
    void goesOnAfterASaveAsIfNothingHadHappened() throws IOException {
        int[] y = Clouds.labels(500, 1, 0, 1, 2);
        Samples samples = Samples.dense(Clouds.of(y, 0.5f, 1), Clouds.FEATURES);
        StreamTrainer undisturbed = StreamTrainer.of(Clouds.FEATURES, new int[] {0, 1, 2}, 0.01f);
        undisturbed.partialFit(samples, y);
        Path file = folder.resolve("state");
        undisturbed.save(file);
        undisturbed.partialFit(samples, y);
        StreamTrainer loaded = StreamTrainer.load(file);
        loaded.partialFit(samples, y);
        assertArrayEquals(undisturbed.model().weights(), loaded.model().weights());
        assertArrayEquals(undisturbed.model().labels(), loaded.model().labels());
    }

    @Test
    void findsDamage() throws IOException {
        Path file = folder.resolve("state");
        StreamTrainer.of(5, new int[] {0, 1, 2}, 0.01f).save(file);
        byte[] good = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(1);
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            assertThrows(IOException.class, () -> StreamTrainer.load(file), "byte " + at);
            Files.write(file, Arrays.copyOf(good, at));
            assertThrows(IOException.class, () -> StreamTrainer.load(file), "length " + at);
        }
        Files.write(file, Arrays.copyOf(good, good.length + 1));
        assertThrows(IOException.class, () -> StreamTrainer.load(file));
    }

    @Test
    void refusesWrongInput() {
        StreamTrainer trainer = StreamTrainer.of(2, new int[] {0, 1}, 0.01f);
        assertEquals(
                "labels must be known: labels[1]=7",
                messageOf(() -> trainer.partialFit(Samples.dense(new float[4], 2), new int[] {1, 7})));
        assertEquals(
                "x must be finite: x[3]=NaN, sample=1, feature=1",
                messageOf(() ->
                        trainer.partialFit(Samples.dense(new float[] {1, 2, 3, Float.NaN}, 2), new int[] {1, 0})));
        assertArrayEquals(new float[4], trainer.model().weights());
        assertEquals(
                "regularization must be positive and finite: regularization=0.0",
                messageOf(() -> StreamTrainer.of(2, new int[] {0, 1}, 0)));
    }
}
