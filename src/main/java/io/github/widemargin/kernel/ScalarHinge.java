package io.github.widemargin.kernel;

import java.util.Arrays;

final class ScalarHinge implements HingeKernel {
    private final int features;
    private final int classes;
    private final float[] scores; // of one row, then its row of G
    private final float[] gradient; // Xᵀ·G, features × classes
    private float[] w;

    ScalarHinge(int features, int classes) {
        this.features = features;
        this.classes = classes;
        scores = new float[classes];
        gradient = new float[features * classes];
    }

    @Override
    public void setWeights(float[] w) {
        this.w = w;
    }

    @Override
    public void scores(float[] x, int from, int to, float[] scores) {
        for (int i = from; i < to; i++) {
            ScalarScorer.scoreRow(w, features, classes, x, i, scores, (i - from) * classes);
        }
    }

    @Override
    public double loss(float[] x, int[] y, int from, int to) {
        double loss = 0;
        for (int i = from; i < to; i++) {
            loss += hingeOfRow(x, y[i], i);
        }
        return loss;
    }

    @Override
    public double lossAndGradient(float[] x, int[] y, int from, int to) {
        double loss = 0;
        for (int i = from; i < to; i++) {
            loss += hingeOfRow(x, y[i], i);
            if (scores[y[i]] != 0) {
                addOuterProduct(x, i);
            }
        }
        return loss;
    }

    /** Σ_j max(0, S[i][j] - S[i][y_i] + 1) for j ≠ y_i; leaves row i of G in place of the scores. */
    private double hingeOfRow(float[] x, int yi, int i) {
        ScalarScorer.scoreRow(w, features, classes, x, i, scores, 0);
        float own = scores[yi];
        double loss = 0;
        int violators = 0;
        for (int j = 0; j < classes; j++) {
            float margin = scores[j] - own + 1;
            loss += 0 * scores[j]; // NaN if the score is infinite: it must not pass for "no violation"
            boolean violates = j != yi && !(margin <= 0);
            if (violates) {
                loss += margin;
                violators++;
            }
            scores[j] = violates ? 1 : 0;
        }
        scores[yi] = -violators;
        return loss;
    }

    /** gradient[k][j] += x[i][k] · G[i][j] */
    private void addOuterProduct(float[] x, int i) {
        for (int k = 0; k < features; k++) {
            float xk = x[i * features + k];
            for (int j = 0; j < classes; j++) {
                gradient[k * classes + j] += xk * scores[j];
            }
        }
    }

    @Override
    public void takeGradient(float scale, float reg, float[] w, float[] dw) {
        for (int a = 0; a < gradient.length; a++) {
            dw[a] = scale * gradient[a] + reg * w[a];
        }
        clearGradient();
    }

    @Override
    public void clearGradient() {
        Arrays.fill(gradient, 0);
    }
}
