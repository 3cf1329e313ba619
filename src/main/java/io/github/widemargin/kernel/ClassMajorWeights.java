package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;

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

    @Override
    public void scores(float[] x, int from, int to, float[] scores) {
        Arrays.fill(scores, 0, (to - from) * classes, 0);
        addScores(x, from, to, scores, classes, 1);
    }

    /** Adds S[i][j] to scores[(i - from) * rowStep + j * classStep]. */
    void addScores(float[] x, int from, int to, float[] scores, int rowStep, int classStep) {
        for (int k = 0; k < features; k += FEATURE_BLOCK) {
            int length = Math.min(FEATURE_BLOCK, features - k);
            for (int j = 0; j < classes; ) {
                int width = ClassTiles.width(classes - j);
                for (int i = from; i < to; i += 4) {
                    int rows = Math.min(4, to - i);
                    // missing rows repeat the last one
                    int x0 = i * features + k;
                    int x1 = x0 + (rows > 1 ? features : 0);
                    int x2 = x1 + (rows > 2 ? features : 0);
                    int x3 = x2 + (rows > 3 ? features : 0);
                    int at = (i - from) * rowStep + j * classStep;
                    int w0 = j * stride + k;
                    switch (width) {
                        case 5 ->
                            ScoreTiles.rows4Classes5(
                                    w, w0, stride, x, x0, x1, x2, x3, length, scores, at, rowStep, classStep, rows);
                        case 3 ->
                            ScoreTiles.rows4Classes3(
                                    w, w0, stride, x, x0, x1, x2, x3, length, scores, at, rowStep, classStep, rows);
                        default ->
                            ScoreTiles.rows4Classes2(
                                    w, w0, stride, x, x0, x1, x2, x3, length, scores, at, rowStep, classStep, rows);
                    }
                }
                j += width;
            }
        }
    }

    @Override
    public int argMax(float[] x, int row) {
        int best = 0;
        float bestScore = Float.NEGATIVE_INFINITY;
        float check = 0;
        for (int j = 0; j < classes; j++) {
            float score = ScoreTiles.dot(w, j * stride, x, row * features, features);
            check += 0 * score;
            if (score > bestScore) {
                bestScore = score;
                best = j;
            }
        }
        return check == 0 ? best : -1;
    }
}
