package io.github.widemargin.spark;

import java.io.Serializable;

/** Weights, features × classes, and a bias, whose objective may be measured. The arrays are not changed. */
record Candidate(float[] w, float[] bias) implements Serializable {
    private static final float SHARE = 0.5f;

    /** The mean, in which later ones count more: whoever has seen the same candidates has the same floats. */
    Candidate mix(Candidate next) {
        return new Candidate(mix(w, next.w), mix(bias, next.bias));
    }

    private static float[] mix(float[] mean, float[] next) {
        float[] mixed = next.clone();
        for (int n = 0; n < mixed.length; n++) {
            mixed[n] = mean[n] + SHARE * (next[n] - mean[n]);
        }
        return mixed;
    }
}
