package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;

/** Rows of X that are worked on together: they come from memory once, and the gradient finds them in the cache. */
final class RowBlock {
    /** 150 KB at 784 features, 590 KB at 3072; a multiple of the rows of every tile and of the lanes. */
    static final int ROWS = 48;

    /** Where the rows begin in x. Behind the last one, the last again. */
    final int[] start = new int[ROWS];

    /** A vector for each row: its {@linkplain ClassMajor edges}. */
    final float[] edges = new float[ROWS * L];

    /** Where these vectors begin. */
    final int[] edgeStart = new int[ROWS];

    float[] x;
    int rows;

    RowBlock() {
        Arrays.setAll(edgeStart, i -> i * L);
    }

    /** Takes rows of x from row from on. */
    void set(float[] x, int from, int rows, ClassMajor layout) {
        this.x = x;
        this.rows = rows;
        for (int i = 0; i < rows; i++) {
            start[i] = (from + i) * layout.features;
            layout.copyEdges(x, start[i], edges, edgeStart[i]);
        }
        Arrays.fill(start, rows, ROWS, start[rows - 1]);
    }

    /** The rows, up to a multiple of those of a tile. */
    int upTo(int multiple) {
        return Math.ceilDiv(rows, multiple) * multiple;
    }
}
