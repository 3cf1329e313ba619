package io.github.widemargin.kernel;

/** S = X·W for fixed weights. Immutable, shared freely, allocates nothing. */
public interface Scorer {
    /** Writes the scores of one row of x. */
    void scores(float[] x, int row, float[] scores);

    /** The class of the largest score of one row, the first of equals; -1 if a score is not finite. */
    int argMax(float[] x, int row);
}
