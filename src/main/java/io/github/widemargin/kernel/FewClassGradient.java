package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;

/** Xᵀ·G with lanes along the features and all of G, for two or three classes: a sum for every fourth row, added up at the end. */
final class FewClassGradient implements VectorGradient {
    private final int features;
    private final int classes;
    private final QuadLayout layout;
    private final DenseCoefficients coefficients;
    private final float[] sum; // class by class
    private final int from; // where they begin

    FewClassGradient(int features, int classes) {
        this.features = features;
        this.classes = classes;
        layout = new QuadLayout(features);
        coefficients = new DenseCoefficients(classes);
        Aligned.Slice slice = Aligned.newSlice(classes * layout.stride);
        sum = slice.array();
        from = slice.first();
    }

    @Override
    public void add(RowBlock block, BlockMargins m) {
        float[] g = coefficients.of(block.rows, m);
        int quads = Math.ceilDiv(block.rows, 4);
        int k = Math.max(0, features - L);
        for (int v = 0; v < layout.stride; k = v / 4, v += 4 * L) {
            int x0 = block.first + k;
            if (classes == 2) {
                FewClassTiles.gradient2(block.x, x0, features, quads, g, sum, from + v, layout.stride);
            } else {
                FewClassTiles.gradient3(block.x, x0, features, quads, g, sum, from + v, layout.stride);
            }
        }
    }

    @Override
    public void addAndClear(Gradient other) {
        FewClassGradient more = (FewClassGradient) other;
        VectorGradient.addAndClear(more.sum, more.from, sum, from, classes * layout.stride);
    }

    @Override
    public void take(float scale, float reg, float[] w, float[] dw) {
        for (int k = 0; k < features; k++) {
            int at = from + layout.ofRow(k);
            for (int j = 0; j < classes; j++, at += layout.stride) {
                float total = sum[at] + sum[at + L] + (sum[at + 2 * L] + sum[at + 3 * L]);
                int kj = k * classes + j;
                dw[kj] = scale * total + reg * w[kj];
            }
        }
        clear();
    }

    @Override
    public void clear() {
        Arrays.fill(sum, from, from + classes * layout.stride, 0);
    }
}
