package io.github.widemargin.kernel;

import java.util.Arrays;

final class ScalarGradient implements Gradient {
    private final int features;
    private final int classes;
    private final float[] sum; // features × classes

    ScalarGradient(int features, int classes) {
        this.features = features;
        this.classes = classes;
        sum = new float[features * classes];
    }

    /** sum[k][j] += x[i][k] · g[j] */
    void add(float[] x, int i, float[] g) {
        for (int k = 0; k < features; k++) {
            float xk = x[i * features + k];
            for (int j = 0; j < classes; j++) {
                sum[k * classes + j] += xk * g[j];
            }
        }
    }

    @Override
    public void addAndClear(Gradient other) {
        float[] from = ((ScalarGradient) other).sum;
        for (int a = 0; a < sum.length; a++) {
            sum[a] += from[a];
        }
        other.clear();
    }

    @Override
    public void take(float scale, float reg, float[] w, float[] dw) {
        for (int a = 0; a < sum.length; a++) {
            dw[a] = scale * sum[a] + reg * w[a];
        }
        clear();
    }

    @Override
    public void clear() {
        Arrays.fill(sum, 0);
    }
}
