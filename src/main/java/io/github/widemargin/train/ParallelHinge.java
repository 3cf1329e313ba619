package io.github.widemargin.train;

import io.github.widemargin.kernel.Gradient;
import io.github.widemargin.kernel.HingeKernel;
import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.RowKernels;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;

/**
 * A hinge loss and its gradient over chunks of rows, on one or more threads. The chunks depend on the samples and the shape of W alone,
 * and their sums are added in their order, to each lane's: the same bits for any number of threads. The calling thread works too, and does
 * all if the common pool has no other to spare.
 */
public final class ParallelHinge {
    /** Chunks are whole numbers of the blocks and tiles that kernels take at a time. */
    private static final int UNIT = 3 * 48;

    /** Units of a chunk, at least: more of a gradient that leaves the cache, as to add it up then takes longer. */
    private static final int LEAST_UNITS = 2;

    private static final int LEAST_UNITS_OF_LARGE = 4;

    /** Floats of a gradient, 1 MB. */
    private static final int LARGE = 1 << 18;

    private static final int MOST_CHUNKS = 32;

    /**
     * Sums, each of a share of the chunks, so that two threads need not wait for each other: at 4096 × 784 × 10 they were 1.63 to 1.74 times as fast as one
     * with two that took every second chunk, 1.23 to 1.57 with one. Large gradients have one, which takes less memory.
     */
    private static final int LANES = 2;

    private final HingeKernel[] hinges; // one for each thread
    private final StandbyHelpers helpers;
    private final Gradient[] parts; // one for each thread; none without a gradient
    private final Gradient[] totals; // one for each lane
    private final double[] sums; // one for each lane
    private final int classes;
    private final int leastChunk;

    /** More threads than chunks there may be are not used. Without a gradient its memory is not taken. */
    public ParallelHinge(
            RowKernels kernels, int features, int classes, HingeLoss loss, int mostThreads, boolean withGradient) {
        this.classes = classes;
        leastChunk = UNIT * ((long) features * classes < LARGE ? LEAST_UNITS : LEAST_UNITS_OF_LARGE);
        int threads = Math.min(mostThreads, MOST_CHUNKS);
        hinges = new HingeKernel[threads];
        helpers = new StandbyHelpers(threads);
        for (int t = 0; t < threads; t++) {
            hinges[t] = t == 0 ? kernels.hinge(features, classes, loss) : hinges[0].sibling();
        }
        int lanes = (long) features * classes < LARGE ? LANES : 1;
        parts = gradients(withGradient ? threads : 0);
        totals = gradients(withGradient ? lanes : 0);
        sums = new double[lanes];
    }

    private Gradient[] gradients(int count) {
        Gradient[] gradients = new Gradient[count];
        Arrays.setAll(gradients, i -> hinges[0].newGradient());
        return gradients;
    }

    /** Sets W, features × classes, row-major, and what is added to each class's scores, or null. */
    public void setWeights(float[] w, float[] bias) {
        hinges[0].setWeights(w, bias);
    }

    /** Writes S = X·W of the rows [from, to), row-major, from index 0. */
    public void scores(Rows rows, int from, int to, float[] scores) {
        for (int i = from, end; i < to; i = end) {
            int b = rows.arrayOf(i);
            end = Math.min(to, rows.first[b + 1]);
            hinges[0].scores(rows.arrays[b], i - rows.first[b], end - rows.first[b], scores, (i - from) * classes);
        }
    }

    /** The sum of the hinge over the rows [from, to); with a gradient, that is added up and waits to be taken. */
    public double loss(Rows rows, int from, int to, int[] y, float[] weights, boolean withGradient) {
        int chunk = chunk(rows, from, to);
        Arrays.fill(sums, 0);
        try {
            if (hinges.length > 1
                    && to - from > chunk
                    && ForkJoinPool.commonPool().getParallelism() > 0) {
                return new Run(rows, from, to, y, weights, withGradient, chunk).loss();
            }
            int length = OrderedChunks.length(Math.ceilDiv(to - from, chunk), sums.length);
            for (int c = 0, i = from, end; i < to; c++, i = end) {
                end = i + Math.min(chunk, to - i);
                double part = loss(hinges[0], rows, i, end, y, weights, withGradient ? into(0, c, length) : null);
                take(0, c, length, part, withGradient);
            }
            return sum();
        } catch (RuntimeException | Error e) {
            clearGradient();
            throw e;
        }
    }

    /** The gradient that thread t adds chunk c to: a lane's first to the lane's own. */
    private Gradient into(int t, int c, int length) {
        return c % length == 0 ? totals[c / length] : parts[t];
    }

    private void take(int t, int c, int length, double part, boolean withGradient) {
        int lane = c / length;
        sums[lane] += part;
        if (withGradient && c % length != 0) {
            totals[lane].addAndClear(parts[t]);
        }
    }

    private double sum() {
        double sum = 0;
        for (double ofLane : sums) {
            sum += ofLane;
        }
        return sum;
    }

    /** Writes dw = scale · Xᵀ·G + reg · w. */
    public void takeGradient(float scale, float reg, float[] w, float[] dw) {
        for (int lane = 1; lane < totals.length; lane++) {
            totals[0].addAndClear(totals[lane]);
        }
        totals[0].take(scale, reg, w, dw);
    }

    /** Forgets the gradient. */
    public void clearGradient() {
        for (Gradient total : totals) {
            total.clear();
        }
        for (Gradient part : parts) {
            part.clear();
        }
    }

    private int chunk(Rows rows, int from, int to) {
        int chunks = totals.length == 0 ? MOST_CHUNKS : rows.mostSums(from, to, MOST_CHUNKS);
        long chunk = (long) Math.ceilDiv(to - from, UNIT * chunks) * UNIT;
        return Math.clamp(chunk, leastChunk, Integer.MAX_VALUE);
    }

    private static double loss(
            HingeKernel hinge, Rows rows, int from, int to, int[] y, float[] weights, Gradient gradient) {
        double sum = 0;
        for (int i = from, end; i < to; i = end) {
            int b = rows.arrayOf(i);
            end = Math.min(to, rows.first[b + 1]);
            sum += hinge.loss(rows.arrays[b], i - rows.first[b], end - rows.first[b], y, weights, i, gradient);
        }
        return sum;
    }

    /** One call on several threads. */
    private final class Run extends OrderedChunks {
        private final Rows rows;
        private final int from;
        private final int to;
        private final int[] y;
        private final float[] weights;
        private final boolean withGradient;
        private final int chunk;
        private final double[] part = new double[hinges.length]; // each thread's last

        Run(Rows rows, int from, int to, int[] y, float[] weights, boolean withGradient, int chunk) {
            super(sums.length);
            this.rows = rows;
            this.from = from;
            this.to = to;
            this.y = y;
            this.weights = weights;
            this.withGradient = withGradient;
            this.chunk = chunk;
        }

        double loss() {
            run(helpers, hinges.length, Math.ceilDiv(to - from, chunk));
            return sum();
        }

        @Override
        void compute(int t, int c) {
            int start = from + c * chunk;
            int end = start + Math.min(chunk, to - start);
            Gradient into = withGradient ? into(t, c, length) : null;
            part[t] = ParallelHinge.loss(hinges[t], rows, start, end, y, weights, into);
        }

        @Override
        void take(int t, int c) {
            ParallelHinge.this.take(t, c, length, part[t], withGradient);
        }
    }
}
