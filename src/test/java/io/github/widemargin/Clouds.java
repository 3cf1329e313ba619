package io.github.widemargin;

import java.util.SplittableRandom;

/** Samples around one point for each label, with a feature that is always 1. */
final class Clouds {
    static final int FEATURES = 20;

    private Clouds() {}

    static float[] of(int[] y, float noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[y.length * FEATURES];
        for (int i = 0; i < y.length; i++) {
            SplittableRandom centre = new SplittableRandom(y[i]);
            for (int k = 0; k < FEATURES; k++) {
                x[i * FEATURES + k] = (float) (centre.nextDouble() + noise * random.nextGaussian());
            }
            x[i * FEATURES] = 1;
        }
        return x;
    }

    static int[] labels(int samples, long seed, int... labels) {
        return new SplittableRandom(seed)
                .ints(samples, 0, labels.length)
                .map(j -> labels[j])
                .toArray();
    }
}
