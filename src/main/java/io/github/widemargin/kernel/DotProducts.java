package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;
import static io.github.widemargin.kernel.Unshared.FIRST;

/** Dot products of a block's rows with vectors in the layout of {@link ClassMajor}, be they classes or other rows. */
final class DotProducts {
    /**
     * Floats of a tile's vectors in a block of features: 64 KB. At 3072 features blocks of a third of them would let these stay
     * in the first-level cache, and make a call take between 6 % less and 3 % more: every interruption costs some 30 ns.
     */
    private static final int CACHED = 16384;

    /** Floats of all vectors in a block of features of long rows: 128 KB. */
    private static final int CACHED_OF_ALL = 32768;

    /**
     * Features of long rows, which the second-level cache does not hold until the next tile: at 131072 features a call took 18 % more
     * time when a tile's vectors met all rows first, with 16 registers 25 %; at 20000 between 1 % less and 3 % more.
     */
    private static final int LONG = 16384;

    private static final int WIDEST_TILE = 5;
    private static final int USUAL_TILE = Lanes.REGISTERS == 16 ? 2 : 5;

    private final ClassMajor layout;

    DotProducts(ClassMajor layout) {
        this.layout = layout;
    }

    /** How many floats of scratch products with so many vectors need. */
    static int scratch(int count) {
        return 4 * L * (Math.max(count, WIDEST_TILE * ROWS / 4) + WIDEST_TILE);
    }

    /** So many vectors and some more make whole tiles of one kind. */
    static int whole(int count) {
        return Math.ceilDiv(count, USUAL_TILE) * USUAL_TILE;
    }

    /**
     * Writes those of all rows of a block and the first count vectors of w: that of row i and vector j to out[at + i + j · ROWS].
     * A tile's vectors stay in a near cache while all rows go by: with 784 features and 10 or 20 vectors a call takes 6 to 11 %
     * less time than if all vectors met four rows before the next, with 3072 and 16 registers 30 % less.
     *
     * <p>As many rows as a vector has lanes go together, a quarter of them apart in each tile: the next tile's rows follow where
     * they end, and their sums fill vectors.
     */
    void rows(RowBlock block, float[] w, int count, float[] out, int at, float[] sums, int from) {
        if (layout.body > LONG) {
            int width = Math.max(CACHED_OF_ALL / count / L, 16) * L;
            for (int i = 0; i < block.rows; i += 4) {
                rows4(block, i, w, count, count, width, out, at + i, sums, from);
            }
            return;
        }
        int part = Math.ceilDiv(block.rows, 4);
        for (int j = 0, tile; j < count; j += tile) {
            tile = tile(count - j);
            int size = 4 * tile * L;
            int width = CACHED / tile / L * L;
            int k = 0;
            do {
                for (int first = 0; first < block.rows; first += L) {
                    int tiles = tiles(block, first);
                    for (int i = 0; i < tiles; i++) {
                        add(
                                block,
                                first + i,
                                tiles,
                                k,
                                width,
                                w,
                                j,
                                tile,
                                sums,
                                from + (first / 4 + i) * size,
                                from + part * size);
                    }
                }
                k += width;
            } while (k < layout.body);
            for (int first = 0; first < block.rows; first += L) {
                ScoreTiles.addLanes(
                        sums, from + first / 4 * size, tiles(block, first), tile, out, at + j * ROWS + first, ROWS);
            }
        }
    }

    /** That take the next L rows, or those that are left. */
    private static int tiles(RowBlock block, int first) {
        return Math.min(Math.ceilDiv(block.rows - first, 4), ScoreTiles.TILES);
    }

    /**
     * Writes those of row i and the next three with the first count vectors of w: that of row i and vector j to
     * out[at + j · ROWS]. Takes as many features at a time as width says, and computes those of {@code computed} vectors, which
     * may be more.
     */
    void rows4(
            RowBlock block,
            int i,
            float[] w,
            int computed,
            int count,
            int width,
            float[] out,
            int at,
            float[] sums,
            int from) {
        int k = 0;
        do {
            for (int j = 0, tile; j < computed; j += tile) {
                tile = tile(computed - j);
                add(block, i, 1, k, width, w, j, tile, sums, from + 4 * j * L, from + 4 * computed * L);
            }
            k += width;
        } while (k < layout.body);
        ScoreTiles.addLanes(sums, from, 1, count, out, at, ROWS);
    }

    /**
     * Sets the sums at {@code at} to the products of four rows and a tile of vectors from j on, of the edges and the body's first
     * width features, or adds those of as many from k on, by way of what is at {@code part}.
     */
    private void add(
            RowBlock block,
            int i,
            int apart,
            int k,
            int width,
            float[] w,
            int j,
            int tile,
            float[] sums,
            int at,
            int part) {
        boolean edges = k == 0 && layout.hasEdges;
        float[] first = edges ? block.edges : block.x;
        int[] firstStart = edges ? block.edgeStart : block.start;
        int kf = edges ? 0 : layout.head + k;
        int d0 = layout.start(j) + (edges ? layout.body : k);
        int rest = edges ? 0 : k + L;
        int length = Math.min(k + width, layout.body) - rest;
        float[] x = block.x;
        int[] start = block.start;
        int kx = layout.head + rest;
        int w0 = layout.start(j) + rest;
        int stride = layout.stride;
        int to = k == 0 ? at : part;
        switch (tile) {
            case 5 ->
                ScoreTiles.rows4Classes5(
                        w, w0, stride, x, start, FIRST + i, apart, kx, length, first, firstStart, kf, d0, sums, to);
            case 4 ->
                ScoreTiles.rows4Classes4(
                        w, w0, stride, x, start, FIRST + i, apart, kx, length, first, firstStart, kf, d0, sums, to);
            case 3 ->
                ScoreTiles.rows4Classes3(
                        w, w0, stride, x, start, FIRST + i, apart, kx, length, first, firstStart, kf, d0, sums, to);
            case 2 ->
                ScoreTiles.rows4Classes2(
                        w, w0, stride, x, start, FIRST + i, apart, kx, length, first, firstStart, kf, d0, sums, to);
            default ->
                ScoreTiles.rows4Classes1(
                        w, w0, stride, x, start, FIRST + i, apart, kx, length, first, firstStart, kf, d0, sums, to);
        }
        if (k > 0) {
            ScoreTiles.add(sums, part, tile, at);
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
