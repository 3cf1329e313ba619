package io.github.widemargin.kernel;

/** Rows of X in arrays: as many as these can hold. */
public sealed interface RowArray permits DenseRows, SparseRows {}
