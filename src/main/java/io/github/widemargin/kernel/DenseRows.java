package io.github.widemargin.kernel;

/** Rows of X, row-major. */
public final class DenseRows implements RowArray {
    public float[] x;

    public DenseRows(float[] x) {
        this.x = x;
    }

    static float[] of(RowArray rows) {
        return ((DenseRows) rows).x;
    }
}
