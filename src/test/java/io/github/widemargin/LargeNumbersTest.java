package io.github.widemargin;

import static io.github.widemargin.Errors.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** At the ends of the float range. */
class LargeNumbersTest {
    static List<Kernels> kernels() {
        return KernelSets.ALL;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void infinityDoesNotPassForNoViolation(Kernels kernels) {
        SvmObjective objective = SvmObjective.builder(1, 2).build(kernels);
        float[] infinite = {Float.POSITIVE_INFINITY};
        assertEquals(
                "x must be finite: x[0]=Infinity, sample=0, feature=0",
                messageOf(() -> objective.loss(new float[] {1, -1}, infinite, new int[] {0}, 0)));
        assertEquals(
                "scores, margins and weights of samples must fit a float: largest |x|=1.0E30",
                messageOf(() -> objective.loss(new float[] {0, -1e30f}, new float[] {1e30f}, new int[] {0}, 0)));
        assertEquals(
                "scores, margins and weights of samples must fit a float: largest |x|=1.0",
                messageOf(() -> objective.loss(new float[] {-3e38f, 3e38f}, new float[] {1}, new int[] {0}, 0)));
    }

    /** Behind the last row of a block, nothing of a failed call counts. */
    @ParameterizedTest
    @MethodSource("kernels")
    void aFailedCallLeavesNothingBehind(Kernels kernels) {
        for (boolean squared : new boolean[] {false, true}) {
            for (int features : new int[] {1, 40, 70}) {
                SvmObjective objective =
                        SvmObjective.builder(features, 2).squared(squared).build(kernels);
                float[] w = new float[features * 2];
                w[0] = -1e30f;
                float[] two = new float[features * 2];
                two[0] = 1;
                two[features] = 1e30f;
                assertEquals(
                        "scores, margins and weights of samples must fit a float: largest |x|=1.0E30",
                        messageOf(() -> objective.loss(w, two, new int[2], 0)));
                float[] one = new float[features];
                one[0] = 1;
                float[] dw = new float[features * 2];
                assertEquals(1, objective.lossAndGradient(new float[features * 2], one, new int[1], 0, dw));
                float[] expected = new float[features * 2];
                expected[0] = squared ? -2 : -1;
                expected[1] = -expected[0];
                assertArrayEquals(expected, dw);
            }
        }
    }

    /** Whether its sample violates, and however many others do. */
    @ParameterizedTest
    @MethodSource("kernels")
    void aWeightThatOverflowsIsReported(Kernels kernels) {
        int classes = 10;
        float[] classWeights = new float[classes];
        Arrays.fill(classWeights, 1e30f);
        for (int features : new int[] {1, 64, 784}) {
            SvmObjective objective = SvmObjective.builder(features, classes)
                    .classWeights(classWeights)
                    .build(kernels);
            float[] w = new float[features * classes];
            w[0] = 2; // label 0 does not violate, 1 does
            for (int violating : new int[] {0, 1, 39, 40}) {
                int samples = 40;
                float[] x = new float[samples * features];
                int[] y = new int[samples];
                float[] sampleWeights = new float[samples];
                for (int i = 0; i < samples; i++) {
                    x[i * features] = 1;
                    y[i] = i < samples - violating ? 0 : 1;
                }
                long[] rowStart = LongStream.rangeClosed(0, samples).toArray();
                float[] ones = new float[samples];
                Arrays.fill(ones, 1);
                Samples sparse = Samples.sparse(features, rowStart, new int[samples], ones);
                float[] dw = new float[w.length];
                for (Samples rows : List.of(Samples.dense(x, features), sparse)) {
                    sampleWeights[0] = 1e30f;
                    String message = messageOf(() -> objective.lossAndGradient(w, rows, y, sampleWeights, 0, dw));
                    assertTrue(message.contains("must fit a float"), message);
                    sampleWeights[0] = 1; // the others weigh nothing
                    double margins =
                            violating == samples ? 3 + 8 : 0; // over the class with the score, and those with none
                    assertEquals(margins * 1e30f / samples, objective.loss(w, rows, y, sampleWeights, 0));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aScoreFarFromOneStillHasItsMargin(Kernels kernels) {
        SvmObjective objective = SvmObjective.builder(1, 2).build(kernels);
        float[] dw = new float[2];
        assertEquals(0, objective.lossAndGradient(new float[] {1e8f, -1e8f}, new float[] {1}, new int[] {0}, 0, dw));
        assertArrayEquals(new float[2], dw);
        assertEquals(2e8, objective.lossAndGradient(new float[] {1e8f, -1e8f}, new float[] {1}, new int[] {1}, 0, dw));
        assertArrayEquals(new float[] {1, -1}, dw);
    }

    /** Nor what a sum of products reaches on its way, nor how far the true class is ahead. */
    @ParameterizedTest
    @MethodSource("kernels")
    void theDifferenceOfTwoScoresNeedNotFitAFloat(Kernels kernels) {
        for (int features : new int[] {2, 40, 70}) {
            SvmObjective objective = SvmObjective.builder(features, 2).build(kernels);
            float[] w = new float[features * 2];
            float[] x = new float[features];
            float[] dw = new float[features * 2];
            int last = features - 1;
            w[0] = -2e38f;
            w[1] = 2e38f;
            x[0] = 1e-30f;
            assertEquals(1 + 4e8, objective.lossAndGradient(w, x, new int[] {0}, 0, dw), 4 * 0x1p-24 * 4e8);
            assertEquals(1e-30f, dw[1]);
            assertEquals(0, objective.loss(w, x, new int[] {1}, 0));
            x[0] = 1;
            assertEquals(0, objective.loss(w, x, new int[] {1}, 0));
            String message = messageOf(() -> objective.loss(w, x, new int[] {0}, 0));
            assertTrue(message.contains("must fit a float: largest |x|=1.0"), message);
            w[0] = w[2 * last + 1] = -2;
            w[1] = w[2 * last] = 2;
            x[0] = x[last] = 1e38f;
            assertEquals(1, objective.lossAndGradient(w, x, new int[] {0}, 0, dw));
            assertArrayEquals(new float[] {-1e38f, 1e38f}, Arrays.copyOf(dw, 2));
            w[1] = Float.POSITIVE_INFINITY;
            message = messageOf(() -> objective.loss(w, x, new int[] {1}, 0));
            assertTrue(message.startsWith("w must be finite: w[1]=Infinity"), message);
        }
    }

    /** Of rows with weights and without, and none behind the last one. */
    @ParameterizedTest
    @MethodSource("kernels")
    void twiceAMarginNeedNotFitAFloat(Kernels kernels) {
        for (int features : new int[] {1, 40, 70}) {
            SvmObjective objective =
                    SvmObjective.builder(features, 2).squared(true).build(kernels);
            float[] w = new float[features * 2];
            w[0] = -1e38f;
            w[1] = 1e38f;
            int samples = 6;
            float[] x = new float[samples * features];
            x[(samples - 1) * features] = 1;
            int[] y = new int[samples];
            y[samples - 1] = 1; // does not violate, the others by 1
            float[] dw = new float[features * 2];
            assertEquals(5.0 / 6, objective.lossAndGradient(w, x, y, 0, dw));
            assertArrayEquals(new float[features * 2], dw);
            y[samples - 1] = 0; // violates by 2e38
            float[] sampleWeights = {1, 1, 1, 1, 1, 0};
            Samples rows = Samples.dense(x, features);
            assertEquals(5.0 / 6, objective.lossAndGradient(w, rows, y, sampleWeights, 0, dw));
            assertArrayEquals(new float[features * 2], dw);
            sampleWeights[samples - 1] = 1e-10f;
            objective.lossAndGradient(w, rows, y, sampleWeights, 0, dw);
            double g = 2 * 1e-10 * 2e38 / samples;
            assertEquals(-g, dw[0], 8 * 0x1p-24 * g);
            assertEquals(g, dw[1], 8 * 0x1p-24 * g);
            assertArrayEquals(new float[features * 2 - 2], Arrays.copyOfRange(dw, 2, dw.length));
            Arrays.fill(sampleWeights, 0);
            sampleWeights[samples - 1] = 2e38f; // twice the weight, too, where nothing violates by much
            w[0] = 0.75f;
            w[1] = 0;
            assertEquals(2e38f * 0.0625 / samples, objective.lossAndGradient(w, rows, y, sampleWeights, 0, dw), 1e30);
            g = 2 * 0.25 * 2e38f / samples;
            assertEquals(-g, dw[0], 8 * 0x1p-24 * g);
            assertEquals(g, dw[1], 8 * 0x1p-24 * g);
            assertArrayEquals(new float[features * 2 - 2], Arrays.copyOfRange(dw, 2, dw.length));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theLossIsSummedInDouble(Kernels kernels) {
        for (int features : new int[] {1, 40, 100}) {
            for (int classes : new int[] {2, 3, 4, 20}) {
                float[] w = new float[features * classes];
                Arrays.fill(w, 1, classes, 2e38f);
                float[] x = new float[features];
                x[0] = 1;
                double loss =
                        SvmObjective.builder(features, classes).build(kernels).loss(w, x, new int[] {0}, 0);
                assertEquals((classes - 1) * (double) 2e38f, loss, 1e25);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gradientsThatExceedAFloatAreInfinite(Kernels kernels) {
        float[] dw = new float[2];
        SvmObjective objective = SvmObjective.builder(1, 2).build(kernels);
        assertEquals(1, objective.lossAndGradient(new float[2], new float[] {3e38f, 3e38f}, new int[2], 0, dw));
        assertArrayEquals(new float[] {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY}, dw);
    }
}
