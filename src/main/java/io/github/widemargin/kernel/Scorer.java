package io.github.widemargin.kernel;

/** S = X·W for fixed weights, one row at a time. Immutable, shared freely; allocates nothing once compiled. */
public interface Scorer {
    /** Writes the scores of the row that begins at row in x to scores[at], … */
    void scores(float[] x, int row, float[] scores, int at);

    /** The class of the largest score of that row, the first of equals; -1 if a score is not finite. */
    int argMax(float[] x, int row);

    /** Gives the same bits and is the faster one until this is compiled; this itself if there is nothing to gain. */
    Scorer plain();
}
