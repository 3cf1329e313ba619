package io.github.widemargin.kernel;

/** Plain loops, for fewer features than lanes: a vector of a single sample would reach beyond its end. */
final class FewFeatureScorer implements Scorer {
    private final ScalarScorer scalar;
    private final float[] w;
    private final int features;
    private final int classes;
    private final float[] bias;

    FewFeatureScorer(float[] w, float[] bias, int features, int classes) {
        scalar = new ScalarScorer(w, bias, features, classes);
        this.w = w;
        this.features = features;
        this.classes = classes;
        this.bias = bias == null ? new float[classes] : bias;
    }

    @Override
    public void scores(float[] x, int row, float[] scores, int at) {
        scalar.scores(x, row, scores, at);
    }

    /** Four sums that do not wait for each other: of 15 features and 100 classes a sample takes 0.38 µs, one by one 0.91. */
    @Override
    public int argMax(float[] x, int row) {
        long best = BestClass.NONE;
        int j = 0;
        for (; j <= classes - 4; j += 4) {
            float s0 = 0, s1 = 0, s2 = 0, s3 = 0;
            for (int k = 0, at = j; k < features; k++, at += classes) {
                float xk = x[row + k];
                s0 += xk * w[at];
                s1 += xk * w[at + 1];
                s2 += xk * w[at + 2];
                s3 += xk * w[at + 3];
            }
            best = Math.max(best, BestClass.of(s0 + bias[j], j));
            best = Math.max(best, BestClass.of(s1 + bias[j + 1], j + 1));
            best = Math.max(best, BestClass.of(s2 + bias[j + 2], j + 2));
            best = Math.max(best, BestClass.of(s3 + bias[j + 3], j + 3));
        }
        for (; j < classes; j++) {
            float sum = 0;
            for (int k = 0; k < features; k++) {
                sum += x[row + k] * w[k * classes + j];
            }
            best = Math.max(best, BestClass.of(sum + bias[j], j));
        }
        return BestClass.classOf(best);
    }

    @Override
    public Scorer plain() {
        return this;
    }
}
