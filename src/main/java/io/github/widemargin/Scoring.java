package io.github.widemargin;

import io.github.widemargin.kernel.KernelProvider;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.Scorer;
import io.github.widemargin.kernel.SparseScorer;
import io.github.widemargin.train.Batch;
import io.github.widemargin.train.Rows;
import java.time.Duration;

/** Scores by a model's weights, of one sample or of many. Shared freely between threads. */
final class Scoring {
    /** Elements of w behind its last. */
    static final int SLACK = Kernels.SLACK;

    /** Samples that are taken one by one, which is fast before the kernels for blocks of them are compiled. */
    private static final int FEW = 32;

    private final float[] w;
    private final float[] bias;
    private final int features;
    private final int classes;
    private final DenseServing dense;
    private final SparseServing sparse;
    private Batch blocks; // for many dense samples, laid out when first asked for; its fields are final

    /** For weights of features × classes, row-major, with slack, and what is added for each class, or null. */
    Scoring(float[] w, float[] bias, int features, int classes) {
        this.w = w;
        this.bias = bias;
        this.features = features;
        this.classes = classes;
        dense = new DenseServing(w, bias, features, classes);
        sparse = new SparseServing(w, bias, features, classes);
    }

    Scorer dense() {
        return dense.get();
    }

    SparseScorer sparse() {
        return sparse.get();
    }

    /** See {@link Serving#warmUp}. */
    Duration warmUp(Runnable call) {
        return dense.warmUp(call);
    }

    Duration warmUpSparse(Runnable call) {
        return sparse.warmUp(call);
    }

    /** The classes of the largest scores of the samples listed, at their places; null for all. */
    int[] best(Samples samples, int[] which, int threads) {
        int[] best = new int[samples.size()];
        int count = which == null ? best.length : which.length;
        batch(samples, count).argMax(samples.rows(), which, threads, best);
        for (int n = 0; n < count; n++) {
            int i = which == null ? n : which[n];
            if (best[i] < 0) {
                throw Require.notFinite(samples.rows(), i, i + 1);
            }
        }
        return best;
    }

    /** Writes the scores of all samples, row-major. */
    void scores(Samples samples, int threads, float[] out) {
        batch(samples, samples.size()).scores(samples.rows(), threads, out);
    }

    /** A row of finite scores for each of the samples listed; null for all. */
    float[][] scores(Samples samples, int[] which, int threads) {
        Rows rows = samples.rows();
        float[][] scores = new float[which == null ? samples.size() : which.length][];
        batch(samples, scores.length).scores(rows, which, threads, scores);
        for (int n = 0; n < scores.length; n++) {
            for (float score : scores[n]) {
                if (!Float.isFinite(score)) {
                    int i = which == null ? n : which[n];
                    throw Require.notFinite(rows, i, i + 1);
                }
            }
        }
        return scores;
    }

    /** For so many of the samples. */
    private Batch batch(Samples samples, int count) {
        if (samples.isSparse()) {
            return Batch.sparse(count < FEW ? sparse.get() : sparse.vector(), features, classes);
        }
        if (count < FEW) {
            return Batch.dense(dense.get(), features, classes);
        }
        Batch many = blocks;
        if (many == null) {
            many = Batch.blocks(KernelProvider.best(), w, bias, features, classes);
            blocks = many;
        }
        return many;
    }
}
