package io.github.widemargin.kernel;

/** A sum of Xᵀ·G that takes it block by block. */
interface VectorGradient extends Gradient {
    /** Adds a block; y[first] is the label of its first row. */
    void add(RowBlock block, BlockMargins margins, int[] y, int first);
}
