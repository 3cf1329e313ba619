package io.github.widemargin.kernel;

/** The same as {@link Scorer} for a row of nonzeros [from, to), at features that index has, in any order. */
public interface SparseScorer {
    /** Writes the scores of the row to scores[at], … */
    void scores(int[] index, float[] value, int from, int to, float[] scores, int at);

    /** The class of its largest score, the first of equals; -1 if a score is not finite. */
    int argMax(int[] index, float[] value, int from, int to);

    /** Gives the same bits and is the faster one until this is compiled; this itself if there is nothing to gain. */
    SparseScorer plain();
}
