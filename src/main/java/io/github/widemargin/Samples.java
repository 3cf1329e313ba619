package io.github.widemargin;

import io.github.widemargin.train.Rows;

/** Samples of equally many features each, dense or sparse. Holds the arrays of elements it was given, without copying them. */
public final class Samples {
    /**
     * The share of elements from which on a training goes over their zeros faster than over their indices: Fashion-MNIST thinned out
     * to 0.2 takes 0.4 to 1 times as long sparse as dense, with 0.4 it takes 1.2 to 1.7 times as long (reg 1e-2 and 1e-3).
     */
    private static final double DENSE = 0.3;

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
        requireFeatures(features);
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
        return new Samples(Rows.dense(x, features));
    }

    /**
     * Sparse samples, in the form known as CSR: sample i has value[n] as feature index[n] for rowStart[i] ≤ n &lt; rowStart[i + 1],
     * and zeros else. Features count from 0; the indices of a sample ascend.
     */
    public static Samples sparse(int features, long[] rowStart, int[] index, float[] value) {
        return sparse(features, rowStart, new int[][] {index}, new float[][] {value});
    }

    /**
     * Sparse samples in several arrays, one after the other, each of whole samples: for more nonzeros than one array holds. n counts
     * through all of them.
     */
    public static Samples sparse(int features, long[] rowStart, int[][] index, float[][] value) {
        return new Samples(Rows.sparse(SparseArrays.of(features, rowStart, index, value), features));
    }

    static void requireFeatures(int features) {
        Require.that(features >= 1, "features must be at least 1", "features", features);
    }

    /** The number of samples. */
    public int size() {
        return rows.size();
    }

    /** The number of features of each sample. */
    public int features() {
        return rows.features();
    }

    /** Whether zeros are left out. */
    public boolean isSparse() {
        return rows.isSparse();
    }

    /** The number of elements that are held: samples × features, or without the zeros that are left out. */
    public long elements() {
        return rows.elements();
    }

    /** A copy of sample i, 0 to size - 1, with its zeros. */
    public float[] get(int i) {
        requireSample(i);
        float[] sample = new float[features()];
        rows.copy(i, sample, 0);
        return sample;
    }

    /** What {@link #forEachNonzero} calls. */
    @FunctionalInterface
    public interface NonzeroConsumer {
        /** Takes the value of a feature. */
        void accept(int feature, float value);
    }

    /** Goes through the features of sample i, 0 to size - 1, whose value is not zero, ascending. */
    public void forEachNonzero(int i, NonzeroConsumer consumer) {
        requireSample(i);
        Require.notNull(consumer, "consumer");
        float[] values = rows.values(rows.arrayOf(i));
        for (int n = rows.start(i), end = rows.end(i); n < end; n++) {
            if (values[n] != 0) {
                consumer.accept(rows.feature(i, n), values[n]);
            }
        }
    }

    private void requireSample(int i) {
        Require.that(0 <= i && i < size(), "samples are 0 to size - 1", "i", i, "size", size());
    }

    /** The same samples with their zeros. */
    public Samples toDense() {
        if (!isSparse()) {
            return this;
        }
        int most = Math.max(1, Require.LONGEST_ARRAY / features());
        float[][] x = new float[Math.ceilDiv(size(), most)][];
        for (int b = 0; b < x.length; b++) {
            int first = b * most;
            x[b] = new float[Math.min(most, size() - first) * features()];
            for (int i = 0; i < x[b].length / features(); i++) {
                rows.copy(first + i, x[b], i * features());
            }
        }
        return dense(x, features());
    }

    /** As a solver takes them: dense where that is faster. */
    Samples forTraining() {
        return isSparse() && elements() > DENSE * size() * features() ? toDense() : this;
    }

    Rows rows() {
        return rows;
    }

    boolean holds(float[] array) {
        for (int b = 0; b < rows.arrays(); b++) {
            if (rows.values(b) == array) {
                return true;
            }
        }
        return false;
    }
}
