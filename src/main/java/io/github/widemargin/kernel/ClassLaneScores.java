package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;
import static io.github.widemargin.kernel.Unshared.FIRST;

import java.util.Arrays;

/**
 * A matrix product with lanes along the classes: W in panels of a few vectors of classes, feature after feature, each
 * multiplied with a feature of x broadcast. No sums over lanes, and rows of X need no alignment: best for many classes.
 */
final class ClassLaneScores implements BlockScores {
    /** Features of a panel, 192 KB, that stay in the second-level cache while all rows go by: with 128 a call takes 4 to 9 % longer. */
    private static final int FEATURE_BLOCK = 1024;

    private static final int WIDEST_PANEL = 3;

    /** Up to here rows are so short that tiles wait for them: read before, a call takes 5 to 13 % less at 64 to 256 × 26 and 36, at 384 × 36 as much, at 784 × 26 8 % more. */
    private static final int MOST_FEATURES_AWAITED = 256;

    private final int features;
    private final int classes;
    private final int stride;

    /** Classes in whole vectors, as the tiles have them. */
    private final int width;

    private final float[] w;

    /** For the first classes of stride. */
    ClassLaneScores(int features, int classes, int stride) {
        this.features = features;
        this.classes = classes;
        this.stride = stride;
        width = width(classes);
        w = Aligned.newArray(Math.multiplyExact(features, width));
    }

    /** How many of the classes should have lanes, when others can take the rest: all, but for a few behind whole panels. */
    static int share(int classes) {
        int whole = classes / unit() * unit();
        return classes - whole <= unit() / 2 && whole >= 2 * L ? whole : classes;
    }

    /** Vectors of classes that tiles take at least, in floats. */
    private static int unit() {
        return Lanes.REGISTERS == 16 ? 2 * L : L;
    }

    private static int width(int classes) {
        return Math.max(Math.ceilDiv(classes, unit()) * unit(), 2 * L);
    }

    @Override
    public void set(float[] w) {
        for (int j = 0, panel; j < width; j += panel) {
            panel = vectors(width - j) * L;
            int count = Math.min(panel, classes - j);
            int at = Aligned.FIRST + j * features;
            for (int k = 0; k < features; k++) {
                System.arraycopy(w, k * stride + j, this.w, at, count);
                at += panel;
            }
        }
    }

    @Override
    public int scratch() {
        return ROWS * WIDEST_PANEL * L;
    }

    @Override
    public boolean waitsForRows() {
        return features <= MOST_FEATURES_AWAITED;
    }

    @Override
    public void scores(RowBlock block, float[] sums, int from) {
        for (int j = 0, panel; j < width; j += panel) {
            panel = vectors(width - j) * L;
            Arrays.fill(sums, from, from + ROWS * panel, 0);
            for (int k = 0; k < features; k += FEATURE_BLOCK) {
                int w0 = Aligned.FIRST + j * features + k * panel;
                addScores(block, k, Math.min(FEATURE_BLOCK, features - k), panel / L, w0, sums, from);
            }
            transpose(sums, from, panel, block, j);
        }
    }

    private void addScores(RowBlock block, int k, int length, int vectors, int w0, float[] sums, int from) {
        int rows = rows(vectors);
        for (int i = 0; i < block.rows; i += rows) {
            int at = from + i * vectors * L;
            switch (rows) {
                case 8 -> ClassTiles.rows8Vectors3(w, w0, block.x, block.start, FIRST + i, k, length, sums, at);
                case 12 -> ClassTiles.rows12Vectors2(w, w0, block.x, block.start, FIRST + i, k, length, sums, at);
                default -> ClassTiles.rows6Vectors2(w, w0, block.x, block.start, FIRST + i, k, length, sums, at);
            }
        }
    }

    /** Writes the sums of the panel's classes from j on to the scores of a block. */
    private void transpose(float[] sums, int from, int panel, RowBlock block, int j) {
        int end = Math.min(panel, classes - j);
        int rows = block.upTo(L);
        for (int c = 0; c < end; c += L) {
            int to = block.sFrom + (j + c) * ROWS;
            block.transpose.below(sums, from + c, panel, rows, rows, block.s, to, ROWS, Math.min(L, end - c));
        }
    }

    /** Vectors of classes in the next panel, when so many classes are left. */
    private static int vectors(int left) {
        int vectors = left / L;
        return Lanes.REGISTERS == 16 || vectors == 2 || vectors == 4 ? 2 : WIDEST_PANEL;
    }

    /** Rows of a tile that many vectors wide. */
    private static int rows(int vectors) {
        return Lanes.REGISTERS == 16 ? 6 : vectors == 3 ? 8 : 12;
    }
}
