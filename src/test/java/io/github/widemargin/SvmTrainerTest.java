package io.github.widemargin;

import static io.github.widemargin.Errors.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SvmTrainerTest {
    private static final int FEATURES = 20;

    /** Clouds around one point for each class, with a feature that is always 1. */
    private static float[] clouds(int[] y, float noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[y.length * FEATURES];
        for (int i = 0; i < y.length; i++) {
            SplittableRandom centre = new SplittableRandom(y[i]);
            for (int k = 0; k < FEATURES; k++) {
                x[i * FEATURES + k] = (float) (centre.nextDouble() + noise * random.nextGaussian());
            }
            x[i * FEATURES] = 1;
        }
        return x;
    }

    private static int[] labels(int samples, int... labels) {
        SplittableRandom random = new SplittableRandom(3);
        return random.ints(samples, 0, labels.length).map(j -> labels[j]).toArray();
    }

    @Test
    void learnsWhatCanBeLearned() {
        int[] y = labels(2000, -5, 1, 2, 3, 100);
        float[] x = clouds(y, 0.1f, 4);
        TrainingResult result = SvmTrainer.builder().build().train(Samples.dense(x, FEATURES), y);
        assertArrayEquals(new int[] {-5, 1, 2, 3, 100}, result.model().labels());
        int[] unseen = labels(1000, -5, 1, 2, 3, 100);
        int[] predicted = result.model().predict(Samples.dense(clouds(unseen, 0.1f, 5), FEATURES));
        int right = 0;
        for (int i = 0; i < unseen.length; i++) {
            right += predicted[i] == unseen[i] ? 1 : 0;
        }
        assertTrue(right >= 990, "right: " + right);
    }

    /** In one dimension the optimum is known: samples ±1, loss 2·max(0, 1 - 2v)/2 + reg·v² for w = (-v, v). */
    @Test
    void comesNearAKnownOptimum() {
        float[] x = new float[1000];
        int[] y = new int[1000];
        for (int i = 0; i < x.length; i++) {
            y[i] = i % 2;
            x[i] = y[i] == 1 ? 1 : -1;
        }
        float reg = 0.5f;
        TrainingResult result =
                SvmTrainer.builder().regularization(reg).epochs(400).build().train(Samples.dense(x, 1), y);
        // max(0, 1 - 2v) + reg·v² is smallest at v = 1/2, its kink
        assertEquals(reg / 4, result.primal(), 1e-3);
        assertEquals(0.5, result.model().weights()[1], 2e-3);
        assertEquals(-0.5, result.model().weights()[0], 2e-3);
    }

    @Test
    void primalIsTheObjectiveOfTheModel() {
        int[] y = labels(500, 0, 1, 2);
        float[] x = clouds(y, 0.4f, 6);
        TrainingResult result =
                SvmTrainer.builder().regularization(0.01f).build().train(Samples.dense(x, FEATURES), y);
        Problem p = new Problem(500, FEATURES, 3, result.model().weights(), x, y, 0.01f);
        Reference reference = new Reference(p);
        assertEquals(reference.loss, result.primal(), reference.lossBound);
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        int[] y = labels(300, 0, 1, 2);
        Samples samples = Samples.dense(clouds(y, 0.4f, 6), FEATURES);
        float[] first =
                SvmTrainer.builder().seed(1).build().train(samples, y).model().weights();
        float[] again =
                SvmTrainer.builder().seed(1).build().train(samples, y).model().weights();
        float[] other =
                SvmTrainer.builder().seed(2).build().train(samples, y).model().weights();
        assertArrayEquals(first, again);
        assertNotEquals(Arrays.toString(first), Arrays.toString(other));
    }

    @Test
    void tellsEveryEpoch() {
        int[] y = labels(300, 0, 1, 2);
        Samples samples = Samples.dense(clouds(y, 0.2f, 6), FEATURES);
        List<Epoch> epochs = new ArrayList<>();
        List<LinearSvm> models = new ArrayList<>();
        TrainingResult result = SvmTrainer.builder()
                .epochs(5)
                .listener(epoch -> {
                    epochs.add(epoch);
                    models.add(epoch.snapshot().get());
                })
                .build()
                .train(samples, y);
        assertEquals(List.of(1, 2, 3, 4, 5), epochs.stream().map(Epoch::epoch).toList());
        assertTrue(epochs.get(4).loss() < epochs.get(0).loss());
        assertArrayEquals(result.model().weights(), models.get(4).weights());
        assertNotEquals(
                Arrays.toString(models.get(0).weights()),
                Arrays.toString(models.get(4).weights()));
        assertEquals(5, result.epochs());
    }

    /** Two epochs over four samples in batches of three and one, replayed in double for every order of the samples. */
    @Test
    void descendsAsItSays() {
        float[] x = {1, 0.5f, -0.25f, 1, 0.75f, -0.5f, 0.25f, 1};
        int[] y = {0, 1, 0, 2};
        List<double[]> losses = new ArrayList<>();
        float reg = 0.01f;
        TrainingResult result = SvmTrainer.builder()
                .regularization(reg)
                .epochs(2)
                .batchSize(3)
                .listener(epoch -> losses.add(new double[] {epoch.loss()}))
                .build()
                .train(Samples.dense(x, 2), y);
        List<int[]> orders = permutations(4);
        List<String> matches = new ArrayList<>();
        for (int[] first : orders) {
            for (int[] second : orders) {
                Replay replay = new Replay(x, y, reg);
                double firstLoss = replay.epoch(first);
                double secondLoss = replay.epoch(second);
                boolean same =
                        Math.abs(firstLoss - losses.get(0)[0]) < 1e-5 && Math.abs(secondLoss - losses.get(1)[0]) < 1e-5;
                for (int a = 0; a < 6; a++) {
                    same &= Math.abs(replay.average[a] - result.model().weights()[a]) < 1e-5;
                }
                if (same) {
                    matches.add(Arrays.toString(first) + Arrays.toString(second));
                    assertNotEquals(first[3], second[3], "the order of the second epoch is that of the first");
                }
            }
        }
        // within a batch the order does not matter: 3! · 3! orders are the same
        assertEquals(36, matches.size(), matches.toString());
    }

    /** The method of the solver's Javadoc for two features and three classes. */
    private static final class Replay {
        private final float[] x;
        private final int[] y;
        private final double reg;
        private final double[] w = new double[6];
        private final double[] velocity = new double[6];
        private final double[] average = new double[6];
        private int step;

        Replay(float[] x, int[] y, double reg) {
            this.x = x;
            this.y = y;
            this.reg = reg;
        }

        double epoch(int[] order) {
            double loss = batch(Arrays.copyOf(order, 3)) + batch(new int[] {order[3]});
            return loss / 4 + 0.5 * reg * Arrays.stream(w).map(v -> v * v).sum();
        }

        private double batch(int[] rows) {
            double[] dw = new double[6];
            double loss = 0;
            for (int i : rows) {
                for (int j = 0; j < 3; j++) {
                    double margin = 1;
                    for (int k = 0; k < 2; k++) {
                        margin += x[2 * i + k] * (w[3 * k + j] - w[3 * k + y[i]]);
                    }
                    if (j != y[i] && margin > 0) {
                        loss += margin;
                        for (int k = 0; k < 2; k++) {
                            dw[3 * k + j] += x[2 * i + k] / rows.length;
                            dw[3 * k + y[i]] -= x[2 * i + k] / rows.length;
                        }
                    }
                }
            }
            double squares = 0;
            for (float v : x) {
                squares += v * v;
            }
            double first = 8 / (squares / 4);
            double length = first / (1 + reg * first * step);
            for (int a = 0; a < 6; a++) {
                velocity[a] = 0.9 * velocity[a] - 0.1 * length * (dw[a] + reg * w[a]);
                w[a] += velocity[a];
                average[a] += 2.0 / (step + 2) * (w[a] - average[a]);
            }
            step++;
            return loss;
        }
    }

    private static List<int[]> permutations(int size) {
        List<int[]> all = new ArrayList<>();
        for (int code = 0; code < Math.pow(size, size); code++) {
            int[] order = new int[size];
            for (int i = 0, rest = code; i < size; i++, rest /= size) {
                order[i] = rest % size;
            }
            if (Arrays.stream(order).distinct().count() == size) {
                all.add(order);
            }
        }
        return all;
    }

    @Test
    void samplesThatAreAllZeroGiveZeroWeights() {
        TrainingResult result = SvmTrainer.builder().build().train(Samples.dense(new float[40], 4), labels(10, 1, 2));
        assertArrayEquals(new float[8], result.model().weights());
        assertEquals(1, result.primal());
    }

    @Test
    void samplesThatAreAllButZeroDoNotOverflow() {
        float[] x = {1e-20f, -1e-20f, 1e-20f, -1e-20f};
        TrainingResult result = SvmTrainer.builder().build().train(Samples.dense(x, 1), new int[] {1, 2, 1, 2});
        assertArrayEquals(new int[] {1, 2, 1, 2}, result.model().predict(Samples.dense(x, 1)));
    }

    @Test
    void refusesWrongInput() {
        SvmTrainer trainer = SvmTrainer.builder().build();
        assertEquals(
                "labels.length must be samples.size: labels.length=3, samples.size=2",
                messageOf(() -> trainer.train(Samples.dense(new float[4], 2), new int[3])));
        assertEquals(
                "labels must be of two classes or more: classes=1",
                messageOf(() -> trainer.train(Samples.dense(new float[4], 2), new int[2])));
        assertEquals(
                "labels must be of two classes or more: classes=0",
                messageOf(() -> trainer.train(Samples.dense(new float[0], 2), new int[0])));
        assertEquals(
                "x must be finite: x[3]=NaN, sample=1, feature=1",
                messageOf(() -> trainer.train(Samples.dense(new float[] {1, 2, 3, Float.NaN}, 2), new int[] {1, 2})));
        assertEquals(
                "regularization must be positive and finite: regularization=0.0",
                messageOf(() -> SvmTrainer.builder().regularization(0)));
        assertEquals(
                "epochs must be at least 1: epochs=0",
                messageOf(() -> SvmTrainer.builder().epochs(0)));
    }
}
