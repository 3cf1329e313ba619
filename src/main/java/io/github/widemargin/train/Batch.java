package io.github.widemargin.train;

import io.github.widemargin.kernel.DenseRows;
import io.github.widemargin.kernel.HingeKernel;
import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.RowArray;
import io.github.widemargin.kernel.Scorer;
import io.github.widemargin.kernel.SparseRows;
import io.github.widemargin.kernel.SparseScorer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/** The scores of many rows with fixed weights, a chunk of rows at a time. Shared freely between threads. */
public final class Batch {
    /** Rows of a chunk: a whole number of the blocks that kernels take at a time. */
    public static final int CHUNK = 3 * 48;

    /** Bytes of kernels that are kept, more or less, but one at least: on many processors, with many classes, they would be many. */
    private static final int BYTES_SPARE = 16 << 20;

    /** Of a kernel for each class: scores and margins of 48 rows. */
    private static final int BYTES_OF_CLASS = 2 * 48 * Float.BYTES;

    // one of these is not null
    private final HingeKernel blocks;
    private final Scorer dense;
    private final SparseScorer sparse;

    /** Kernels that no call uses now: to make one for each takes 12 % of the time of 64 rows of 784 features and 10 classes. */
    private final Queue<HingeKernel> spare;

    private final int features;
    private final int classes;

    private Batch(HingeKernel blocks, Scorer dense, SparseScorer sparse, int features, int classes) {
        this.blocks = blocks;
        this.dense = dense;
        this.sparse = sparse;
        this.features = features;
        this.classes = classes;
        spare = blocks == null ? null : new ArrayBlockingQueue<>(mostSpare(classes));
    }

    private static int mostSpare(int classes) {
        long fit = BYTES_SPARE / ((long) BYTES_OF_CLASS * classes);
        return Math.clamp(fit, 1, Runtime.getRuntime().availableProcessors());
    }

    /** Of dense rows, block by block, with weights of features × classes and what is added for each class, or null. */
    public static Batch blocks(Kernels kernels, float[] w, float[] bias, int features, int classes) {
        HingeKernel hinge = kernels.dense().hinge(features, classes, HingeLoss.PLAIN);
        hinge.setWeights(w, bias);
        return new Batch(hinge, null, null, features, classes);
    }

    /** Of dense rows, one by one. */
    public static Batch dense(Scorer scorer, int features, int classes) {
        return new Batch(null, scorer, null, features, classes);
    }

    /** Of sparse rows, one by one. */
    public static Batch sparse(SparseScorer scorer, int features, int classes) {
        return new Batch(null, null, scorer, features, classes);
    }

    /** Writes the scores of the rows listed, or of all for null, row-major in their order, with so many threads at most. */
    public void scores(Rows rows, int[] which, int threads, float[] scores) {
        new Run(rows, which, threads) {
            @Override
            void one(RowArray array, int i, int n) {
                if (array instanceof SparseRows x) {
                    sparse.scores(x.index(), x.value(), rows.start(i), rows.end(i), scores, n * classes);
                } else {
                    dense.scores(((DenseRows) array).x, rows.start(i), scores, n * classes);
                }
            }

            @Override
            void many(HingeKernel kernel, RowArray array, int from, int to, int n) {
                kernel.scores(array, from, to, scores, n * classes);
            }
        }.run();
    }

    /** Writes the class of the largest score of the same rows, the first of equals; -1 if a score is not finite. */
    public void argMax(Rows rows, int[] which, int threads, int[] best) {
        new Run(rows, which, threads) {
            @Override
            void one(RowArray array, int i, int n) {
                best[n] = array instanceof SparseRows x
                        ? sparse.argMax(x.index(), x.value(), rows.start(i), rows.end(i))
                        : dense.argMax(((DenseRows) array).x, rows.start(i));
            }

            @Override
            void many(HingeKernel kernel, RowArray array, int from, int to, int n) {
                kernel.argMax(array, from, to, best, n);
            }
        }.run();
    }

    private abstract class Run extends OrderedChunks {
        private final Rows rows;
        private final int[] which;
        private final int size;
        private final int threads;
        private final HingeKernel[] kernels;
        private final DenseRows[] gathered;

        Run(Rows rows, int[] which, int threads) {
            int size = which == null ? rows.size() : which.length;
            int used = Math.clamp(Math.ceilDiv(size, CHUNK), 1, threads);
            super(used);
            this.rows = rows;
            this.which = which;
            this.size = size;
            this.threads = used;
            kernels = new HingeKernel[this.threads];
            gathered = new DenseRows[this.threads];
        }

        /** Takes row i, which is in that array, as the n-th of those listed. */
        abstract void one(RowArray array, int i, int n);

        /** Takes the rows [from, to) of an array as the n-th and so on. */
        abstract void many(HingeKernel kernel, RowArray array, int from, int to, int n);

        void run() {
            run(threads, Math.ceilDiv(size, CHUNK));
            for (HingeKernel kernel : kernels) {
                if (kernel != null) {
                    spare.offer(kernel);
                }
            }
        }

        @Override
        final void compute(int t, int c) {
            int from = c * CHUNK;
            int to = from + Math.min(CHUNK, size - from);
            if (blocks == null) {
                for (int n = from; n < to; n++) {
                    int i = which == null ? n : which[n];
                    one(rows.arrays[rows.arrayOf(i)], i, n);
                }
                return;
            }
            if (kernels[t] == null) {
                HingeKernel kernel = spare.poll();
                kernels[t] = kernel == null ? blocks.sibling() : kernel;
                gathered[t] = new DenseRows(new float[which == null ? 0 : Math.min(size, CHUNK) * features]);
            }
            if (which == null) {
                inPlace(kernels[t], from, to);
            } else {
                for (int n = from; n < to; n++) {
                    rows.copy(which[n], gathered[t].x, (n - from) * features);
                }
                many(kernels[t], gathered[t], 0, to - from, from);
            }
        }

        private void inPlace(HingeKernel kernel, int from, int to) {
            for (int i = from, end; i < to; i = end) {
                int b = rows.arrayOf(i);
                end = Math.min(to, rows.first[b + 1]);
                many(kernel, rows.arrays[b], i - rows.first[b], end - rows.first[b], i);
            }
        }

        /** Chunks write to places of their own, in any order. */
        @Override
        final void take(int t, int c) {}
    }
}
