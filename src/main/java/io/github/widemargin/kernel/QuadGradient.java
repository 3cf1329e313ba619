package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;

/** Xᵀ·G with lanes along {@linkplain Quads four rows}, added up at the end. */
final class QuadGradient implements VectorGradient {
    private final ClassMajor layout;
    private final Quads quads;
    private final DenseCoefficients coefficients;
    private final float[] g; // classes × quads, vectors
    private final int gFrom; // where they begin
    private final float[] sum; // a vector for each of the quads', class by class
    private final int from;

    QuadGradient(ClassMajor layout) {
        this.layout = layout;
        quads = new Quads(layout);
        coefficients = new DenseCoefficients(layout.classes);
        Aligned.Slice slice = Aligned.newSlice(layout.classes * Quads.COUNT * L);
        g = slice.array();
        gFrom = slice.first();
        slice = Aligned.newSlice(layout.classes * quads.stride);
        sum = slice.array();
        from = slice.first();
    }

    @Override
    public void add(RowBlock block, BlockMargins m, int[] y, int first) {
        QuadTiles.spread(coefficients.of(block.rows, m, y, first), g, gFrom);
        Quads x = block.quads;
        int count = Math.ceilDiv(block.rows, 4);
        for (int k = 0; k < x.stride; k += 4 * L) {
            for (int j = 0, tile; j < layout.classes; j += tile) {
                tile = QuadTiles.classes(layout.classes - j);
                int gj = gFrom + j * Quads.COUNT * L;
                int at = from + j * x.stride + k;
                if (tile == 3) {
                    QuadTiles.vectors4Classes3(g, gj, x.x, x.from + k, x.stride, count, sum, at);
                } else {
                    QuadTiles.vectors4Classes2(g, gj, x.x, x.from + k, x.stride, count, sum, at);
                }
            }
        }
    }

    @Override
    public void addAndClear(Gradient other) {
        QuadGradient more = (QuadGradient) other;
        VectorGradient.addAndClear(more.sum, more.from, sum, from, layout.classes * quads.stride);
    }

    @Override
    public void take(float scale, float reg, float[] w, float[] dw) {
        for (int k = 0; k < layout.features; k++) {
            int at = from + quads.at(k);
            for (int j = 0; j < layout.classes; j++, at += quads.stride) {
                float total = sum[at] + sum[at + 1] + (sum[at + 2] + sum[at + 3]);
                int kj = k * layout.classes + j;
                dw[kj] = scale * total + reg * w[kj];
            }
        }
        clear();
    }

    @Override
    public void clear() {
        Arrays.fill(sum, from, from + layout.classes * quads.stride, 0);
    }
}
