package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/**
 * What a product with a block makes of its rows first. Figures are of a call with few violators, and 16 lanes unless they say otherwise:
 * by how much less time the form that is chosen takes than the rows as they are, or than the other form where that is named.
 */
enum RowForm {
    /** Best where the products outweigh the sums over lanes that dot products end with. */
    AS_THEY_ARE,

    /** {@link Quads}, made by the tiles of {@link FewClassScores} for themselves: for few features and two or three classes. */
    QUADS_IN_TILES,

    /** {@link Quads}: fewer exchanges of lanes, but parts of each class's scores to add up. */
    QUADS,

    TRANSPOSED;

    /**
     * Up to 15 features take half as long as transposed ones, 16 three quarters, 32 0.85 to 0.9 of the time of quads, 48 as long; with 8
     * lanes 16 and 28 about 0.8.
     */
    private static final int MOST_IN_TILES = 32;

    static RowForm of(int features, int classes) {
        if (features > mostTurned(classes)) {
            return AS_THEY_ARE;
        }
        if (features <= MOST_IN_TILES && classes <= FewClassTiles.MOST_CLASSES) {
            return QUADS_IN_TILES;
        }
        return features <= mostTransposed(classes) ? TRANSPOSED : QUADS;
    }

    private static int mostTurned(int classes) {
        if (classes >= VectorKernels.LEAST_CLASSES_IN_LANES) {
            // 64 × 36 to 4000 take 13 to 25 % less, 64 × 30 4 % more; with 8 lanes 64 × 36 as much, 64 × 52 7 % more
            return L == 16 && classes > 2 * L ? 64 : 32;
        }
        if (classes > 11) {
            // 96 and 128 × 24 take a third less, with 8 lanes 192 × 13 and 24 half, 384 × 16 10 %
            return L == 16 ? 192 : 384;
        }
        if (classes > 5) {
            return 128; // 96 × 6 and 10 take 11 to 18 % less, 192 × 10 10 % more
        }
        return 64; // 64 × 2 and 3 take a quarter less, 96 × 2 and 3 3 to 7 % more
    }

    private static int mostTransposed(int classes) {
        if (L < 16) {
            return 32; // with 8 lanes, and all of G, 24 and 32 × 10 take as long as quads, 8 and 16 × 10 7 to 12 % less
        }
        if (classes > 11) {
            return 192; // 128 and 192 × 16 and 24 take 7 to 15 % less than quads
        }
        // 16 × 10 takes a fifth less than quads, 48 and 64 × 3 a fifth to a third more
        return Math.max(16, 6 * classes);
    }
}
