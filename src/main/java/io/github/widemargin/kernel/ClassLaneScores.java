package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

/**
 * A matrix product with lanes along the classes: W in panels of a few vectors of classes, feature after feature, each
 * multiplied with a feature of x broadcast. No sums over lanes, and rows of X need no alignment: best for many classes.
 */
final class ClassLaneScores implements BlockScores {
    private final int features;
    private final int classes;

    /** Classes in whole vectors, as the tiles have them. */
    private final int width;

    private final float[] w;

    ClassLaneScores(int features, int classes) {
        this.features = features;
        this.classes = classes;
        width = width(classes);
        w = Aligned.newArray(Math.multiplyExact(features, width));
    }

    @Override
    public void set(float[] w) {
        for (int j = 0, panel; j < width; j += panel) {
            panel = vectors(width - j) * L;
            int count = Math.min(panel, classes - j);
            int at = Aligned.FIRST + j * features;
            for (int k = 0; k < features; k++) {
                System.arraycopy(w, k * classes + j, this.w, at, count);
                at += panel;
            }
        }
    }

    @Override
    public int scratch() {
        return 12 * 3 * L;
    }

    @Override
    public void scores(RowBlock block, float[] s, float[] scratch) {
        for (int j = 0, vectors; j < width; j += vectors * L) {
            vectors = vectors(width - j);
            int w0 = Aligned.FIRST + j * features;
            int count = Math.min(vectors * L, classes - j);
            int tile = rows(vectors);
            for (int i = 0; i < block.rows; i += tile) {
                switch (tile) {
                    case 8 -> ClassTiles.rows8Vectors3(w, w0, block.x, block.start, i, features, scratch);
                    case 12 -> ClassTiles.rows12Vectors2(w, w0, block.x, block.start, i, features, scratch);
                    default -> ClassTiles.rows6Vectors2(w, w0, block.x, block.start, i, features, scratch);
                }
                transpose(scratch, tile, vectors * L, count, s, j * ROWS + i);
            }
        }
    }

    private static int width(int classes) {
        int vectors = Math.max(Math.ceilDiv(classes, L), 2);
        return (Lanes.REGISTERS == 16 ? Math.ceilDiv(vectors, 2) * 2 : vectors) * L;
    }

    /** Vectors of classes in the next panel, when so many classes are left. */
    private static int vectors(int left) {
        int vectors = left / L;
        return Lanes.REGISTERS == 16 || vectors == 2 || vectors == 4 ? 2 : 3;
    }

    /** Rows of a tile that many vectors wide. */
    private static int rows(int vectors) {
        return Lanes.REGISTERS == 16 ? 6 : vectors == 3 ? 8 : 12;
    }

    private static void transpose(float[] tile, int rows, int width, int classes, float[] s, int at) {
        for (int j = 0; j < classes; j++) {
            for (int i = 0; i < rows; i++) {
                s[at + j * ROWS + i] = tile[i * width + j];
            }
        }
    }
}
