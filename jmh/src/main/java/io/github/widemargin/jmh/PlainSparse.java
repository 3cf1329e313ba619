package io.github.widemargin.jmh;

import java.util.Arrays;

/** The loss and its gradient over sparse rows as one would write them down. */
final class PlainSparse {
    private PlainSparse() {}

    static double lossAndGradient(
            int classes, float[] w, long[] rowStart, int[] index, float[] value, int[] y, float reg, float[] dw) {
        double loss = 0;
        double norm = 0;
        for (int a = 0; a < w.length; a++) {
            norm += (double) w[a] * w[a];
            dw[a] = reg * w[a];
        }
        float share = 1f / y.length;
        float[] g = new float[classes];
        for (int i = 0; i < y.length; i++) {
            int from = (int) rowStart[i];
            int to = (int) rowStart[i + 1];
            Arrays.fill(g, 0);
            for (int n = from; n < to; n++) {
                for (int j = 0; j < classes; j++) {
                    g[j] += value[n] * w[index[n] * classes + j];
                }
            }
            float threshold = g[y[i]] - 1;
            int violators = 0;
            for (int j = 0; j < classes; j++) {
                float margin = j == y[i] ? 0 : g[j] - threshold;
                g[j] = margin > 0 ? share : 0;
                loss += Math.max(0, margin);
                violators += margin > 0 ? 1 : 0;
            }
            g[y[i]] = -share * violators;
            for (int n = from; n < to && violators > 0; n++) {
                for (int j = 0; j < classes; j++) {
                    dw[index[n] * classes + j] += value[n] * g[j];
                }
            }
        }
        return loss / y.length + 0.5 * reg * norm;
    }
}
