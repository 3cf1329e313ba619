package io.github.widemargin.kernel;

/** S = X·W for fixed weights. Immutable, shared freely, allocates nothing. */
public interface Scorer {
    /** Writes the scores of the row that begins at row in x. */
    void scores(float[] x, int row, float[] scores);

    /** The class of the largest score of that row, the first of equals; -1 if a score is not finite. */
    int argMax(float[] x, int row);
}
