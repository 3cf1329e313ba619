package io.github.widemargin.kernel;

/** S = X·W for fixed weights. Immutable, shared freely, allocates nothing. */
public interface Scorer {
    /** Writes the scores of the rows [from, to) of x to scores, row-major, from index 0. */
    void scores(float[] x, int from, int to, float[] scores);

    /** The class of the largest score of one row, the first of equals; -1 if a score is not finite. */
    int argMax(float[] x, int row);
}
