package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;

/** Xᵀ·G of two classes: its second column, which is the first with another sign. */
final class BinaryGradient implements Gradient {
    private final BinaryLayout layout;
    final float[] sum;

    /** Where that begins. */
    final int from;

    BinaryGradient(BinaryLayout layout) {
        this.layout = layout;
        Aligned.Slice slice = Aligned.newSlice(layout.stride());
        sum = slice.array();
        from = slice.first();
    }

    @Override
    public void addAndClear(Gradient other) {
        BinaryGradient added = (BinaryGradient) other;
        VectorGradient.addAndClear(added.sum, added.from, sum, from, layout.stride());
    }

    @Override
    public void take(float scale, float reg, float[] w, float[] dw) {
        take(0, layout.body(), L, scale, reg, w, dw);
        take(layout.body(), layout.features(), L - layout.features(), scale, reg, w, dw);
        clear();
    }

    private void take(int from, int to, int offset, float scale, float reg, float[] w, float[] dw) {
        for (int k = from; k < to; k++) {
            float g = scale * sum[this.from + offset + k];
            dw[2 * k] = 0 - g + reg * w[2 * k];
            dw[2 * k + 1] = g + reg * w[2 * k + 1];
        }
    }

    @Override
    public void clear() {
        Arrays.fill(sum, from, from + layout.stride(), 0);
    }
}
