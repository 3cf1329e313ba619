package io.github.widemargin.kernel;

import java.util.Arrays;

final class ScalarSparseWeights extends SparseWeights {
    ScalarSparseWeights(int features, int classes) {
        super(features, classes, classes, 0, new float[features * classes]);
    }

    @Override
    SparseWeights another() {
        return new ScalarSparseWeights(features, classes);
    }

    @Override
    void scores(SparseRows x, int i, float[] s) {
        int[] index = x.index();
        float[] value = x.value();
        int end = x.start()[i + 1];
        if (classes == 2) {
            float s0 = 0;
            float s1 = 0;
            for (int n = x.start()[i]; n < end; n++) {
                s0 += value[n] * a[2 * index[n]];
                s1 += value[n] * a[2 * index[n] + 1];
            }
            s[0] = s0;
            s[1] = s1;
            return;
        }
        Arrays.fill(s, 0);
        for (int n = x.start()[i]; n < end; n++) {
            int at = index[n] * classes;
            for (int j = 0; j < classes; j++) {
                s[j] += value[n] * a[at + j];
            }
        }
    }

    @Override
    void add(SparseRows x, int i, float[] g) {
        int[] index = x.index();
        float[] value = x.value();
        int end = x.start()[i + 1];
        if (classes == 2) {
            for (int n = x.start()[i]; n < end; n++) {
                a[2 * index[n]] += value[n] * g[0];
                a[2 * index[n] + 1] += value[n] * g[1];
            }
            return;
        }
        for (int n = x.start()[i]; n < end; n++) {
            int at = index[n] * classes;
            for (int j = 0; j < classes; j++) {
                a[at + j] += value[n] * g[j];
            }
        }
    }
}
