package io.github.widemargin.kernel;

import java.util.Arrays;

/** Weights for rows of few nonzeros: the classes lie side by side, so that a nonzero meets one run of them. */
abstract class SparseWeights {
    final int features;
    final int classes;

    /** Floats from one feature to the next. */
    final int stride;

    /** Where those of the first feature begin. */
    private final int first;

    final float[] a;

    SparseWeights(int features, int classes, int stride, int first, float[] a) {
        this.features = features;
        this.classes = classes;
        this.stride = stride;
        this.first = first;
        this.a = a;
    }

    /** Others of the same shape, zero. */
    abstract SparseWeights another();

    /** Writes row i's products, stride of them; those behind the last class mean nothing. */
    abstract void scores(SparseRows x, int i, float[] s);

    /** Adds row i times g, stride coefficients, zero behind the last class. */
    abstract void add(SparseRows x, int i, float[] g);

    /** Where the classes of a feature begin. */
    final int start(int k) {
        return first + k * stride;
    }

    /** Takes w, features × classes, row-major. */
    final void set(float[] w) {
        if (stride == classes) {
            System.arraycopy(w, 0, a, first, w.length);
            return;
        }
        for (int k = 0; k < features; k++) {
            System.arraycopy(w, k * classes, a, start(k), classes);
        }
    }

    /**
     * Writes to = scale · these + share · from, row-major. This is for classes that follow each other; a plain loop, which is fast long
     * before C2 has compiled one of vectors.
     */
    void unpack(float scale, float share, float[] from, float[] to) {
        for (int n = 0; n < to.length; n++) {
            to[n] = scale * a[first + n] + share * from[n];
        }
    }

    final void addAndClear(SparseWeights other) {
        for (int n = 0; n < a.length; n++) {
            a[n] += other.a[n];
            other.a[n] = 0;
        }
    }

    final void clear() {
        Arrays.fill(a, 0);
    }
}
