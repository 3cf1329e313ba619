package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

import java.util.Arrays;

/** Xᵀ·G with lanes along the rows, added up at the end: a vector for each weight, for as few as stay in the cache. */
final class RowLaneGradient implements VectorGradient {
    private final int features;
    private final int classes;
    private final float[] sum; // classes × features × L
    private final int from; // where those begin
    private final DenseCoefficients coefficients;

    RowLaneGradient(int features, int classes) {
        this.features = features;
        this.classes = classes;
        Aligned.Slice slice = Aligned.newSlice(classes * features * L);
        sum = slice.array();
        from = slice.first();
        coefficients = new DenseCoefficients(classes);
    }

    @Override
    public void add(RowBlock block, BlockMargins m) {
        float[] g = coefficients.of(block.rows, m);
        int g0 = coefficients.from(m);
        for (int i = 0; i < block.rows; i += RowTiles.ROWS) {
            int xi = block.transposedFrom + i;
            int j = 0;
            for (; j <= classes - 3; j += 3) {
                RowTiles.vectors3Gradient3(g, g0 + j * ROWS + i, block.transposed, xi, features, sum, start(j));
            }
            for (; j < classes; j++) {
                RowTiles.vectors3Gradient1(g, g0 + j * ROWS + i, block.transposed, xi, features, sum, start(j));
            }
        }
    }

    private int start(int j) {
        return from + j * features * L;
    }

    @Override
    public void addAndClear(Gradient other) {
        RowLaneGradient more = (RowLaneGradient) other;
        VectorGradient.addAndClear(more.sum, more.from, sum, from, classes * features * L);
    }

    @Override
    public void take(float scale, float reg, float[] w, float[] dw) {
        for (int k = 0; k < features; k++) {
            for (int j = 0; j < classes; j++) {
                float total = 0;
                for (int lane = 0; lane < L; lane++) {
                    total += sum[start(j) + k * L + lane];
                }
                dw[k * classes + j] = scale * total + reg * w[k * classes + j];
            }
        }
        clear();
    }

    @Override
    public void clear() {
        Arrays.fill(sum, from, from + classes * features * L, 0);
    }
}
