package io.github.widemargin.train;

import java.util.Arrays;

/** W, features × classes, row-major, and a bias for each class, zero where there is none. */
record Weights(float[] w, float[] bias) {
    Weights(int features, int classes) {
        this(new float[features * classes], new float[classes]);
    }

    void clear() {
        Arrays.fill(w, 0);
        Arrays.fill(bias, 0);
    }

    void set(Weights other) {
        System.arraycopy(other.w, 0, w, 0, w.length);
        System.arraycopy(other.bias, 0, bias, 0, bias.length);
    }
}
