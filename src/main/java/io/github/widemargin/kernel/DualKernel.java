package io.github.widemargin.kernel;

/**
 * Weights kept as the sum A = Xᵀ·C of rows with coefficients C, for solvers that change the coefficients of a block of rows
 * at a time. Arguments are not checked. A sum belongs to one caller at a time, each of its blocks to one at a time.
 */
public interface DualKernel {
    /** Most rows of a block, and the stride of its tables. */
    int ROWS = RowBlock.ROWS;

    /** Rows in scratch of their own. */
    Block newBlock();

    /** Another sum of the same shape, zero. */
    DualKernel newSum();

    /** Adds another sum, which is zero then. */
    void addAndClear(DualKernel other);

    /** Writes to = from + scale · A, both features × classes, row-major, and arrays of their own. */
    void addTo(float scale, float[] from, float[] to);

    /** Sets A, features × classes, row-major. */
    void set(float[] a);

    void clear();

    /** Up to ROWS rows of X. Only {@link #scores} and {@link #add} touch the sum. */
    interface Block {
        /** Takes so many rows of x, those in row, and keeps all. */
        void set(RowArray x, int[] row, int count);

        /** Writes the scores S = X·A of all rows taken, before any are left out: that of row i and class j to s[j · ROWS + i]. */
        void scores(float[] s);

        /** Keeps only so many of the rows: those in which, ascending. */
        void keep(int[] which, int count);

        /** Adds the rows kept to the sum, row i to class j with the coefficient change[j · ROWS + i]. */
        void add(float[] change);
    }
}
