package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/** Xᵀ·G with lanes along {@linkplain Quads four rows}, added up at the end. */
final class QuadGradient implements VectorGradient {
    private final int classes;
    private final DenseCoefficients coefficients;
    private final float[] g; // classes × quads, vectors
    private final int gFrom; // where they begin
    private final QuadSums sums;

    QuadGradient(int features, int classes) {
        this.classes = classes;
        coefficients = new DenseCoefficients(classes);
        Aligned.Slice slice = Aligned.newSlice(classes * Quads.COUNT * L);
        g = slice.array();
        gFrom = slice.first();
        sums = new QuadSums(features, classes, false);
    }

    @Override
    public void add(RowBlock block, BlockMargins m) {
        QuadTiles.spread(coefficients.of(block.rows, m), coefficients.from(m), classes, g, gFrom);
        float[] x = block.quads.x;
        int stride = sums.layout.stride;
        int count = Math.ceilDiv(block.rows, 4);
        for (int k = 0; k < stride; k += 4 * L) {
            for (int j = 0, tile; j < classes; j += tile) {
                tile = QuadTiles.classes(classes - j);
                int gj = gFrom + j * Quads.COUNT * L;
                int at = sums.from + j * stride + k;
                if (tile == 3) {
                    QuadTiles.vectors4Classes3(g, gj, x, block.quads.from + k, stride, count, sums.sum, at);
                } else {
                    QuadTiles.vectors4Classes2(g, gj, x, block.quads.from + k, stride, count, sums.sum, at);
                }
            }
        }
    }

    @Override
    public void addAndClear(Gradient other) {
        sums.addAndClear(((QuadGradient) other).sums);
    }

    @Override
    public void take(float scale, float reg, float[] w, float[] dw) {
        sums.take(scale, reg, w, dw);
    }

    @Override
    public void clear() {
        sums.clear();
    }
}
