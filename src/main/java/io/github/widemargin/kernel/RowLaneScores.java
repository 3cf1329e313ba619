package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.RowBlock.ROWS;

/**
 * A matrix product with lanes along the rows, of X transposed by block: no sums over lanes, no padding, and W as it is. Best
 * for few features, where the sums over lanes weigh most, and transposing least.
 */
final class RowLaneScores implements BlockScores {
    private final int features;
    private final int classes;
    private final float[] w;

    RowLaneScores(int features, int classes) {
        this.features = features;
        this.classes = classes;
        w = new float[features * classes];
    }

    @Override
    public void set(float[] w) {
        System.arraycopy(w, 0, this.w, 0, this.w.length);
    }

    @Override
    public int scratch() {
        return 0;
    }

    @Override
    public RowForm form() {
        return RowForm.TRANSPOSED;
    }

    @Override
    public boolean waitsForRows() {
        return true;
    }

    @Override
    public void scores(RowBlock block, float[] scratch, int from) {
        float[] x = block.transposed;
        for (int i = 0; i < block.rows; i += RowTiles.ROWS) {
            for (int j = 0, tile; j < classes; j += tile) {
                tile = tile(classes - j);
                int at = block.sFrom + j * ROWS + i;
                int xi = block.transposedFrom + i;
                switch (tile) {
                    case 8 -> RowTiles.vectors3Classes8(w, j, classes, x, xi, features, block.s, at);
                    case 4 -> RowTiles.vectors3Classes4(w, j, classes, x, xi, features, block.s, at);
                    case 3 -> RowTiles.vectors3Classes3(w, j, classes, x, xi, features, block.s, at);
                    default -> RowTiles.vectors3Classes2(w, j, classes, x, xi, features, block.s, at);
                }
            }
        }
    }

    /** How many classes the next tile takes when so many are left, never 1: with three sums it would wait for each of them. */
    private static int tile(int left) {
        if (Lanes.REGISTERS == 32 && (left == 8 || left > 10)) {
            return 8;
        }
        if (Lanes.REGISTERS == 32 && left <= 10 && left % 3 == 1) {
            return 4;
        }
        return left % 3 == 1 || left == 2 ? 2 : 3;
    }
}
