package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.Scorer;
import io.github.widemargin.kernel.SparseScorer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No garbage: with the scalar kernels no object for a call from the first on, and none at all from when the kernels are compiled. */
class AllocationTest {
    private static final int CALLS = 200;

    /** Calls cannot be the measure: what C1 made of the kernels answers 600,000 in 0.3 s, and C2 may have other methods to do first. */
    private static final Duration LONGEST_COMPILATION = Duration.ofMinutes(1);

    private static final int SMALLEST_OBJECT = 16;

    /** More than one: C2 takes some bytes of its own when its code replaces other; with -Xint there are none. */
    private static final int SCALAR_ROUNDS = 10;

    static List<Kernels> kernels() {
        return KernelSets.ALL;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void callsAllocateNothing(Kernels kernels) {
        Problem p = Problem.random(35, 70, 7, 1);
        SvmObjective objective = SvmObjective.builder(70, 7).build(kernels);
        Scorer scorer = kernels.scorer(p.w(), null, 70, 7);
        float[] dw = new float[p.w().length];
        float[] scores = new float[35 * 7];
        float[] row = new float[7];
        assertAllocatesNothing(kernels, () -> objective.lossAndGradient(p.w(), p.x(), p.y(), 0.1f, dw));
        assertAllocatesNothing(kernels, () -> objective.loss(p.w(), p.x(), p.y(), 1, 30, 0.1f));
        assertAllocatesNothing(kernels, () -> objective.scores(p.w(), p.x(), 35, scores));
        assertAllocatesNothing(kernels, () -> scorer.scores(p.x(), 3 * 70, row, 0));
        assertAllocatesNothing(kernels, () -> scorer.argMax(p.x(), 3 * 70));
        int[] index = {3, 40, 69};
        float[] value = {1, -2, 0.5f};
        for (int classes : new int[] {3, 7, 70}) {
            float[] w = Arrays.copyOf(p.w(), 70 * classes + Kernels.SLACK);
            float[] out = new float[classes];
            SparseScorer sparse = kernels.sparseScorer(w, null, classes);
            assertAllocatesNothing(kernels, () -> sparse.scores(index, value, 0, 3, out, 0));
            assertAllocatesNothing(kernels, () -> sparse.argMax(index, value, 0, 3));
        }
    }

    /** Shapes whose lanes are classes, these and features, rows; whose rows are copied; several blocks and chunks; the other hinges. */
    @ParameterizedTest
    @MethodSource("kernels")
    void everyPathAllocatesNothing(Kernels kernels) {
        for (int[] shape : new int[][] {
            {50, 70, 26},
            {50, 70, 36},
            {50, 9, 4},
            {50, 9, 2},
            {50, 70, 2},
            {50, 28, 3},
            {50, 40, 3},
            {50, 40, 20},
            {50, 512, 20},
            {700, 32, 5}
        }) {
            Problem p = Problem.random(shape[0], shape[1], shape[2], 1);
            Samples sparse = p.thinned(1).sparse(2);
            float[] dw = new float[p.w().length];
            for (Hinge hinge : Hinge.values()) {
                SvmObjective objective = SvmObjective.builder(shape[1], shape[2])
                        .hinge(hinge)
                        .squared(hinge == Hinge.ONE_VS_REST)
                        .build(kernels);
                String what = Arrays.toString(shape) + hinge;
                assertAllocatesNothing(kernels, what, () -> objective.lossAndGradient(p.w(), p.x(), p.y(), 0.1f, dw));
                assertAllocatesNothing(
                        kernels, what + " sparse", () -> objective.lossAndGradient(p.w(), sparse, p.y(), 0.1f, dw));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aModelAllocatesNothing(Kernels kernels) {
        Problem p = Problem.random(1, 70, 7, 1);
        LinearSvm model = LinearSvm.of(p.w(), 70, new int[] {0, 1, 2, 3, 4, 5, 6});
        float[] out = new float[7];
        model.warmUp(); // before, plain loops answer
        model.warmUpSparse();
        assertAllocatesNothing(kernels, () -> model.predict(p.x()));
        assertAllocatesNothing(kernels, () -> model.scores(p.x(), out));
        int[] index = {3, 40, 69};
        float[] value = {1, -2, 0.5f};
        assertAllocatesNothing(kernels, () -> model.predict(index, value));
        assertAllocatesNothing(kernels, () -> model.scores(index, value, out));
        int[] top = new int[3];
        assertAllocatesNothing(kernels, () -> model.top(out, top));
        LinearSvm calibrated = model.withCalibration(new Calibration(1.5f, 0));
        assertAllocatesNothing(kernels, () -> calibrated.probabilities(p.x(), out));
    }

    /** Their labels, and the run's own objects; the kernels' scratch, 11 KB here, is that of the call before. */
    @Test
    void manySamplesShareTheScratch() {
        Problem p = Problem.random(60, 70, 7, 1);
        LinearSvm model = LinearSvm.of(p.w(), 70, new int[] {0, 1, 2, 3, 4, 5, 6});
        Samples samples = Samples.dense(p.x(), 70);
        long most = CALLS * (60 * Integer.BYTES + 1000L);
        long allocated = Long.MAX_VALUE;
        Instant end = Instant.now().plus(LONGEST_COMPILATION);
        while (allocated > most && Instant.now().isBefore(end)) {
            allocated = allocatedByCalls(() -> model.predict(samples));
        }
        assertTrue(allocated <= most, "allocates " + allocated);
    }

    private static void assertAllocatesNothing(Kernels kernels, Runnable call) {
        assertAllocatesNothing(kernels, "", call);
    }

    private static void assertAllocatesNothing(Kernels kernels, String what, Runnable call) {
        call.run(); // initialises classes
        long allocated = allocatedByCalls(call);
        if (!KernelSets.VECTOR) {
            assertTrue(allocated < CALLS * SMALLEST_OBJECT, "allocates from the first call on: " + allocated);
        }
        Instant end = Instant.now().plus(LONGEST_COMPILATION);
        for (int round = 1;
                allocated > 0 && (KernelSets.VECTOR ? Instant.now().isBefore(end) : round < SCALAR_ROUNDS);
                round++) {
            allocated = allocatedByCalls(call);
        }
        assertEquals(0, allocated, kernels.name() + " " + what);
    }

    private static long allocatedByCalls(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
