package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;

/** Xᵀ·G with lanes along {@linkplain Quads four rows}, added up at the end. */
final class QuadGradient implements VectorGradient {
    private final int classes;
    private final QuadLayout layout;
    private final DenseCoefficients coefficients;
    private final float[] g; // classes × quads, vectors
    private final int gFrom; // where they begin
    private final float[] sum; // a vector for each of the quads', class by class
    private final int from;

    QuadGradient(int features, int classes) {
        this.classes = classes;
        layout = new QuadLayout(features);
        coefficients = new DenseCoefficients(classes);
        Aligned.Slice slice = Aligned.newSlice(classes * Quads.COUNT * L);
        g = slice.array();
        gFrom = slice.first();
        slice = Aligned.newSlice(classes * layout.stride);
        sum = slice.array();
        from = slice.first();
    }

    @Override
    public void add(RowBlock block, BlockMargins m) {
        QuadTiles.spread(coefficients.of(block.rows, m), g, gFrom);
        float[] x = block.quads.x;
        int stride = layout.stride;
        int count = Math.ceilDiv(block.rows, 4);
        for (int k = 0; k < stride; k += 4 * L) {
            for (int j = 0, tile; j < classes; j += tile) {
                tile = QuadTiles.classes(classes - j);
                int gj = gFrom + j * Quads.COUNT * L;
                int at = from + j * stride + k;
                if (tile == 3) {
                    QuadTiles.vectors4Classes3(g, gj, x, block.quads.from + k, stride, count, sum, at);
                } else {
                    QuadTiles.vectors4Classes2(g, gj, x, block.quads.from + k, stride, count, sum, at);
                }
            }
        }
    }

    @Override
    public void addAndClear(Gradient other) {
        QuadGradient more = (QuadGradient) other;
        VectorGradient.addAndClear(more.sum, more.from, sum, from, classes * layout.stride);
    }

    @Override
    public void take(float scale, float reg, float[] w, float[] dw) {
        for (int k = 0; k < layout.features; k++) {
            int at = from + layout.at(k);
            for (int j = 0; j < classes; j++, at += layout.stride) {
                float total = sum[at] + sum[at + 1] + (sum[at + 2] + sum[at + 3]);
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
