package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/** W with the features of a class side by side: what dot products along the features want. */
final class ClassMajorWeights implements Scorer {
    /** How many features of five classes stay in the first-level cache, 20 KB, while the rows go by. */
    private static final int FEATURE_BLOCK = 1024;

    private final int features;
    private final int classes;
    private final int stride;
    private final float[] w;

    ClassMajorWeights(int features, int classes) {
        this.features = features;
        this.classes = classes;
        stride = stride(features);
        w = new float[Math.multiplyExact(stride, classes)];
    }

    /** Whole vectors, and no multiple of 4096 bytes, at which every class would fall into the same cache sets. */
    static int stride(int features) {
        int stride = Lanes.roundUp(features, L);
        return stride % 1024 == 0 ? stride + L : stride;
    }

    void set(float[] w) {
        ClassMajor.pack(w, features, classes, this.w, stride);
    }

    /**
     * Adds S[i][j] to block[(i - from) + j · blockStride]. The block has room for a multiple of four rows: what is written
     * behind the last one means nothing.
     *
     * @param sums scratch for a tile
     */
    void addScores(float[] x, int from, int to, float[] block, int blockStride, float[] sums) {
        for (int k = 0; k < features; k += FEATURE_BLOCK) {
            int length = Math.min(FEATURE_BLOCK, features - k);
            for (int j = 0; j < classes; ) {
                int width = ClassTiles.width(classes - j);
                int w0 = j * stride + k;
                for (int i = from; i < to; i += 4) {
                    int rows = to - i;
                    // missing rows repeat the last one
                    int x0 = i * features + k;
                    int x1 = x0 + (rows > 1 ? features : 0);
                    int x2 = x1 + (rows > 2 ? features : 0);
                    int x3 = x2 + (rows > 3 ? features : 0);
                    switch (width) {
                        case 5 -> ScoreTiles.rows4Classes5(w, w0, stride, x, x0, x1, x2, x3, length, sums);
                        case 3 -> ScoreTiles.rows4Classes3(w, w0, stride, x, x0, x1, x2, x3, length, sums);
                        default -> ScoreTiles.rows4Classes2(w, w0, stride, x, x0, x1, x2, x3, length, sums);
                    }
                    ScoreTiles.addLanes(sums, width, block, j * blockStride + i - from, blockStride);
                }
                j += width;
            }
        }
    }

    @Override
    public void scores(float[] x, int row, float[] scores) {
        for (int j = 0; j < classes; j++) {
            scores[j] = score(x, row, j);
        }
    }

    @Override
    public int argMax(float[] x, int row) {
        int best = 0;
        float bestScore = Float.NEGATIVE_INFINITY;
        float check = 0;
        for (int j = 0; j < classes; j++) {
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
        return ScoreTiles.dot(w, j * stride, x, row * features, features);
    }
}
