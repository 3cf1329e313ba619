package io.github.widemargin.kernel;

/**
 * A hinge loss over rows of X, with the weights last set. It is a sum, not yet divided by the number of rows. Arguments are
 * not checked. Holds scratch: one caller at a time.
 */
public interface HingeKernel {
    /** Sets W, features × classes, row-major, and what is added to each class's scores, or null. They must not change until others are set. */
    void setWeights(float[] w, float[] bias);

    /** Another with scratch of its own and the same weights, also those set later. */
    HingeKernel sibling();

    /** Zero, for losses of this one and its siblings. */
    Gradient newGradient();

    /** Writes S = X·W of the rows [from, to) to scores, row-major, from index at on. */
    void scores(RowArray x, int from, int to, float[] scores, int at);

    /** Writes the class of the largest score of the rows [from, to), the first of equals, from best[at] on; -1 if one is not finite. */
    void argMax(RowArray x, int from, int to, int[] best, int at);

    /**
     * The hinge over the rows [from, to). Not finite if one of their scores or margins is not. Adds Xᵀ·G of these rows to a
     * gradient.
     *
     * @param y labels; that of row from is at first
     * @param weights of the samples, as y, or null if all are 1
     * @param gradient may be null
     */
    double loss(RowArray x, int from, int to, int[] y, float[] weights, int first, Gradient gradient);
}
