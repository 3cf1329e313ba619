package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

/**
 * Rows of a block four at a time: the lane 4q + r of a vector belongs to row r, and to a feature that depends on q. It takes half of a
 * transposition, and leaves L / 4 parts of each sum to be added up. The features are taken L at a time, the last L of them first: those
 * may overlap the next, and the vectors of which nothing is new begin.
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

    /** Floats of four rows, and of a class of weights or of their gradient, laid out alike. */
    final int stride;

    /** Of these floats the first that is not in vectors of which nothing is new, and the end of those that are in use. */
    final int first;

    final int end;

    private final ClassMajor layout;

    Quads(ClassMajor layout) {
        this.layout = layout;
        int features = layout.features;
        int whole = Math.ceilDiv(features, L);
        stride = whole * 4 * L;
        first = features < L ? 0 : Math.max(0, 4 - (features - (whole - 1) * L)) * L;
        end = features < 4 ? features * L : stride;
        Aligned.Slice slice = Aligned.newSlice(COUNT * stride);
        x = slice.array();
        from = slice.first();
    }

    /** Where the four lanes of a feature begin; in the vectors of its weights all four have the same. */
    int at(int feature) {
        int whole = stride / (4 * L);
        int vectors = 0;
        int lane = feature - Math.max(0, layout.features - L);
        if (feature < (whole - 1) * L) {
            vectors = 4 * (1 + feature / L);
            lane = feature % L;
        }
        return (vectors + lane % 4) * L + lane / 4 * 4;
    }

    /** Takes the rows of a block; behind the last one follows that one again, up to whole tiles. */
    void set(RowBlock block) {
        int rows = block.rows;
        int upTo = block.upTo(ROWS_OF_TILE);
        if (layout.features < L) {
            Transpose.quads(block.edges, 0, L, rows, upTo, x, from, stride);
            return;
        }
        int length = layout.rowLength;
        int last = layout.features - L;
        Transpose.quads(block.x, block.start[0] + last, length, rows, upTo, x, from, stride);
        for (int k = 0; k < last; k += L) {
            Transpose.quads(block.x, block.start[0] + k, length, rows, upTo, x, from + 4 * (k + L), stride);
        }
    }
}
