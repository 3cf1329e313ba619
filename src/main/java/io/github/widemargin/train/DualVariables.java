package io.github.widemargin.train;

import java.io.Serializable;

/** α, a row of classes for each sample, and whether any of a row is positive. */
final class DualVariables implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int FLOATS_OF_ARRAY = 1 << 24;

    final int classes;
    private final int shift;
    private final float[][] arrays;
    private final boolean[] positive;

    DualVariables(int samples, int classes) {
        this.classes = classes;
        shift = Integer.numberOfTrailingZeros(Integer.highestOneBit(Math.max(1, FLOATS_OF_ARRAY / classes)));
        int rows = 1 << shift;
        arrays = new float[(int) (((long) samples + rows - 1) >> shift)][];
        for (int b = 0; b < arrays.length; b++) {
            arrays[b] = new float[Math.min(rows, samples - (b << shift)) * classes];
        }
        positive = new boolean[samples];
    }

    boolean isPositive(int i) {
        return positive[i];
    }

    /** Reads from the row of sample i, so that it lies in the cache when it is wanted. */
    float touch(int i) {
        float[] from = arrays[i >> shift];
        int start = start(i);
        return from[start] + from[start + classes - 1];
    }

    /** Copies the row of sample i to to[at], …. */
    void get(int i, float[] to, int at) {
        float[] from = arrays[i >> shift];
        int start = start(i);
        for (int j = 0; j < classes; j++) { // of ten floats arraycopy takes twice as long
            to[at + j] = from[start + j];
        }
    }

    void set(int i, float[] from, int at) {
        System.arraycopy(from, at, arrays[i >> shift], start(i), classes);
        boolean any = false;
        for (int j = at; j < at + classes; j++) {
            any |= from[j] != 0;
        }
        positive[i] = any;
    }

    /** Multiplies all. */
    void scale(float factor) {
        for (float[] array : arrays) {
            for (int a = 0; a < array.length; a++) {
                array[a] *= factor;
            }
        }
    }

    void visit(State state) {
        float[] row = new float[classes];
        for (float[] array : arrays) {
            state.array(array);
        }
        for (int i = 0; i < positive.length; i++) {
            get(i, row, 0);
            set(i, row, 0);
        }
    }

    private int start(int i) {
        return (i & ((1 << shift) - 1)) * classes;
    }
}
