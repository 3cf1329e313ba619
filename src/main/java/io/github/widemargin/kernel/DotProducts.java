package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

/** Dot products of a block's rows with vectors in the layout of {@link ClassMajor}, be they classes or other rows. */
final class DotProducts {
    /**
     * Floats of vectors in a block of features: 128 KB. Every interruption costs: with 32 KB 3072 × 10 take a tenth longer,
     * 3072 × 20 a quarter. With small tiles, which read the rows more often, these stay in the first-level cache so.
     */
    private static final int CACHED = Lanes.REGISTERS == 16 ? 8192 : 32768;

    private static final int WIDEST_TILE = 5;
    private static final int USUAL_TILE = Lanes.REGISTERS == 16 ? 2 : 5;

    private final ClassMajor layout;

    DotProducts(ClassMajor layout) {
        this.layout = layout;
    }

    /** How many floats of scratch products with so many vectors need. */
    static int scratch(int count) {
        return 4 * (count + WIDEST_TILE) * L;
    }

    /** So many vectors and some more make whole tiles of one kind. */
    static int whole(int count) {
        return Math.ceilDiv(count, USUAL_TILE) * USUAL_TILE;
    }

    /**
     * Writes those of all rows of a block and the first count vectors of w: that of row i and vector j to out[at + i + j · ROWS].
     * A tile's rows lie a quarter of the block apart: the next tile's follow where they end, and the hardware fetches on. A
     * gradient of 16384 × 784 × 10 is 8 to 10 % faster than with adjacent rows.
     */
    void rows(RowBlock block, float[] w, int count, float[] out, int at, float[] sums) {
        int width = Math.max(CACHED / count / L, 16) * L;
        int apart = Math.ceilDiv(block.rows, 4);
        for (int i = 0; i < apart; i++) {
            rows4(block, i, apart, w, count, count, width, out, at + i, sums);
        }
    }

    /**
     * Writes those of row i and the three that lie once, twice and three times apart behind with the first count vectors of w:
     * that of row i and vector j to out[at + j · ROWS]. Takes so many features at a time as width says, and computes those of
     * {@code computed} vectors, which may be more.
     */
    void rows4(
            RowBlock block,
            int i,
            int apart,
            float[] w,
            int computed,
            int count,
            int width,
            float[] out,
            int at,
            float[] sums) {
        int k = 0;
        if (layout.hasEdges) {
            k = Math.min(width, layout.body);
            add(block, i, apart, 0, k, block.edges, block.edgeStart, 0, layout.body, w, computed, sums, true);
        }
        for (boolean first = k == 0; k < layout.body; k += width, first = false) {
            int length = Math.min(width, layout.body - k);
            add(block, i, apart, k + L, length - L, block.x, block.start, layout.head + k, k, w, computed, sums, first);
        }
        ScoreTiles.addLanes(sums, count, out, at, apart, ROWS);
    }

    /** Sets the sums of four rows to the products of the body's features from k on and a first vector, or adds them. */
    private void add(
            RowBlock block,
            int i,
            int apart,
            int k,
            int length,
            float[] first,
            int[] firstStart,
            int kf,
            int wf,
            float[] w,
            int count,
            float[] sums,
            boolean set) {
        float[] x = block.x;
        int[] start = block.start;
        int kx = layout.head + k;
        int stride = layout.stride;
        int part = 4 * count * L;
        for (int j = 0, tile; j < count; j += tile) {
            tile = tile(count - j);
            int w0 = layout.start(j) + k;
            int d0 = layout.start(j) + wf;
            int at = set ? 4 * j * L : part;
            switch (tile) {
                case 5 ->
                    ScoreTiles.rows4Classes5(
                            w, w0, stride, x, start, i, apart, kx, length, first, firstStart, kf, d0, sums, at);
                case 4 ->
                    ScoreTiles.rows4Classes4(
                            w, w0, stride, x, start, i, apart, kx, length, first, firstStart, kf, d0, sums, at);
                case 3 ->
                    ScoreTiles.rows4Classes3(
                            w, w0, stride, x, start, i, apart, kx, length, first, firstStart, kf, d0, sums, at);
                case 2 ->
                    ScoreTiles.rows4Classes2(
                            w, w0, stride, x, start, i, apart, kx, length, first, firstStart, kf, d0, sums, at);
                default ->
                    ScoreTiles.rows4Classes1(
                            w, w0, stride, x, start, i, apart, kx, length, first, firstStart, kf, d0, sums, at);
            }
            if (!set) {
                ScoreTiles.add(sums, part, tile, 4 * j * L);
            }
        }
    }

    /** How many classes the next tile takes when so many are left: fives and fours if they do, 3 or 2 in the end. */
    private static int tile(int left) {
        if (Lanes.REGISTERS == 16) {
            return left == 3 ? 3 : Math.min(left, 2);
        }
        int rest = left % 5;
        if (rest == 0) {
            return 5;
        }
        boolean fours = left >= 4 * (5 - rest) || left == 7 || left == 11;
        return fours ? 4 : Math.min(left, 3);
    }
}
