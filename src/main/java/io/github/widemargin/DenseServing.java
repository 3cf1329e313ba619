package io.github.widemargin;

import io.github.widemargin.kernel.KernelProvider;
import io.github.widemargin.kernel.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** For rows with their zeros. */
final class DenseServing extends Serving<Scorer> {
    private static final Kind<Scorer> KIND = new Kind<>() {
        @Override
        Scorer plain(Scorer scorer) {
            return scorer.plain();
        }

        /** Many features; tiles of ten, five and two with one vector of them, with two, and with four that overlap. */
        @Override
        List<Trial<Scorer>> trials() {
            int lanes = KernelProvider.best().lanes();
            return List.of(trial(784, 10), trial(lanes, 17), trial(2 * lanes, 17), trial(3 * lanes + 1, 17));
        }

        private Trial<Scorer> trial(int features, int classes) {
            float[] w = new float[features * classes];
            SplittableRandom random = new SplittableRandom(1);
            for (int a = 0; a < w.length; a++) {
                w[a] = random.nextFloat() - 0.5f;
            }
            return new DenseTrial(KernelProvider.best().scorer(w, null, features, classes), features, classes);
        }
    };

    private final float[] w;
    private final float[] bias;
    private final int features;
    private final int classes;

    /** For weights of features × classes, row-major, and what is added for each class, or null. */
    DenseServing(float[] w, float[] bias, int features, int classes) {
        super(KIND);
        KernelProvider.best()
                .lanes(); // to set up vectors takes 40 ms: when a model is made, not when it is first asked
        this.w = w;
        this.bias = bias;
        this.features = features;
        this.classes = classes;
    }

    @Override
    Scorer layOut() {
        return KernelProvider.best().scorer(w, bias, features, classes);
    }

    @Override
    Trial<Scorer> trial(Scorer scorer) {
        return new DenseTrial(scorer, features, classes);
    }

    private static final class DenseTrial extends Trial<Scorer> {
        private final float[] x;
        private final float[] notFinite;
        private final float[] scores;

        DenseTrial(Scorer scorer, int features, int classes) {
            super(scorer);
            x = new float[features];
            Arrays.fill(x, 0.1f);
            notFinite = new float[features];
            Arrays.fill(notFinite, Float.NaN);
            scores = new float[classes];
        }

        @Override
        void ask(Scorer scorer) {
            scorer.argMax(x, 0);
            scorer.argMax(notFinite, 0);
            scorer.scores(x, 0, scores, 0);
        }
    }
}
