package io.github.widemargin.kernel;

/**
 * What is not zero of X, row after row: row i has value[n] as feature index[n] for start[i] ≤ n < start[i + 1], the indices
 * ascending.
 */
public record SparseRows(int[] start, int[] index, float[] value) implements RowArray {}
