package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/** Xᵀ·G with lanes along the features and all of G, for two or three classes: a sum for every fourth row, added up at the end. */
final class FewClassGradient implements VectorGradient {
    private final int features;
    private final int classes;
    private final DenseCoefficients coefficients;
    private final QuadSums sums;

    FewClassGradient(int features, int classes) {
        this.features = features;
        this.classes = classes;
        coefficients = new DenseCoefficients(classes);
        sums = new QuadSums(features, classes, true);
    }

    @Override
    public void add(RowBlock block, BlockMargins m) {
        float[] g = coefficients.of(block.rows, m);
        int g0 = coefficients.from(m);
        int quads = Math.ceilDiv(block.rows, 4);
        int stride = sums.layout.stride;
        int k = Math.max(0, features - L);
        for (int v = 0; v < stride; k = v / 4, v += 4 * L) {
            int x0 = block.first() + k;
            if (classes == 2) {
                FewClassTiles.gradient2(block.x, x0, features, quads, g, g0, sums.sum, sums.from + v, stride);
            } else {
                FewClassTiles.gradient3(block.x, x0, features, quads, g, g0, sums.sum, sums.from + v, stride);
            }
        }
    }

    @Override
    public void addAndClear(Gradient other) {
        sums.addAndClear(((FewClassGradient) other).sums);
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
