package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/** W with the features of a class side by side: what dot products along the features want. */
final class ClassMajorWeights implements Scorer {
    /** How many features of four classes stay in the first-level cache, 16 KB; 512 to 4096 differed by less than 5 %. */
    private static final int FEATURE_BLOCK = 1024;

    private final ClassMajor layout;
    private final float[] w;

    ClassMajorWeights(ClassMajor layout) {
        this.layout = layout;
        w = layout.newArray();
    }

    void set(float[] w) {
        layout.pack(w, this.w);
    }

    /**
     * Adds the scores of rows, a multiple of four, to block: that of row i and class j at i + j · blockStride.
     *
     * @param rowStart where the rows begin in x, of {@code layout.width} features each
     * @param sums scratch for a tile
     */
    void addScores(float[] x, int[] rowStart, int rows, float[] block, int blockStride, float[] sums) {
        for (int k = 0; k < layout.whole; k += FEATURE_BLOCK) {
            int length = Math.min(FEATURE_BLOCK, layout.whole - k);
            addScores(x, rowStart, k, rows, k, length, block, blockStride, sums);
        }
        if (layout.whole < layout.width) {
            addScores(x, rowStart, layout.width - L, rows, layout.whole, L, block, blockStride, sums);
        }
    }

    /** Features from kx on in x, from kw on in w. */
    private void addScores(
            float[] x,
            int[] rowStart,
            int kx,
            int rows,
            int kw,
            int length,
            float[] block,
            int blockStride,
            float[] sums) {
        int stride = layout.stride;
        for (int j = 0, tile; j < layout.classes; j += tile) {
            tile = ClassTiles.width(layout.classes - j);
            int w0 = j * stride + kw;
            for (int i = 0; i < rows; i += 4) {
                int x0 = rowStart[i] + kx;
                int x1 = rowStart[i + 1] + kx;
                int x2 = rowStart[i + 2] + kx;
                int x3 = rowStart[i + 3] + kx;
                switch (tile) {
                    case 4 -> ScoreTiles.rows4Classes4(w, w0, stride, x, x0, x1, x2, x3, length, sums);
                    case 3 -> ScoreTiles.rows4Classes3(w, w0, stride, x, x0, x1, x2, x3, length, sums);
                    default -> ScoreTiles.rows4Classes2(w, w0, stride, x, x0, x1, x2, x3, length, sums);
                }
                ScoreTiles.addLanes(sums, tile, block, j * blockStride + i, blockStride);
            }
        }
    }

    @Override
    public void scores(float[] x, int row, float[] scores) {
        for (int j = 0; j < layout.classes; j++) {
            scores[j] = score(x, row, j);
        }
    }

    @Override
    public int argMax(float[] x, int row) {
        int best = 0;
        float bestScore = Float.NEGATIVE_INFINITY;
        float check = 0;
        for (int j = 0; j < layout.classes; j++) {
            float score = score(x, row, j);
            check += 0 * score;
            if (score > bestScore) {
                bestScore = score;
                best = j;
            }
        }
        return check == 0 ? best : -1;
    }

    private float score(float[] x, int row, int j) {
        int features = layout.features;
        int w0 = j * layout.stride;
        int x0 = row * features;
        if (features >= L) {
            return ScoreTiles.dot(w, w0, x, x0, features);
        }
        float sum = 0;
        for (int k = 0; k < features; k++) {
            sum += x[x0 + k] * w[w0 + k];
        }
        return sum;
    }
}
