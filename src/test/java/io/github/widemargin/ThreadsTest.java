package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.train.ParallelHinge;
import io.github.widemargin.train.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several chunks of rows, on several threads or in several arrays. */
class ThreadsTest {
    private static final int SAMPLES = 2500;
    private static final int FEATURES = 37;

    static List<Kernels> kernels() {
        return KernelSets.ALL;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void anyNumberOfThreadsGivesTheSameBits(Kernels kernels) {
        // the last shape's blocks are smaller, and read before the tiles do
        int[][] shapes = {
            {SAMPLES, 12, 3},
            {SAMPLES, FEATURES, 2},
            {SAMPLES, FEATURES, 3},
            {SAMPLES, FEATURES, 12},
            {SAMPLES, FEATURES, 30},
            {1700, 2000, 5}
        };
        for (int[] shape : shapes) {
            Problem p = Problem.random(shape[0], shape[1], shape[2], 1);
            float[] one = new float[p.w().length];
            double loss = objective(kernels, p, 1).lossAndGradient(p.w(), p.x(), p.y(), p.reg(), one);
            new Reference(p).assertLoss(loss);
            new Reference(p).assertGradient(one);
            for (int threads : new int[] {2, 3, 16}) {
                SvmObjective objective = objective(kernels, p, threads);
                for (int call = 0; call < 20; call++) {
                    float[] dw = new float[one.length];
                    assertEquals(loss, objective.lossAndGradient(p.w(), p.x(), p.y(), p.reg(), dw));
                    assertArrayEquals(one, dw);
                    assertEquals(loss, objective.loss(p.w(), p.x(), p.y(), p.reg()));
                }
            }
        }
    }

    /** Helpers stay for a tenth of a millisecond: some are there yet, some just leave, some come anew. */
    @ParameterizedTest
    @MethodSource("kernels")
    void callsAtAnyDistanceGiveTheSameBits(Kernels kernels) {
        Problem p = Problem.random(SAMPLES, FEATURES, 5, 1);
        float[] one = new float[p.w().length];
        double loss = objective(kernels, p, 1).lossAndGradient(p.w(), p.x(), p.y(), p.reg(), one);
        SvmObjective objective = objective(kernels, p, 3);
        for (int call = 0; call < 200; call++) {
            float[] dw = new float[one.length];
            assertEquals(loss, objective.lossAndGradient(p.w(), p.x(), p.y(), p.reg(), dw));
            assertArrayEquals(one, dw);
            long next = System.nanoTime() + call * 1000;
            while (System.nanoTime() < next) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aBusyPoolIsNotWaitedFor(Kernels kernels) throws Exception {
        Problem p = Problem.random(SAMPLES, FEATURES, 5, 1);
        float[] expected = new float[p.w().length];
        double loss = objective(kernels, 5, 1).lossAndGradient(p.w(), p.x(), p.y(), p.reg(), expected);
        Object lock = new Object();
        synchronized (lock) {
            for (int task = 0; task < 2 * ForkJoinPool.getCommonPoolParallelism(); task++) {
                ForkJoinPool.commonPool().execute(() -> {
                    synchronized (lock) {
                        lock.notifyAll();
                    }
                });
            }
            float[] dw = new float[expected.length];
            assertEquals(loss, objective(kernels, 5, 4).lossAndGradient(p.w(), p.x(), p.y(), p.reg(), dw));
            assertArrayEquals(expected, dw);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void anInterruptIsKept(Kernels kernels) {
        Problem p = Problem.random(SAMPLES, FEATURES, 5, 1);
        float[] dw = new float[p.w().length];
        Thread.currentThread().interrupt();
        double loss = objective(kernels, 5, 4).lossAndGradient(p.w(), p.x(), p.y(), p.reg(), dw);
        assertTrue(Thread.interrupted());
        assertEquals(loss, objective(kernels, 5, 1).loss(p.w(), p.x(), p.y(), p.reg()));
    }

    /** As when another thread changes a label after it was checked. */
    @ParameterizedTest
    @MethodSource("kernels")
    void aKernelThatFailsLeavesNothingBehind(Kernels kernels) {
        for (int[] shape : new int[][] {{12, 2}, {12, 3}, {FEATURES, 2}, {FEATURES, 3}, {FEATURES, 12}, {100, 5}}) {
            int features = shape[0];
            Problem p = Problem.random(SAMPLES, features, shape[1], 1);
            Rows rows = Rows.dense(new float[][] {p.x()}, features);
            int[] bad = p.y().clone();
            for (int threads : new int[] {1, 3}) {
                ParallelHinge hinge =
                        new ParallelHinge(kernels.dense(), features, shape[1], HingeLoss.PLAIN, threads, true);
                hinge.setWeights(p.w(), null);
                float[] expected = new float[p.w().length];
                double loss = hinge.loss(rows, 0, SAMPLES, p.y(), null, true);
                hinge.takeGradient(1, 0, p.w(), expected);
                for (int turn = 0; turn < 10; turn++) {
                    boolean gradient = turn % 2 > 0;
                    bad[1500] = turn % 3 == 0 ? -1 : turn % 3 == 1 ? 1 << 20 : 1 << 28;
                    assertThrows(RuntimeException.class, () -> hinge.loss(rows, 0, SAMPLES, bad, null, gradient));
                    float[] dw = new float[expected.length];
                    assertEquals(loss, hinge.loss(rows, 0, SAMPLES, p.y(), null, true));
                    hinge.takeGradient(1, 0, p.w(), dw);
                    assertArrayEquals(expected, dw);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void anErrorLeavesNothingBehind(Kernels kernels) {
        Problem p = Problem.random(SAMPLES, FEATURES, 5, 1);
        SvmObjective objective = objective(kernels, 5, 2);
        float[] expected = new float[p.w().length];
        double loss = objective.lossAndGradient(p.w(), p.x(), p.y(), p.reg(), expected);
        float[] bad = p.x().clone();
        bad[2000 * FEATURES + 7] = Float.NaN;
        assertEquals(
                "x must be finite: x[74007]=NaN, sample=2000, feature=7",
                Errors.messageOf(() -> objective.lossAndGradient(p.w(), bad, p.y(), p.reg(), expected)));
        float[] dw = new float[expected.length];
        assertEquals(loss, objective.lossAndGradient(p.w(), p.x(), p.y(), p.reg(), dw));
        assertArrayEquals(expected, dw);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void severalArraysAreOneMatrix(Kernels kernels) {
        Problem p = Problem.random(SAMPLES, FEATURES, 12, 1);
        int[] ends = {0, 1, 1, 300, 1731, SAMPLES}; // one of them without a row
        float[][] arrays = new float[ends.length - 1][];
        for (int b = 0; b < arrays.length; b++) {
            arrays[b] = Arrays.copyOfRange(p.x(), ends[b] * FEATURES, ends[b + 1] * FEATURES);
        }
        Samples samples = Samples.dense(arrays, FEATURES);
        assertEquals(SAMPLES, samples.size());
        assertArrayEquals(Arrays.copyOfRange(p.x(), 300 * FEATURES, 301 * FEATURES), samples.get(300));
        for (int threads : new int[] {1, 3}) {
            float[] dw = new float[p.w().length];
            SvmObjective objective = objective(kernels, 12, threads);
            new Reference(p).assertLoss(objective.lossAndGradient(p.w(), samples, p.y(), p.reg(), dw));
            new Reference(p).assertGradient(dw);
        }
        arrays[3][1000 * FEATURES + 2] = Float.NEGATIVE_INFINITY;
        assertEquals(
                "x must be finite: x[3][37002]=-Infinity, sample=1300, feature=2",
                Errors.messageOf(() -> objective(kernels, 12, 1).loss(p.w(), samples, p.y(), p.reg())));
    }

    private static SvmObjective objective(Kernels kernels, Problem p, int threads) {
        return SvmObjective.builder(p.features(), p.classes()).threads(threads).build(kernels);
    }

    private static SvmObjective objective(Kernels kernels, int classes, int threads) {
        return SvmObjective.builder(FEATURES, classes).threads(threads).build(kernels);
    }
}
