package io.github.widemargin.train;

/** X, in one array or, where one cannot hold it, in several of whole rows. */
public final class Rows {
    final float[][] x;

    /** The first row of each array, then the number of rows. */
    final int[] first;

    final int features;

    /** Of arrays whose lengths are multiples of features, with fewer than 2³¹ rows. */
    public Rows(float[][] x, int features) {
        this.x = x;
        this.features = features;
        first = new int[x.length + 1];
        for (int b = 0; b < x.length; b++) {
            first[b + 1] = Math.addExact(first[b], x[b].length / features);
        }
    }

    public int size() {
        return first[x.length];
    }

    public int features() {
        return features;
    }

    /** Changes the one array; one of no rows lets it go. */
    public void set(float[] only) {
        x[0] = only;
        first[1] = only.length / features;
    }

    /** Which array row i is in. */
    public int arrayOf(int i) {
        int b = 0;
        while (first[b + 1] <= i) {
            b++;
        }
        return b;
    }

    public int arrays() {
        return x.length;
    }

    public float[] array(int b) {
        return x[b];
    }

    /** Where row i begins in its array. */
    public int offset(int i) {
        return (i - first[arrayOf(i)]) * features;
    }

    public void copy(int i, float[] to, int at) {
        System.arraycopy(x[arrayOf(i)], offset(i), to, at, features);
    }
}
