package io.github.widemargin;

import io.github.widemargin.kernel.KernelProvider;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.SparseScorer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** For rows of nonzeros. */
final class SparseServing extends Serving<SparseScorer> {
    private static final Kind<SparseScorer> KIND = new Kind<>() {
        @Override
        SparseScorer plain(SparseScorer scorer) {
            return scorer.plain();
        }

        /** Seven vectors of classes, in pairs, and one that may be left; less than a vector. */
        @Override
        List<Trial<SparseScorer>> trials() {
            return List.of(trial(7 * 16), trial(3));
        }

        private Trial<SparseScorer> trial(int classes) {
            float[] w = new float[SparseTrial.MOST_NONZEROS * classes + Kernels.SLACK];
            SplittableRandom random = new SplittableRandom(1);
            for (int a = 0; a < w.length; a++) {
                w[a] = random.nextFloat() - 0.5f;
            }
            SparseScorer scorer = KernelProvider.best().sparseScorer(w, null, classes);
            return new SparseTrial(scorer, SparseTrial.MOST_NONZEROS, classes);
        }
    };

    private final float[] w;
    private final float[] bias;
    private final int features;
    private final int classes;

    /** For weights of features × classes, row-major, with slack, and what is added for each class, or null. */
    SparseServing(float[] w, float[] bias, int features, int classes) {
        super(KIND);
        this.w = w;
        this.bias = bias;
        this.features = features;
        this.classes = classes;
    }

    @Override
    SparseScorer layOut() {
        return KernelProvider.best().sparseScorer(w, bias, classes);
    }

    @Override
    Trial<SparseScorer> trial(SparseScorer scorer) {
        return new SparseTrial(scorer, features, classes);
    }

    private static final class SparseTrial extends Trial<SparseScorer> {
        /** Odd, so that one is left when they are taken in pairs. */
        static final int MOST_NONZEROS = 101;

        private final int[] index;
        private final float[] value;
        private final float[] notFinite;
        private final float[] scores;

        SparseTrial(SparseScorer scorer, int features, int classes) {
            super(scorer);
            index = new int[Math.min(features, MOST_NONZEROS)];
            Arrays.setAll(index, n -> n);
            value = new float[index.length];
            Arrays.fill(value, 0.1f);
            notFinite = new float[index.length];
            Arrays.fill(notFinite, Float.NaN);
            scores = new float[classes];
        }

        @Override
        void ask(SparseScorer scorer) {
            int count = index.length;
            scorer.argMax(index, value, 0, count);
            scorer.argMax(index, notFinite, 0, count);
            scorer.scores(index, value, 0, count, scores, 0);
            scorer.scores(index, value, 1, count, scores, 0);
        }
    }
}
