package io.github.widemargin;

import static io.github.widemargin.Errors.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.kernel.KernelProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final int SAMPLES = 300;

    private static float[] x(long seed, int... labels) {
        return Clouds.of(Clouds.labels(SAMPLES, seed, labels), 1f, seed);
    }

    private static Samples samples(long seed, int... labels) {
        return Samples.dense(x(seed, labels), Clouds.FEATURES);
    }

    @Test
    void fitsTheFrequencies() {
        // scores ±1 that are right in 3 of 4 cases: log 3 = 2 · slope; few samples are told from many by the targets
        float[][] scores = new float[4000][];
        int[] y = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            boolean second = i % 2 == 0;
            scores[i] = second ? new float[] {0, 1} : new float[] {1, 0};
            y[i] = second == i / 2 % 4 < 3 ? 1 : 0;
        }
        Calibration fit = Calibration.fit(scores, y, 2, null);
        assertEquals(Math.log(3), fit.slope(), 2e-3);
        assertEquals(0, fit.intercept(), 2e-3);
        float[] out = {0, 1};
        fit.apply(out);
        assertArrayEquals(new float[] {0.25f, 0.75f}, out, 1e-3f);
    }

    @Test
    void calibratesOnSamplesThatWereHeldOut() {
        for (int[] labels : new int[][] {{3, 8}, {3, 8, -1, 5}}) {
            LinearSvm model = SvmTrainer.builder()
                    .build()
                    .train(samples(1, labels), Clouds.labels(SAMPLES, 1, labels))
                    .model();
            assertTrue(model.calibration().isEmpty());
            LinearSvm calibrated = model.calibrate(samples(2, labels), Clouds.labels(SAMPLES, 2, labels));
            assertArrayEquals(model.weights(), calibrated.weights());
            assertEquals(model.info(), calibrated.info());
            assertTrue(calibrated.calibration().orElseThrow().slope() > 0);
            float[] sample = Arrays.copyOf(x(4, labels), Clouds.FEATURES);
            float[] scores = new float[labels.length];
            float[] probabilities = new float[labels.length];
            calibrated.scores(sample, scores);
            calibrated.probabilities(sample, probabilities);
            calibrated.calibration().orElseThrow().apply(scores);
            assertArrayEquals(scores, probabilities);
            float[] again = new float[labels.length];
            calibrated.probabilities(Samples.dense(sample, Clouds.FEATURES), again);
            assertArrayEquals(probabilities, again);
            calibrated.probabilities(x(4, labels), 0, again);
            assertArrayEquals(probabilities, again);
        }
    }

    @Test
    void threadsGetTheScoresOfOne() {
        Problem p = Problem.random(700, 30, 4, 3);
        LinearSvm model = LinearSvm.of(p.w(), 30, new int[] {0, 1, 2, 3});
        for (Samples samples : List.of(Samples.dense(p.x(), 30), p.sparse(2))) {
            for (int[] which :
                    new int[][] {null, IntStream.range(0, 600).map(n -> 699 - n).toArray()}) {
                assertArrayEquals(model.scores(samples, which, 1), model.scores(samples, which, 3));
            }
        }
    }

    /** However far its scores are off: those of the others would become too small beside them. */
    @Test
    void aSampleWithoutWeightCountsForNothing() {
        float[][] scores = new float[101][2];
        int[] y = new int[scores.length];
        float[] sampleWeights = new float[scores.length];
        for (int i = 0; i < 100; i++) {
            scores[i][1] = i - 49.5f;
            y[i] = i > 49 == i % 4 > 0 ? 1 : 0;
            sampleWeights[i] = 1;
        }
        scores[100][1] = 1e20f;
        Calibration without = Calibration.fit(Arrays.copyOf(scores, 100), Arrays.copyOf(y, 100), 2, null);
        assertTrue(without.slope() > 0);
        assertEquals(without, Calibration.fit(scores, y, 2, sampleWeights));
    }

    @Test
    void sparseSamplesHaveTheProbabilitiesOfDenseOnes() {
        Problem p = Problem.random(40, 30, 4, 7).thinned(1);
        int[] labels = {0, 1, 2, 3};
        LinearSvm model = LinearSvm.of(p.w(), 30, labels).calibrate(p.sparse(2), p.y());
        float[] sparse = new float[40 * 4];
        float[] dense = new float[40 * 4];
        model.probabilities(p.sparse(2), 2, sparse);
        model.probabilities(Samples.dense(p.x(), 30), dense);
        float slope = model.calibration().orElseThrow().slope();
        Reference reference = new Reference(p);
        for (int i = 0; i < 40; i++) {
            float bound = bound(reference.scoreBound[i], slope);
            for (int j = 4 * i; j < 4 * i + 4; j++) {
                assertEquals(dense[j], sparse[j], bound);
            }
        }
        int[] index = {29, 3};
        float[] value = {0.5f, -2};
        float[] x = new float[30];
        x[29] = 0.5f;
        x[3] = -2;
        float[] ofNonzeros = new float[4];
        float[] ofAll = new float[4];
        model.probabilities(index, value, ofNonzeros);
        model.probabilities(x, ofAll);
        Reference one = new Reference(p.with(p.w(), x, new int[1], 0));
        assertArrayEquals(ofAll, ofNonzeros, bound(one.scoreBound[0], slope));
    }

    /**
     * How far probabilities may be apart whose scores are each within a bound of the same: the softmax moves by half of what its
     * exponents move at most, and is rounded itself.
     */
    private static float bound(double[] scoreBound, float slope) {
        double largest = Arrays.stream(scoreBound).max().orElseThrow();
        return (float) (slope * largest + 8 * 0x1p-24);
    }

    @Test
    void refusesWithoutCalibration() {
        LinearSvm model = LinearSvm.of(new float[] {1, 2}, 1, new int[] {0, 1});
        float[] out = {7, 7};
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> model.probabilities(new float[] {1}, out));
        assertEquals(
                "the model must be calibrated to tell probabilities: by calibrate with held-out samples, or"
                        + " SvmTrainer.Builder.calibrationFolds",
                e.getMessage());
        assertThrows(IllegalStateException.class, () -> model.probabilities(Samples.dense(new float[] {1}, 1), out));
        assertThrows(IllegalStateException.class, () -> model.probabilities(new int[] {0}, new float[] {1}, out));
        assertArrayEquals(new float[] {7, 7}, out);
    }

    @Test
    void refusesWhatTellsNothing() {
        LinearSvm model = LinearSvm.of(new float[] {1, 2, 3}, 1, new int[] {0, 5, 9});
        Samples samples = Samples.dense(new float[] {1, 2}, 1);
        assertEquals(
                "labels must be those of the model: labels[1]=4",
                messageOf(() -> model.calibrate(samples, new int[] {0, 4})));
        assertEquals(
                "labels to calibrate on must be of two classes or more: classes=1",
                messageOf(() -> model.calibrate(samples, new int[] {5, 5})));
        assertEquals(
                "labels to calibrate on must be of two classes or more: classes=0",
                messageOf(() -> model.calibrate(Samples.dense(new float[0], 1), new int[0])));
        assertEquals(
                "labels.length must be samples.size: labels.length=1, samples.size=2",
                messageOf(() -> model.calibrate(samples, new int[1])));
        assertEquals(
                "samples.features must be features: samples.features=2, features=1",
                messageOf(() -> model.calibrate(Samples.dense(new float[4], 2), new int[2])));
        assertEquals(
                "x must be finite: x[1]=NaN, sample=1, feature=0",
                messageOf(() -> model.calibrate(Samples.dense(new float[] {1, Float.NaN}, 1), new int[] {0, 5})));
        assertEquals("slope must be finite and not negative: slope=-1.0", messageOf(() -> new Calibration(-1, 0)));
        assertEquals(
                "slope must be finite and not negative: slope=NaN", messageOf(() -> new Calibration(Float.NaN, 0)));
        assertEquals(
                "intercept must be finite: intercept=Infinity",
                messageOf(() -> new Calibration(1, Float.POSITIVE_INFINITY)));
        assertEquals(
                "an intercept is of two classes: intercept=2.0, classes=3",
                messageOf(() -> model.withCalibration(new Calibration(1, 2))));
        assertEquals(
                "calibrationFolds must be 0 or at least 2: calibrationFolds=1",
                messageOf(() -> SvmTrainer.builder().calibrationFolds(1)));
        SvmTrainer three = SvmTrainer.builder().calibrationFolds(3).build();
        assertEquals(
                "calibrationFolds must be at most samples.size: calibrationFolds=3, samples.size=2",
                messageOf(() -> three.train(samples, new int[] {1, 2})));
        assertEquals(
                "labels to calibrate on must be of two classes or more: classes=1",
                messageOf(() -> three.train(
                        Samples.dense(new float[] {1, 2, 3}, 1), new int[] {1, 2, 2}, new float[] {0, 1, 1})));
    }

    @Test
    void degenerateScoresEndDefined() {
        int[] y = {0, 1, 2, 0};
        // all equal
        assertEquals(new Calibration(0, 0), Calibration.fit(new float[4][3], y, 3, null));
        // against the labels
        float[][] wrong = {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}, {0, 1, 1}};
        assertEquals(new Calibration(0, 0), Calibration.fit(wrong, y, 3, null));
        // flawless: all labels together have the probability ½
        float[][] flawless = {{9, 1, 1}, {1, 9, 1}, {1, 1, 9}, {9, 1, 1}};
        double together = 1;
        for (int i = 0; i < y.length; i++) {
            float[] p = flawless[i].clone();
            Calibration.fit(flawless, y, 3, null).apply(p);
            together *= p[y[i]];
        }
        assertEquals(0.5, together, 1e-6);
        // flawless but for ties
        float[][] tied = {{9, 9, 1}, {1, 9, 1}, {1, 1, 9}, {9, 1, 1}};
        assertTrue(Calibration.fit(tied, y, 3, null).slope() > 0);
        // of any magnitude
        for (float magnitude : new float[] {Float.MIN_VALUE, 1e-30f, 1e30f, Float.MAX_VALUE}) {
            for (float[][] scores : List.of(flawless, wrong)) {
                for (int classes = 2; classes <= 3; classes++) {
                    float[][] large = new float[4][];
                    for (int i = 0; i < 4; i++) {
                        large[i] = new float[classes];
                        for (int j = 0; j < classes; j++) {
                            large[i][j] = scores[i][j] > 1 ? magnitude : scores[i][j] == 1 ? 0 : -magnitude;
                        }
                    }
                    int[] known = classes == 2 ? new int[] {0, 1, 1, 0} : y;
                    Calibration fit = Calibration.fit(large, known, classes, null);
                    float[] p = large[0].clone();
                    fit.apply(p);
                    assertTrue(p[0] >= 0 && p[0] <= 1 && Float.isFinite(p[1]), () -> fit + Arrays.toString(p));
                }
            }
        }
    }

    @Test
    void twoClassesWhoseScoresTellNothingHaveTheirFrequency() {
        int[] y = IntStream.range(0, 100).map(i -> i % 5 == 0 ? 1 : 0).toArray();
        float[][] against = new float[y.length][];
        for (int i = 0; i < y.length; i++) {
            against[i] = y[i] == 1 ? new float[] {1, 0} : new float[] {0, 1};
        }
        for (float[][] scores : List.of(against, new float[y.length][2])) {
            Calibration fit = Calibration.fit(scores, y, 2, null);
            assertEquals(0, fit.slope());
            float[] p = {3, 4};
            fit.apply(p);
            // the targets are 21/22 for 20 samples, 1/82 for 80
            assertEquals((20 * 21 / 22.0 + 80 / 82.0) / 100, p[1], 1e-6);
        }
    }

    @Test
    void isNotHiddenThatAScoreIsNotFinite() {
        LinearSvm model =
                LinearSvm.of(new float[] {1, 2, 3, 4}, 2, new int[] {0, 1}).withCalibration(new Calibration(0, 1));
        float[] out = new float[2];
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            model.probabilities(new float[] {1, bad}, out);
            assertArrayEquals(new float[] {Float.NaN, Float.NaN}, out);
        }
        float[] two = new float[4];
        model.probabilities(Samples.dense(new float[] {3, Float.NaN, 0, 0}, 2), two);
        assertTrue(Float.isNaN(two[0]) && Float.isNaN(two[1]), Arrays.toString(two));
        assertEquals(1, two[2] + two[3], 0x1p-22f);
    }

    @Test
    void theTrainerCalibratesOnFolds() {
        int[] labels = {3, 8, -1};
        Samples samples = samples(1, labels);
        int[] y = Clouds.labels(SAMPLES, 1, labels);
        SvmTrainer.Builder settings = SvmTrainer.builder().regularization(1e-4f).gap(1e-3);
        TrainingResult plain = settings.build().train(samples, y);
        TrainingResult result = settings.calibrationFolds(5).build().train(samples, y);
        assertArrayEquals(plain.model().weights(), result.model().weights());
        assertEquals(plain.primal(), result.primal());
        Calibration fit = result.model().calibration().orElseThrow();
        // what the model was trained on makes it too sure of itself
        float onItsOwn =
                plain.model().calibrate(samples, y).calibration().orElseThrow().slope();
        assertTrue(0 < fit.slope() && fit.slope() < onItsOwn, fit + " " + onItsOwn);
        List<TrainingResult> path = settings.build().path(samples, y, 1e-4f, 1e-2f);
        assertEquals(2, path.size());
        for (TrainingResult each : path) {
            assertTrue(each.model().calibration().isPresent());
        }
        assertEquals(
                fit.slope(), path.get(0).model().calibration().orElseThrow().slope(), 0.2f * fit.slope());
    }

    @Test
    void aStoppedTrainingIsNotCalibrated() {
        int[] y = Clouds.labels(SAMPLES, 1, 1, 2, 3);
        List<Integer> epochs = new ArrayList<>();
        TrainingResult result = SvmTrainer.builder()
                .gap(1e-6)
                .calibrationFolds(3)
                .listener(epoch -> {
                    epochs.add(epoch.epoch());
                    epoch.stop();
                })
                .build()
                .train(samples(1, 1, 2, 3), y);
        assertEquals(StopReason.REQUEST, result.stopReason());
        assertEquals(List.of(1), epochs);
        assertTrue(result.model().calibration().isEmpty());
        // in one of the folds: the epoch that closes the gap is followed by them alone
        result = SvmTrainer.builder()
                .calibrationFolds(3)
                .listener(epoch -> {
                    if (epoch.gap() <= 1e-2) {
                        Thread.currentThread().interrupt();
                    }
                })
                .build()
                .train(samples(1, 1, 2, 3), y);
        assertTrue(Thread.interrupted());
        assertTrue(result.model().calibration().isEmpty(), result.toString());
    }

    /** The models of the folds know nothing of what they are asked. */
    @Test
    void foldsAreHeldOut() {
        int[] y = Clouds.labels(SAMPLES, 1, 1, 2, 3);
        float[] x = x(1, 1, 2, 3);
        float[] sampleWeights = new float[SAMPLES];
        Arrays.fill(sampleWeights, 2);
        List<float[]> first = foldModels(x, y, sampleWeights);
        boolean[] seen = new boolean[SAMPLES];
        for (int fold = 0; fold < 4; fold++) {
            float[] changed = x.clone();
            for (int i : held.get(fold)) {
                assertFalse(seen[i]);
                seen[i] = true;
                for (int k = 0; k < Clouds.FEATURES; k++) {
                    changed[i * Clouds.FEATURES + k] *= -1; // as long as before: the mean length sets the pace
                }
            }
            int before = fold;
            List<int[]> sameHeld = List.copyOf(held);
            List<float[]> now = foldModels(changed, y, sampleWeights);
            assertArrayEquals(sameHeld.get(before), held.get(before));
            for (int other = 0; other < 4; other++) {
                assertEquals(other == before, Arrays.equals(first.get(other), now.get(other)), other + " of " + before);
            }
        }
        for (boolean each : seen) {
            assertTrue(each);
        }
    }

    private final List<int[]> held = new ArrayList<>();

    private List<float[]> foldModels(float[] x, int[] y, float[] sampleWeights) {
        held.clear();
        List<float[]> models = new ArrayList<>();
        Samples samples = Samples.dense(x, Clouds.FEATURES);
        new FoldTrainings(
                        SvmTrainer.builder(), KernelProvider.best(), samples, Classes.of(samples, y), sampleWeights, 4)
                .run(new float[] {1e-2f}, (r, model, which) -> {
                    held.add(which);
                    models.add(model.weights());
                });
        return models;
    }
}
