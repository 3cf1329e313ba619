package io.github.widemargin.kernel;

/**
 * The Weston–Watkins hinge over rows of X, with the weights last set. The hinge is a sum, not yet divided by the number
 * of rows; its gradient Xᵀ·G is added up inside until it is taken. Arguments are not checked. Holds scratch: one caller
 * at a time.
 */
public interface HingeKernel {
    /** Sets W, features × classes, row-major. */
    void setWeights(float[] w);

    /** Writes S = X·W of the rows [from, to) to scores, row-major, from index 0. */
    void scores(float[] x, int from, int to, float[] scores);

    /** Σ margins over the rows [from, to). Not finite if and only if one of their scores is not. */
    double loss(float[] x, int[] y, int from, int to);

    /** The same, and adds Xᵀ·G of these rows to the gradient. */
    double lossAndGradient(float[] x, int[] y, int from, int to);

    /** Writes dw = scale · Xᵀ·G + reg · w, w and dw row-major, and starts the sum anew. */
    void takeGradient(float scale, float reg, float[] w, float[] dw);

    /** Starts the sum anew. */
    void clearGradient();
}
