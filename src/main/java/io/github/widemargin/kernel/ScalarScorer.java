package io.github.widemargin.kernel;

final class ScalarScorer implements Scorer {
    private final float[] w;
    private final int features;
    private final int classes;
    private final float[] bias;

    ScalarScorer(float[] w, float[] bias, int features, int classes) {
        this.bias = bias == null ? new float[classes] : bias;
        this.w = w;
        this.features = features;
        this.classes = classes;
    }

    @Override
    public void scores(float[] x, int row, float[] scores, int at) {
        scoreRow(w, features, classes, x, row, scores, at);
        for (int j = 0; j < classes; j++) {
            scores[at + j] += bias[j];
        }
    }

    @Override
    public int argMax(float[] x, int row) {
        long best = BestClass.NONE;
        for (int j = 0; j < classes; j++) {
            float score = 0;
            for (int k = 0; k < features; k++) {
                score += x[row + k] * w[k * classes + j];
            }
            best = Math.max(best, BestClass.of(score + bias[j], j));
        }
        return BestClass.classOf(best);
    }

    @Override
    public Scorer plain() {
        return this;
    }

    /** scores[at + j] = Σ_k x[row][k] · w[k][j] */
    static void scoreRow(float[] w, int features, int classes, float[] x, int row, float[] scores, int at) {
        for (int j = 0; j < classes; j++) {
            scores[at + j] = 0;
        }
        for (int k = 0; k < features; k++) {
            float xk = x[row + k];
            for (int j = 0; j < classes; j++) {
                scores[at + j] += xk * w[k * classes + j];
            }
        }
    }
}
