package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/** W of two classes by column, and what the second column is more than the first. Shared by siblings. */
final class BinaryWeights {
    final BinaryLayout layout;
    final float[] w;

    /** Where the difference begins, and where the columns do. */
    final int difference;

    final int[] column;

    /** Of the difference: 2 where it would not fit a float, and has been halved. */
    float factor;

    /** What is added to each score. */
    float bias0;

    float bias1;

    BinaryWeights(int features) {
        layout = new BinaryLayout(features);
        int stride = layout.stride();
        Aligned.Slice slice = Aligned.newSlice(3 * stride);
        w = slice.array();
        difference = slice.first();
        column = new int[] {difference + stride, difference + 2 * stride};
    }

    /** Sets W, features × 2, row-major, and what is added to each class's scores, or null. */
    void set(float[] w, float[] bias) {
        bias0 = bias == null ? 0 : bias[0];
        bias1 = bias == null ? 0 : bias[1];
        split(w, 0, layout.body(), L);
        split(w, layout.body(), layout.features(), L - layout.features());
        factor = 1;
        double sum = 0;
        for (int k = difference; k < difference + layout.stride(); k++) {
            sum += this.w[k];
        }
        if (!Double.isFinite(sum)) {
            halve();
        }
    }

    private void split(float[] w, int from, int to, int offset) {
        for (int k = from; k < to; k++) {
            float w0 = w[2 * k];
            float w1 = w[2 * k + 1];
            this.w[column[0] + offset + k] = w0;
            this.w[column[1] + offset + k] = w1;
            this.w[difference + offset + k] = w1 - w0;
        }
    }

    private void halve() {
        factor = 2;
        for (int k = 0; k < layout.stride(); k++) {
            w[difference + k] = 0.5f * w[column[1] + k] - 0.5f * w[column[0] + k];
        }
    }
}
