package io.github.widemargin;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Samples around one point for each label, with a feature that is always 1. */
final class Clouds {
    static final int FEATURES = 20;

    private Clouds() {}

    static float[] of(int[] y, float noise, long seed) {
        return of(y, FEATURES, noise, seed);
    }

    static float[] of(int[] y, int features, float noise, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[y.length * features];
        for (int i = 0; i < y.length; i++) {
            SplittableRandom centre = new SplittableRandom(y[i]);
            for (int k = 0; k < features; k++) {
                x[i * features + k] = (float) (centre.nextDouble() + noise * random.nextGaussian());
            }
            x[i * features] = 1;
        }
        return x;
    }

    static int[] labels(int samples, long seed, int... labels) {
        return new SplittableRandom(seed)
                .ints(samples, 0, labels.length)
                .map(j -> labels[j])
                .toArray();
    }

    /** The part of the samples whose label a model predicts. */
    static double accuracy(LinearSvm model, float[] x, int[] y) {
        int[] predicted = model.predict(Samples.dense(x, model.features()));
        return IntStream.range(0, y.length).filter(i -> predicted[i] == y[i]).count() / (double) y.length;
    }
}
