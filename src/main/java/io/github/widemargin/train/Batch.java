package io.github.widemargin.train;

import io.github.widemargin.kernel.DenseRows;
import io.github.widemargin.kernel.HingeKernel;
import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.RowArray;
import io.github.widemargin.kernel.Scorer;
import io.github.widemargin.kernel.SparseRows;
import io.github.widemargin.kernel.SparseScorer;
import java.util.Arrays;

/** The scores of many rows with fixed weights, a chunk of rows at a time. Immutable and shared freely. */
public final class Batch {
    /** Rows of a chunk: a whole number of the blocks that kernels take at a time. */
    private static final int CHUNK = 3 * 48;

    // one of these is not null
    private final HingeKernel blocks;
    private final Scorer dense;
    private final SparseScorer sparse;

    private final int features;
    private final int classes;

    private Batch(HingeKernel blocks, Scorer dense, SparseScorer sparse, int features, int classes) {
        this.blocks = blocks;
        this.dense = dense;
        this.sparse = sparse;
        this.features = features;
        this.classes = classes;
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

    /** Writes the scores of all rows, row-major, with so many threads at most. */
    public void scores(Rows rows, int threads, float[] scores) {
        new Run(rows, null, threads) {
            @Override
            void take(int from, int count, float[] part) {
                System.arraycopy(part, 0, scores, from * classes, count * classes);
            }
        }.run();
    }

    /** Sets a row of scores for each of the rows listed; null for all. */
    public void scores(Rows rows, int[] which, int threads, float[][] scores) {
        new Run(rows, which, threads) {
            @Override
            void take(int from, int count, float[] part) {
                for (int i = 0; i < count; i++) {
                    scores[from + i] = Arrays.copyOfRange(part, i * classes, (i + 1) * classes);
                }
            }
        }.run();
    }

    /** Writes the class of the largest score, the first of equals, of all rows or those listed; -1 if a score is not finite. */
    public void argMax(Rows rows, int[] which, int threads, int[] best) {
        new Run(rows, which, threads) {
            @Override
            void take(int from, int count, float[] part) {
                for (int i = 0; i < count; i++) {
                    best[which == null ? from + i : which[from + i]] = argMax(part, i * classes);
                }
            }
        }.run();
    }

    private int argMax(float[] scores, int at) {
        int best = 0;
        float check = 0;
        for (int j = 0; j < classes; j++) {
            check += 0 * scores[at + j];
            best = scores[at + j] > scores[at + best] ? j : best;
        }
        return check == 0 ? best : -1;
    }

    private abstract class Run extends OrderedChunks {
        private final Rows rows;
        private final int[] which;
        private final int size;
        private final int threads;
        private final HingeKernel[] kernels;
        private final DenseRows[] gathered;
        private final float[][] scores;

        Run(Rows rows, int[] which, int threads) {
            this.rows = rows;
            this.which = which;
            size = which == null ? rows.size() : which.length;
            this.threads = Math.clamp(Math.ceilDiv(size, CHUNK), 1, threads);
            kernels = new HingeKernel[this.threads];
            gathered = new DenseRows[this.threads];
            scores = new float[this.threads][Math.min(size, CHUNK) * classes];
        }

        /** The scores of so many rows from one on, by their place in the list if there is one. */
        abstract void take(int from, int count, float[] scores);

        void run() {
            run(threads, Math.ceilDiv(size, CHUNK));
        }

        @Override
        final void compute(int t, int c) {
            int from = c * CHUNK;
            int to = from + Math.min(CHUNK, size - from);
            if (blocks != null) {
                blockScores(t, from, to);
            } else {
                rowScores(from, to, scores[t]);
            }
            take(from, to - from, scores[t]);
        }

        /** Chunks write to places of their own, in any order. */
        @Override
        final void take(int t, int c) {}

        private void rowScores(int from, int to, float[] scores) {
            for (int n = from; n < to; n++) {
                int i = which == null ? n : which[n];
                int at = (n - from) * classes;
                RowArray array = rows.arrays[rows.arrayOf(i)];
                if (array instanceof SparseRows x) {
                    sparse.scores(x.index(), x.value(), rows.start(i), rows.end(i), scores, at);
                } else {
                    dense.scores(((DenseRows) array).x, rows.start(i), scores, at);
                }
            }
        }

        private void blockScores(int t, int from, int to) {
            if (kernels[t] == null) {
                kernels[t] = blocks.sibling();
                gathered[t] = new DenseRows(new float[which == null ? 0 : Math.min(size, CHUNK) * features]);
            }
            if (which != null) {
                for (int n = from; n < to; n++) {
                    rows.copy(which[n], gathered[t].x, (n - from) * features);
                }
                kernels[t].scores(gathered[t], 0, to - from, scores[t], 0);
                return;
            }
            for (int i = from, end; i < to; i = end) {
                int b = rows.arrayOf(i);
                end = Math.min(to, rows.first[b + 1]);
                RowArray array = rows.arrays[b];
                kernels[t].scores(array, i - rows.first[b], end - rows.first[b], scores[t], (i - from) * classes);
            }
        }
    }
}
