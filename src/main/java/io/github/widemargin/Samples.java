package io.github.widemargin;

import io.github.widemargin.train.Rows;

/** Samples of equally many features each. Holds the arrays it was given, without copying them. */
public final class Samples {
    private final Rows rows;

    private Samples(Rows rows) {
        this.rows = rows;
    }

    /** Dense samples: x is samples × features, row-major. */
    public static Samples dense(float[] x, int features) {
        return dense(new float[][] {x}, features);
    }

    /**
     * Dense samples in several arrays, one after the other, each of whole samples: for more elements than one array holds.
     * There are fewer than 2³¹ samples.
     */
    public static Samples dense(float[][] x, int features) {
        Require.notNull(x, "x");
        Require.that(features >= 1, "features must be at least 1", "features", features);
        long samples = 0;
        for (float[] array : x) {
            Require.notNull(array, "x");
            Require.that(
                    array.length % features == 0,
                    "x.length must be a multiple of features",
                    "x.length",
                    array.length,
                    "features",
                    features);
            samples += array.length / features;
        }
        Require.that(samples <= Integer.MAX_VALUE, "samples must be fewer than 2^31", "samples", samples);
        return new Samples(new Rows(x.clone(), features));
    }

    /** The number of samples. */
    public int size() {
        return rows.size();
    }

    /** The number of features of each sample. */
    public int features() {
        return rows.features();
    }

    /** A copy of sample i, 0 to size - 1. */
    public float[] get(int i) {
        Require.that(0 <= i && i < size(), "samples are 0 to size - 1", "i", i, "size", size());
        float[] sample = new float[features()];
        rows.copy(i, sample, 0);
        return sample;
    }

    Rows rows() {
        return rows;
    }

    boolean holds(float[] array) {
        for (int b = 0; b < rows.arrays(); b++) {
            if (rows.array(b) == array) {
                return true;
            }
        }
        return false;
    }
}
