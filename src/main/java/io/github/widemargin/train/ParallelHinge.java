package io.github.widemargin.train;

import io.github.widemargin.kernel.Gradient;
import io.github.widemargin.kernel.HingeKernel;
import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.Kernels;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * A hinge loss and its gradient over chunks of rows, on one or more threads. The chunks depend on the number of rows alone,
 * and their sums are added in their order: the same bits for any number of threads. The calling thread works too, and does
 * all if the common pool has no other to spare.
 */
public final class ParallelHinge {
    /** A multiple of the kernels' blocks, three at a time. To add up a gradient takes 4 % of their time at most. */
    private static final int LEAST_CHUNK = 2 * 3 * 48;

    private static final int MOST_CHUNKS = 32;

    /** Some 100 µs. */
    private static final int SPINS = 2000;

    private final HingeKernel[] hinges; // one for each thread
    private final Gradient[] parts;
    private final Gradient total;

    public ParallelHinge(Kernels kernels, int features, int classes, HingeLoss loss, int threads) {
        hinges = new HingeKernel[threads];
        parts = new Gradient[threads];
        total = kernels.gradient(features, classes);
        for (int t = 0; t < threads; t++) {
            hinges[t] = t == 0 ? kernels.hinge(features, classes, loss) : hinges[0].sibling();
            parts[t] = kernels.gradient(features, classes);
        }
    }

    /** Sets W, features × classes, row-major. */
    public void setWeights(float[] w) {
        hinges[0].setWeights(w);
    }

    /** Writes S = X·W of the rows [from, to), row-major, from index 0. */
    public void scores(Rows rows, int from, int to, float[] scores, int classes) {
        for (int i = from, end; i < to; i = end) {
            int b = rows.arrayOf(i);
            end = Math.min(to, rows.first[b + 1]);
            hinges[0].scores(rows.x[b], i - rows.first[b], end - rows.first[b], scores, (i - from) * classes);
        }
    }

    /** The sum of the hinge over the rows [from, to); with a gradient, that is added up and waits to be taken. */
    public double loss(Rows rows, int from, int to, int[] y, float[] weights, boolean withGradient) {
        int chunk = chunk(to - from);
        if (hinges.length > 1 && to - from > chunk) {
            return new Run(rows, from, to, y, weights, withGradient, chunk).loss();
        }
        double sum = 0;
        for (int i = from; i < to; i += chunk) {
            Gradient into = !withGradient ? null : i == from ? total : parts[0];
            sum += loss(hinges[0], rows, i, Math.min(to, i + chunk), y, weights, into);
            if (withGradient && i > from) {
                total.addAndClear(parts[0]);
            }
        }
        return sum;
    }

    /** Writes dw = scale · Xᵀ·G + reg · w. */
    public void takeGradient(float scale, float reg, float[] w, float[] dw) {
        total.take(scale, reg, w, dw);
    }

    /** Forgets the gradient. */
    public void clearGradient() {
        total.clear();
        for (Gradient part : parts) {
            part.clear();
        }
    }

    private static int chunk(int rows) {
        return Math.max(LEAST_CHUNK, Math.ceilDiv(rows, 144 * MOST_CHUNKS) * 144);
    }

    private static double loss(
            HingeKernel hinge, Rows rows, int from, int to, int[] y, float[] weights, Gradient gradient) {
        double sum = 0;
        for (int i = from, end; i < to; i = end) {
            int b = rows.arrayOf(i);
            end = Math.min(to, rows.first[b + 1]);
            sum += hinge.loss(rows.x[b], i - rows.first[b], end - rows.first[b], y, weights, i, gradient);
        }
        return sum;
    }

    /** One call on several threads. A helper that comes too late finds nothing left to do. */
    private final class Run {
        private final Rows rows;
        private final int from;
        private final int to;
        private final int[] y;
        private final float[] weights;
        private final boolean withGradient;
        private final int chunk;
        private final int chunks;

        private int next; // the chunk to begin
        private volatile int added; // chunks that are in the sums
        private double sum;
        private Throwable failure;

        Run(Rows rows, int from, int to, int[] y, float[] weights, boolean withGradient, int chunk) {
            this.rows = rows;
            this.from = from;
            this.to = to;
            this.y = y;
            this.weights = weights;
            this.withGradient = withGradient;
            this.chunk = chunk;
            chunks = Math.ceilDiv(to - from, chunk);
        }

        double loss() {
            for (int t = 1; t < Math.min(hinges.length, chunks); t++) {
                int helper = t;
                ForkJoinPool.commonPool().execute(ForkJoinTask.adapt(() -> work(helper)));
            }
            work(0);
            spin(chunks);
            return await();
        }

        private void work(int t) {
            try {
                for (int c = begin(); c < chunks; c = begin()) {
                    Gradient into = !withGradient ? null : c == 0 ? total : parts[t];
                    int start = from + c * chunk;
                    double loss =
                            ParallelHinge.loss(hinges[t], rows, start, Math.min(to, start + chunk), y, weights, into);
                    add(c, loss, into);
                }
            } catch (Throwable e) {
                fail(e);
            }
        }

        private synchronized int begin() {
            return failure == null ? next++ : chunks;
        }

        private void add(int c, double loss, Gradient gradient) {
            spin(c);
            addInOrder(c, loss, gradient);
        }

        /** The others are mostly done within microseconds; waking a thread takes tens of them. */
        private void spin(int chunks) {
            for (int n = 0; n < SPINS && added < chunks; n++) {
                Thread.onSpinWait();
            }
        }

        private synchronized void addInOrder(int c, double loss, Gradient gradient) {
            awaitAdded(c);
            if (failure != null) {
                return;
            }
            sum += loss;
            if (withGradient && c > 0) {
                total.addAndClear(gradient);
            }
            added++;
            notifyAll();
        }

        private synchronized double await() {
            awaitAdded(chunks);
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            return sum;
        }

        /** Returns when so many chunks are in the sums, or one failed; an interrupt is left to the caller's own waits. */
        private void awaitAdded(int chunks) {
            boolean interrupted = false;
            while (added < chunks && failure == null) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private synchronized void fail(Throwable e) {
            failure = e;
            notifyAll();
        }
    }
}
