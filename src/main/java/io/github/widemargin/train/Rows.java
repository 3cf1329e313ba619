package io.github.widemargin.train;

import io.github.widemargin.kernel.DenseRows;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.RowArray;
import io.github.widemargin.kernel.RowKernels;
import io.github.widemargin.kernel.SparseRows;
import java.util.Arrays;

/** X, dense or sparse, in one array or, where one cannot hold it, in several of whole rows. */
public final class Rows {
    /** Nonzeros for each feature that make a sum of their own, as large as W, worth its time. */
    private static final int NONZEROS_OF_SUM = 8;

    private static final long FINGERPRINT_FACTOR = 0x9E3779B97F4A7C15L;

    final RowArray[] arrays;

    /** The first row of each array, then the number of rows. */
    final int[] first;

    final int features;
    private final boolean sparse;

    private Rows(RowArray[] arrays, int features, boolean sparse) {
        this.arrays = arrays;
        this.features = features;
        this.sparse = sparse;
        first = new int[arrays.length + 1];
        for (int b = 0; b < arrays.length; b++) {
            first[b + 1] = Math.addExact(first[b], rows(arrays[b]));
        }
    }

    /** Of arrays whose lengths are multiples of features, with fewer than 2³¹ rows. */
    public static Rows dense(float[][] x, int features) {
        return new Rows(Arrays.stream(x).map(DenseRows::new).toArray(RowArray[]::new), features, false);
    }

    /** With fewer than 2³¹ rows. */
    public static Rows sparse(SparseRows[] x, int features) {
        return new Rows(x, features, true);
    }

    private int rows(RowArray array) {
        return array instanceof SparseRows rows ? rows.start().length - 1 : ((DenseRows) array).x.length / features;
    }

    public int size() {
        return first[arrays.length];
    }

    public int features() {
        return features;
    }

    public boolean isSparse() {
        return sparse;
    }

    /** The elements that are not left out as zeros. */
    public long elements() {
        long elements = 0;
        for (int b = 0; b < arrays.length; b++) {
            elements += values(b).length;
        }
        return elements;
    }

    /** The kernels for these rows. */
    public RowKernels kernels(Kernels kernels) {
        return sparse ? kernels.sparse() : kernels.dense();
    }

    /** Changes the one dense array; one of no rows lets it go. */
    public void set(float[] only) {
        ((DenseRows) arrays[0]).x = only;
        first[1] = only.length / features;
    }

    /** Which array row i is in. */
    public int arrayOf(int i) {
        int b = 0;
        for (int above = arrays.length; above - b > 1; ) {
            int middle = (b + above) >>> 1;
            if (first[middle] <= i) {
                b = middle;
            } else {
                above = middle;
            }
        }
        return b;
    }

    public int arrays() {
        return arrays.length;
    }

    /** The elements of an array. */
    public float[] values(int b) {
        return arrays[b] instanceof SparseRows rows ? rows.value() : ((DenseRows) arrays[b]).x;
    }

    /** Where the elements of row i begin in its array; the next row's begin where they end. */
    public int start(int i) {
        int b = arrayOf(i);
        return arrays[b] instanceof SparseRows rows ? rows.start()[i - first[b]] : (i - first[b]) * features;
    }

    /** Where they end. */
    public int end(int i) {
        int b = arrayOf(i);
        return arrays[b] instanceof SparseRows rows ? rows.start()[i + 1 - first[b]] : (i + 1 - first[b]) * features;
    }

    /** The feature of element n of row i. */
    public int feature(int i, int n) {
        return arrays[arrayOf(i)] instanceof SparseRows rows ? rows.index()[n] : n - start(i);
    }

    /** Writes row i to to[at], …, zeros too. */
    public void copy(int i, float[] to, int at) {
        float[] values = values(arrayOf(i));
        if (!sparse) {
            System.arraycopy(values, start(i), to, at, features);
            return;
        }
        Arrays.fill(to, at, at + features, 0);
        for (int n = start(i); n < end(i); n++) {
            to[at + feature(i, n)] = values[n];
        }
    }

    /** A number that other elements, or the same at other places, most probably do not have. */
    public long fingerprint() {
        long hash = sparse ? 1 : 0;
        for (RowArray array : arrays) {
            for (float value : array instanceof SparseRows rows ? rows.value() : ((DenseRows) array).x) {
                hash = hash * FINGERPRINT_FACTOR + Float.floatToRawIntBits(value);
            }
            if (array instanceof SparseRows rows) {
                hash = hash * FINGERPRINT_FACTOR + Arrays.hashCode(rows.index());
                hash = hash * FINGERPRINT_FACTOR + Arrays.hashCode(rows.start());
            }
        }
        return hash;
    }

    double squaredLength(int i) {
        float[] values = values(arrayOf(i));
        double sum = 0;
        for (int n = start(i), end = end(i); n < end; n++) {
            sum += (double) values[n] * values[n];
        }
        return sum;
    }

    /** So many sums as large as W may be added up for the rows [from, to) beside the work for their elements. */
    int mostSums(int from, int to, int most) {
        if (!sparse || from == to) {
            return most;
        }
        long elements = 0;
        for (int b = arrayOf(from); b <= arrayOf(to - 1); b++) {
            int begin = Math.max(from, first[b]);
            int end = Math.min(to, first[b + 1]);
            elements += begin < end ? end(end - 1) - start(begin) : 0;
        }
        return Math.clamp(elements / ((long) NONZEROS_OF_SUM * features), 1, most);
    }
}
