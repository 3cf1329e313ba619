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
    public boolean transposes() {
        return true;
    }

    @Override
    public void scores(RowBlock[] blocks, int count, float[] scratch) {
        for (int b = 0; b < count; b++) {
            scores(blocks[b]);
        }
    }

    private void scores(RowBlock block) {
        block.transpose();
        float[] x = block.transposed;
        for (int i = 0; i < block.rows; i += RowTiles.ROWS) {
            int j = 0;
            for (; Lanes.REGISTERS == 32 && j <= classes - 8; j += 8) {
                RowTiles.vectors3Classes8(w, j, classes, x, i, features, block.s, j * ROWS + i);
            }
            for (; Lanes.REGISTERS == 32 && j <= classes - 4; j += 4) {
                RowTiles.vectors3Classes4(w, j, classes, x, i, features, block.s, j * ROWS + i);
            }
            for (; j <= classes - 2; j += 2) {
                RowTiles.vectors3Classes2(w, j, classes, x, i, features, block.s, j * ROWS + i);
            }
            for (; j < classes; j++) {
                RowTiles.vectors3Classes1(w, j, classes, x, i, features, block.s, j * ROWS + i);
            }
        }
    }
}
