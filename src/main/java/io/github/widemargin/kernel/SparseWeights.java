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

    // classes that lie side by side: of one feature, or of all where nothing is between these
    private final int runs;
    private final int run;

    SparseWeights(int features, int classes, int stride, int first, float[] a) {
        this.features = features;
        this.classes = classes;
        this.stride = stride;
        this.first = first;
        this.a = a;
        runs = stride == classes ? 1 : features;
        run = stride == classes ? features * classes : classes;
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
        for (int k = 0; k < runs; k++) {
            System.arraycopy(w, k * run, a, start(k), run);
        }
    }

    /** Writes to = scale · these + share · from, row-major: a plain loop, which is fast long before C2 has compiled one of vectors. */
    final void unpack(float scale, float share, float[] from, float[] to) {
        for (int k = 0; k < runs; k++) {
            int at = k * run;
            int start = start(k);
            for (int n = 0; n < run; n++) {
                to[at + n] = scale * a[start + n] + share * from[at + n];
            }
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
