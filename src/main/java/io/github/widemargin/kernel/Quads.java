package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

/**
 * Rows of a block four at a time: the lane 4q + r of a vector belongs to row r, and to a feature that depends on q. With 16 lanes it
 * takes half the exchanges of a transposition, and leaves L / 4 = 4 parts of each sum to be added up.
 */
final class Quads {
    /** Of a block. */
    static final int COUNT = ROWS / 4;

    /** A multiple of the rows of a vector, and those of a tile. */
    static final int ROWS_OF_TILE = 16;

    /** The vectors of four rows, then those of the next. */
    final float[] x;

    /** Where they begin. */
    final int from;

    private final QuadLayout layout;

    Quads(int features) {
        layout = new QuadLayout(features);
        Aligned.Slice slice = Aligned.newSlice(COUNT * layout.stride);
        x = slice.array();
        from = slice.first();
    }

    /** Takes the rows of a block; behind the last one follows that one again, up to whole tiles. */
    void set(RowBlock block) {
        int features = layout.features;
        int rows = block.rows;
        int upTo = block.upTo(ROWS_OF_TILE);
        int start = block.first();
        Transpose.quads(block.x, start + features - L, features, rows, upTo, x, from, layout.stride);
        for (int k = 0; k < features - L; k += L) {
            Transpose.quads(block.x, start + k, features, rows, upTo, x, from + 4 * (k + L), layout.stride);
        }
    }
}
