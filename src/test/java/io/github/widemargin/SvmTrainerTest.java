package io.github.widemargin;

import static io.github.widemargin.Errors.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.train.Helpers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvmTrainerTest {
    private static final int FEATURES = Clouds.FEATURES;

    @Test
    void learnsWhatCanBeLearned() {
        int[] y = Clouds.labels(2000, 3, -5, 1, 2, 3, 100);
        int[] unseen = Clouds.labels(1000, 4, -5, 1, 2, 3, 100);
        for (Hinge hinge : Hinge.values()) {
            for (Bias bias : Bias.values()) {
                TrainingResult result = SvmTrainer.builder()
                        .hinge(hinge)
                        .bias(bias)
                        .build()
                        .train(Samples.dense(Clouds.of(y, 0.1f, 4), FEATURES), y);
                assertArrayEquals(new int[] {-5, 1, 2, 3, 100}, result.model().labels());
                assertEquals(StopReason.GAP, result.stopReason());
                assertTrue(
                        Clouds.accuracy(result.model(), Clouds.of(unseen, 0.1f, 5), unseen) >= 0.99,
                        hinge + " " + bias);
            }
        }
    }

    /** In one dimension the optimum is known: samples ±1, loss 2·max(0, 1 - 2v)/2 + reg·v² for w = (-v, v). */
    @Test
    void findsAKnownOptimum() {
        float[] x = new float[1000];
        int[] y = new int[1000];
        for (int i = 0; i < x.length; i++) {
            y[i] = i % 2;
            x[i] = y[i] == 1 ? 1 : -1;
        }
        float reg = 0.5f;
        TrainingResult result =
                SvmTrainer.builder().regularization(reg).gap(1e-6).build().train(Samples.dense(x, 1), y);
        // max(0, 1 - 2v) + reg·v² is smallest at v = 1/2, its kink
        assertEquals(reg / 4, result.primal(), 1e-6);
        assertEquals(0.5, result.model().weights()[1], 1e-5);
        assertEquals(-0.5, result.model().weights()[0], 1e-5);
    }

    @Test
    void closesTheGapAsFarAsAFloatAllows() {
        int[] y = Clouds.labels(1000, 1, 0, 1, 2, 3);
        Samples samples = Samples.dense(Clouds.of(y, 0.5f, 6), FEATURES);
        for (Hinge hinge : Hinge.values()) {
            for (boolean squared : new boolean[] {false, true}) {
                for (Bias bias : Bias.values()) {
                    // a free bias' dual must be balanced first, which costs a little of it
                    double gap = bias == Bias.FREE ? 1e-5 : 1e-6;
                    TrainingResult result = SvmTrainer.builder()
                            .regularization(0.01f)
                            .hinge(hinge)
                            .squared(squared)
                            .bias(bias)
                            .gap(gap)
                            .epochs(5000)
                            .build()
                            .train(samples, y);
                    assertEquals(StopReason.GAP, result.stopReason(), hinge + " " + squared + " " + bias + result);
                    assertTrue(result.gap() <= gap);
                }
            }
        }
    }

    /** Few features, and so many that two threads share them. */
    @ParameterizedTest
    @CsvSource({FEATURES + ", 3000, 0.4, 1e-3", "600, 500, 2, 1e-2"})
    void theSameSeedGivesTheSameBitsForAnyNumberOfThreads(int features, int count, float noise, double gap) {
        Helpers.callAtOnce();
        int[] y = Clouds.labels(count, 1, 0, 1, 2);
        Samples samples = Samples.dense(Clouds.of(y, features, noise, 6), features);
        for (Bias bias : Bias.values()) {
            List<LinearSvm> models = new ArrayList<>();
            for (int threads : new int[] {1, 2, 3, 8, 2}) {
                models.add(SvmTrainer.builder()
                        .bias(bias)
                        .threads(threads)
                        .gap(gap)
                        .build()
                        .train(samples, y)
                        .model());
            }
            for (LinearSvm model : models) {
                assertArrayEquals(models.get(0).weights(), model.weights());
                assertArrayEquals(models.get(0).bias(), model.bias());
            }
        }
        float[] other =
                SvmTrainer.builder().seed(2).build().train(samples, y).model().weights();
        float[] first =
                SvmTrainer.builder().seed(1).build().train(samples, y).model().weights();
        assertNotEquals(Arrays.toString(first), Arrays.toString(other));
    }

    /** How far off a model is says nothing of how soon the ascent comes near: its primal must not be waited for any longer. */
    @Test
    void beginsFarFromAnOptimum() {
        int[] y = Clouds.labels(5000, 1, 0, 1, 2, 3);
        Samples samples = Samples.dense(Clouds.of(y, 0.5f, 1), FEATURES);
        SvmTrainer trainer = SvmTrainer.builder().regularization(1e-3f).build();
        TrainingResult cold = trainer.train(samples, y);
        float[] w = cold.model().weights();
        for (int k = 0; k < w.length; k++) {
            w[k] *= 10;
        }
        LinearSvm start = LinearSvm.of(w, null, FEATURES, cold.model().labels());
        TrainingResult warm = trainer.train(samples, y, null, start);
        assertTrue(warm.epochs() <= 1.5 * cold.epochs(), warm.epochs() + " " + cold.epochs());
    }

    @Test
    void beginsNearAModel() {
        int[] y = Clouds.labels(5000, 1, 0, 1, 2, 3);
        Samples samples = Samples.dense(Clouds.of(y, 0.6f, 6), FEATURES);
        for (Bias bias : Bias.values()) {
            SvmTrainer trainer = SvmTrainer.builder()
                    .regularization(1e-4f)
                    .bias(bias)
                    .gap(1e-2)
                    .build();
            TrainingResult cold = trainer.train(samples, y);
            TrainingResult warm = trainer.train(samples, y, null, cold.model());
            assertTrue(warm.primal() <= cold.primal(), bias + " " + warm.primal());
            assertTrue(warm.gap() <= 1e-2, bias + " " + cold + warm);
            assertTrue(warm.epochs() <= cold.epochs(), bias + " " + warm.epochs() + " " + cold.epochs());
        }
        assertEquals(
                "start must be of the samples' features and labels",
                messageOf(() -> SvmTrainer.builder()
                        .build()
                        .train(samples, y, null, LinearSvm.of(new float[40], FEATURES, new int[] {0, 1}))));
    }

    @Test
    void aPathSharesItsWork() {
        int[] y = Clouds.labels(5000, 1, 0, 1, 2, 3);
        Samples samples = Samples.dense(Clouds.of(y, 0.6f, 6), FEATURES);
        float[] regs = {3e-4f, 1e-2f, 3e-3f, 1e-3f};
        int together = 0;
        int apart = 0;
        List<TrainingResult> path = SvmTrainer.builder().build().path(samples, y, regs);
        for (int r = 0; r < regs.length; r++) {
            TrainingResult alone =
                    SvmTrainer.builder().regularization(regs[r]).build().train(samples, y);
            assertTrue(path.get(r).gap() <= 1e-2);
            assertTrue(path.get(r).dual() <= alone.primal()
                    && alone.dual() <= path.get(r).primal());
            together += path.get(r).epochs();
            apart += alone.epochs();
        }
        assertTrue(together < apart, together + " " + apart);
    }

    @Test
    void choosesARegularisation() {
        int[] y = Clouds.labels(400, 1, 0, 1, 2);
        Samples samples = Samples.dense(Clouds.of(y, 0.5f, 6), FEATURES);
        CrossValidation found = SvmTrainer.builder().build().crossValidate(samples, y, 5, 100f, 1e-2f);
        assertEquals(1e-2f, found.best());
        assertTrue(found.accuracy()[1] > 0.7 && found.accuracy()[1] <= 1, Arrays.toString(found.accuracy()));
        assertEquals(
                "folds must be 2 to samples.size: folds=1",
                messageOf(() -> SvmTrainer.builder().build().crossValidate(samples, y, 1, 1f)));
    }

    /** Labels that say nothing about the samples are predicted by chance: what is held out was not learned. */
    @Test
    void whatIsHeldOutIsNotLearned() {
        int[] y = Clouds.labels(60, 1, 0, 1);
        float[] x = new float[60 * 60];
        for (int i = 0; i < 60; i++) {
            x[i * 60 + i] = 1; // each sample has a feature of its own: learned, it would be right
        }
        SvmTrainer trainer = SvmTrainer.builder().build();
        assertEquals(1.0, Clouds.accuracy(trainer.train(Samples.dense(x, 60), y).model(), x, y));
        CrossValidation found = trainer.crossValidate(Samples.dense(x, 60), y, 6, 1e-3f);
        long first = Arrays.stream(y).filter(label -> label == 0).count();
        assertEquals(first / 60.0, found.accuracy()[0]); // all scores 0: the first class
    }

    @Test
    void balancedClassesCountAlike() {
        int[] y = new int[1000];
        for (int i = 0; i < 30; i++) {
            y[i * 33] = 1;
        }
        float[] x = Clouds.of(y, 0.8f, 3);
        TrainingResult plain = SvmTrainer.builder().build().train(Samples.dense(x, FEATURES), y);
        TrainingResult balanced = SvmTrainer.builder().balanced(true).build().train(Samples.dense(x, FEATURES), y);
        TrainingResult weighed = SvmTrainer.builder()
                .classWeights(Map.of(0, 1000 / (2 * 969.0f), 1, 1000 / (2 * 31.0f)))
                .build()
                .train(Samples.dense(x, FEATURES), y);
        long ones = Arrays.stream(y).filter(label -> label == 1).count();
        float[] byHand = new float[1000];
        for (int i = 0; i < 1000; i++) {
            byHand[i] = 1000 / (2f * (y[i] == 1 ? ones : 1000 - ones));
        }
        TrainingResult bySample = SvmTrainer.builder().build().train(Samples.dense(x, FEATURES), y, byHand);
        assertArrayEquals(bySample.model().weights(), balanced.model().weights());
        assertTrue(weighed.primal() > plain.primal());
        int[] of = IntStream.range(0, 1000).filter(i -> y[i] == 1).toArray();
        long found = Arrays.stream(of)
                .filter(i -> balanced.model().predict(Samples.dense(x, FEATURES).get(i)) == 1)
                .count();
        long foundPlain = Arrays.stream(of)
                .filter(i -> plain.model().predict(Samples.dense(x, FEATURES).get(i)) == 1)
                .count();
        assertTrue(found > foundPlain, found + " " + foundPlain);
    }

    @Test
    void samplesInSeveralArraysAreLearnedAlike() {
        int[] y = Clouds.labels(1000, 3, 0, 1, 2);
        float[] x = Clouds.of(y, 0.3f, 4);
        int cut = 333 * FEATURES;
        float[][] parts = {Arrays.copyOf(x, cut), new float[0], Arrays.copyOfRange(x, cut, x.length)};
        TrainingResult one = SvmTrainer.builder().gap(1e-4).build().train(Samples.dense(x, FEATURES), y);
        TrainingResult several = SvmTrainer.builder().gap(1e-4).build().train(Samples.dense(parts, FEATURES), y);
        assertTrue(one.dual() <= several.primal() && several.dual() <= one.primal(), one + " " + several);
        assertTrue(several.gap() <= 1e-4, one + " " + several);
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
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertEquals(
                    "x must be finite: x[3]=" + bad + ", sample=1, feature=1",
                    messageOf(() -> trainer.train(Samples.dense(new float[] {1, 2, 3, bad}, 2), new int[] {1, 2})));
        }
        assertEquals(
                "sampleWeights must be finite and not negative: sampleWeights[1]=-1.0",
                messageOf(() -> trainer.train(Samples.dense(new float[4], 2), new int[] {1, 2}, new float[] {1, -1})));
        assertEquals(
                "regularization must be positive and finite: regularization=0.0",
                messageOf(() -> SvmTrainer.builder().regularization(0)));
        assertEquals(
                "time limit must be positive: seconds=-1.5",
                messageOf(() -> SvmTrainer.builder().timeLimit(Duration.ofMillis(-1500))));
        assertEquals(
                "checkpoint interval must not be negative: seconds=-1.0",
                messageOf(() -> SvmTrainer.builder().checkpoint(Path.of("checkpoint"), Duration.ofSeconds(-1))));
        assertEquals(
                "epochs must be at least 1: epochs=0",
                messageOf(() -> SvmTrainer.builder().epochs(0)));
        assertEquals(
                "class weights must be of labels that occur: label=9",
                messageOf(() -> SvmTrainer.builder()
                        .classWeights(Map.of(9, 2f))
                        .build()
                        .train(Samples.dense(new float[4], 2), new int[] {1, 2})));
        assertEquals(
                "class weights must be finite and not negative: 3=-1.0",
                messageOf(() -> SvmTrainer.builder().classWeights(Map.of(3, -1f))));
        assertEquals(
                "gap must lie in (0, 1): gap=0.0",
                messageOf(() -> SvmTrainer.builder().gap(0)));
        assertEquals(
                "threads must be at least 1: threads=0",
                messageOf(() -> SvmTrainer.builder().threads(0)));
        assertEquals(
                "regularizations must not be empty",
                messageOf(() -> trainer.path(Samples.dense(new float[4], 2), new int[] {1, 2})));
    }
}
