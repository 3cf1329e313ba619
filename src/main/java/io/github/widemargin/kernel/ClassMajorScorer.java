package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/** One row at a time, lanes along the features. */
final class ClassMajorScorer implements Scorer {
    private final ClassMajor layout;
    private final float[] w;
    private final float[] bias;

    ClassMajorScorer(float[] w, float[] bias, int features, int classes) {
        this.bias = bias == null ? new float[classes] : bias;
        layout = new ClassMajor(features, classes);
        this.w = new float[layout.start(classes)]; // rows of x are not aligned either
        layout.pack(w, 0, classes, this.w);
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
        int w0 = layout.start(j);
        if (features >= L) {
            int last = row + features - L;
            return bias[j] + ScoreTiles.dot(w, w0, x, row + layout.head, layout.body, row, last, layout.behind);
        }
        float sum = bias[j];
        for (int k = 0; k < features; k++) {
            sum += x[row + k] * w[w0 + k];
        }
        return sum;
    }
}
