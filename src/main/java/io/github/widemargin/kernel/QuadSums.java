package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;

/** Sums of Xᵀ·G, class by class: four for each weight, of every fourth row. */
final class QuadSums {
    final QuadLayout layout;
    final float[] sum;

    /** Where they begin. */
    final int from;

    private final int classes;
    private final boolean areOfRows;

    /** The four are in a vector for each of the rows, or side by side in one. */
    QuadSums(int features, int classes, boolean areOfRows) {
        this.classes = classes;
        this.areOfRows = areOfRows;
        layout = new QuadLayout(features);
        Aligned.Slice slice = Aligned.newSlice(classes * layout.stride);
        sum = slice.array();
        from = slice.first();
    }

    void addAndClear(QuadSums other) {
        VectorGradient.addAndClear(other.sum, other.from, sum, from, classes * layout.stride);
    }

    void take(float scale, float reg, float[] w, float[] dw) {
        int apart = areOfRows ? L : 1;
        for (int k = 0; k < layout.features; k++) {
            int at = from + (areOfRows ? layout.ofRow(k) : layout.at(k));
            for (int j = 0; j < classes; j++, at += layout.stride) {
                float total = sum[at] + sum[at + apart] + (sum[at + 2 * apart] + sum[at + 3 * apart]);
                int kj = k * classes + j;
                dw[kj] = scale * total + reg * w[kj];
            }
        }
        clear();
    }

    void clear() {
        Arrays.fill(sum, from, from + classes * layout.stride, 0);
    }
}
