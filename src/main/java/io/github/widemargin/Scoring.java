package io.github.widemargin;

import io.github.widemargin.kernel.KernelProvider;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.Scorer;
import io.github.widemargin.kernel.SparseScorer;
import io.github.widemargin.train.Batch;
import java.time.Duration;
import java.util.Arrays;

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

    /** The classes of the largest scores of the samples listed, in this order; null for all. */
    int[] best(Samples samples, int[] which, int threads) {
        int[] best = new int[which == null ? samples.size() : which.length];
        batch(samples, best.length).argMax(samples.rows(), which, threads, best);
        for (int n = 0; n < best.length; n++) {
            if (best[n] < 0) {
                throw notFinite(samples, which, n);
            }
        }
        return best;
    }

    /** Writes the scores of all samples, row-major. */
    void scores(Samples samples, int threads, float[] out) {
        batch(samples, samples.size()).scores(samples.rows(), null, threads, out);
    }

    /** A row of finite scores for each of the samples listed, in this order; null for all. */
    float[][] scores(Samples samples, int[] which, int threads) {
        float[][] scores = new float[which == null ? samples.size() : which.length][];
        Batch batch = batch(samples, scores.length);
        // so many at a time that every thread has a chunk, and their scores fit an array
        int most = Math.clamp((long) Batch.CHUNK * threads, 1, Require.LONGEST_ARRAY / classes);
        for (int from = 0, to; from < scores.length; from = to) {
            to = from + Math.min(most, scores.length - from);
            int[] slice = new int[to - from];
            for (int n = from; n < to; n++) {
                slice[n - from] = which == null ? n : which[n];
            }
            float[] part = new float[slice.length * classes];
            batch.scores(samples.rows(), slice, threads, part);
            for (int n = from; n < to; n++) {
                scores[n] = Arrays.copyOfRange(part, (n - from) * classes, (n - from + 1) * classes);
                for (float score : scores[n]) {
                    if (!Float.isFinite(score)) {
                        throw notFinite(samples, which, n);
                    }
                }
            }
        }
        return scores;
    }

    private static IllegalArgumentException notFinite(Samples samples, int[] which, int n) {
        int i = which == null ? n : which[n];
        return Require.notFinite("scores", samples.rows(), i, i + 1);
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
