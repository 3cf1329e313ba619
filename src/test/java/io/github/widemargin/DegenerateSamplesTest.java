package io.github.widemargin;

import static io.github.widemargin.Errors.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What training makes of samples that hardly are any. */
class DegenerateSamplesTest {
    private static final int FEATURES = Clouds.FEATURES;

    @Test
    void degenerateSamplesHaveDefinedResults() {
        // all zero: nothing to learn
        TrainingResult zeros = SvmTrainer.builder().build().train(Samples.dense(new float[40], 4), labelsOf(10));
        assertArrayEquals(new float[8], zeros.model().weights());
        assertEquals(1, zeros.primal());
        // all equal: the optimum has no loss below that of the labels' shares
        float[] equal = new float[40];
        Arrays.fill(equal, 0.5f);
        for (Hinge hinge : Hinge.values()) {
            for (boolean squared : new boolean[] {false, true}) {
                TrainingResult result = SvmTrainer.builder()
                        .hinge(hinge)
                        .squared(squared)
                        .bias(Bias.FREE)
                        .build()
                        .train(Samples.dense(equal, 4), labelsOf(10));
                assertTrue(result.gap() <= 1e-2, hinge + " " + squared + " " + result);
            }
        }
        // a sample without weight, all samples without weight
        TrainingResult nothing =
                SvmTrainer.builder().build().train(Samples.dense(equal, 4), labelsOf(10), new float[10]);
        assertEquals(0, nothing.primal());
        assertEquals(0, nothing.gap());
        assertEquals(StopReason.GAP, nothing.stopReason());
    }

    private static int[] labelsOf(int samples) {
        return IntStream.range(0, samples).map(i -> 1 + i % 2).toArray();
    }

    /** Rows of zeros are ordinary in text. */
    @Test
    void rowsOfZerosDoNotKeepTheGapOpen() {
        int[] y = Clouds.labels(100, 3, 0, 1, 2);
        float[] x = Clouds.of(y, 0.3f, 4);
        Arrays.fill(x, 0, 30 * FEATURES, 0);
        for (Hinge hinge : Hinge.values()) {
            for (boolean squared : new boolean[] {false, true}) {
                for (Bias bias : Bias.values()) {
                    TrainingResult result = SvmTrainer.builder()
                            .hinge(hinge)
                            .squared(squared)
                            .bias(bias)
                            .build()
                            .train(Samples.dense(x, FEATURES), y);
                    assertEquals(StopReason.GAP, result.stopReason(), hinge + " " + squared + " " + bias + result);
                }
            }
        }
    }

    /** Neighbours in a ring alone resemble each other, so what a class has too much must go a long way. */
    @Test
    void balancesClassesThatAreFarApart() {
        int classes = 20;
        int[] y = new int[classes * 30];
        float[] x = new float[y.length * classes];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < y.length; i++) {
            y[i] = i % classes;
            x[i * classes + y[i]] = 1;
            x[i * classes + (y[i] + 1) % classes] = random.nextFloat() * (y[i] % 3 + 0.3f);
        }
        for (Hinge hinge : Hinge.values()) {
            TrainingResult result = SvmTrainer.builder()
                    .hinge(hinge)
                    .bias(Bias.FREE)
                    .regularization(1e-2f)
                    .build()
                    .train(Samples.dense(x, classes), y);
            assertEquals(StopReason.GAP, result.stopReason(), hinge + " " + result);
            assertTrue(result.epochs() <= 200, hinge + " " + result);
        }
    }

    @Test
    void samplesThatAreAllButZeroDoNotOverflow() {
        float[] x = {1e-15f, -1e-15f, 1e-15f, -1e-15f};
        TrainingResult result = SvmTrainer.builder().build().train(Samples.dense(x, 1), new int[] {1, 2, 1, 2});
        assertArrayEquals(new int[] {1, 2, 1, 2}, result.model().predict(Samples.dense(x, 1)));
    }

    @Test
    void featuresOfVeryDifferentSizeAreLearned() {
        int[] y = Clouds.labels(500, 3, 0, 1, 2);
        float[] x = Clouds.of(y, 0.2f, 4);
        for (int a = 0; a < x.length; a++) {
            x[a] *= (float) Math.pow(10, a % FEATURES - 10);
        }
        for (Hinge hinge : Hinge.values()) {
            TrainingResult result =
                    SvmTrainer.builder().hinge(hinge).epochs(50).build().train(Samples.dense(x, FEATURES), y);
            assertTrue(Double.isFinite(result.primal()) && Double.isFinite(result.dual()), hinge + " " + result);
            for (float w : result.model().weights()) {
                assertTrue(Float.isFinite(w));
            }
        }
    }

    @Test
    void aFreeBiasAloneTellsSamplesOfOneClass() {
        int[] y = {3, 5, 5};
        float[] weights = {0, 2, 1};
        float[] x = {1, 2, 3, 4, 5, 6};
        for (Hinge hinge : Hinge.values()) {
            SvmTrainer trainer = SvmTrainer.builder()
                    .hinge(hinge)
                    .bias(Bias.FREE)
                    .margin(0.7f)
                    .build();
            for (Samples samples : List.of(
                    Samples.dense(x, 2), Samples.sparse(2, new long[] {0, 2, 4, 6}, new int[] {0, 1, 0, 1, 0, 1}, x))) {
                TrainingResult result = trainer.train(samples, y, weights);
                assertEquals(0, result.primal());
                assertEquals(StopReason.GAP, result.stopReason());
                assertEquals(5, result.model().predict(new float[] {-100, 100}));
            }
            assertEquals(
                    "x must be finite: x[5]=NaN, sample=2, feature=1",
                    messageOf(() ->
                            trainer.train(Samples.dense(new float[] {1, 2, 3, 4, 5, Float.NaN}, 2), y, weights)));
        }
    }
}
