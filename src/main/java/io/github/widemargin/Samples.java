package io.github.widemargin;

import java.util.Arrays;

/** Samples of equally many features each. Holds the arrays it was given, without copying them. */
public final class Samples {
    private final float[] x;
    private final int features;

    private Samples(float[] x, int features) {
        this.x = x;
        this.features = features;
    }

    /** Dense samples: x is samples × features, row-major. */
    public static Samples dense(float[] x, int features) {
        Require.notNull(x, "x");
        Require.that(features >= 1, "features must be at least 1", "features", features);
        Require.that(
                x.length % features == 0,
                "x.length must be a multiple of features",
                "x.length",
                x.length,
                "features",
                features);
        return new Samples(x, features);
    }

    /** The number of samples. */
    public int size() {
        return x.length / features;
    }

    /** The number of features of each sample. */
    public int features() {
        return features;
    }

    /** A copy of sample i, 0 to size - 1. */
    public float[] get(int i) {
        Require.that(0 <= i && i < size(), "samples are 0 to size - 1", "i", i, "size", size());
        return Arrays.copyOfRange(x, i * features, (i + 1) * features);
    }

    float[] x() {
        return x;
    }
}
