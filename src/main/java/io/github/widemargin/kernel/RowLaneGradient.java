package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

import io.github.widemargin.kernel.HingeLoss.Kind;
import java.util.Arrays;

/** Xᵀ·G with lanes along the rows, added up at the end: a vector for each weight, for as few as stay in the cache. */
final class RowLaneGradient implements VectorGradient {
    private final int features;
    private final int classes;
    private final float[] sum; // classes × features × L
    private final float[] g; // classes × ROWS

    RowLaneGradient(int features, int classes) {
        this.features = features;
        this.classes = classes;
        sum = new float[classes * features * L];
        g = new float[classes * ROWS];
    }

    @Override
    public void add(RowBlock block, BlockMargins m, int[] y, int first) {
        complete(block.rows, m, y, first);
        for (int j = 0; j < classes; j++) {
            int d0 = j * features * L;
            int k = 0;
            for (; k <= features - 8; k += 8) {
                RowTiles.features8(g, j, block.transposed, k, block.rows, sum, d0 + k * L);
            }
            for (; k < features; k++) {
                RowTiles.features1(g, j, block.transposed, k, block.rows, sum, d0 + k * L);
            }
        }
    }

    /** G, with zeros behind the last row. */
    private void complete(int rows, BlockMargins m, int[] y, int first) {
        boolean squared = m.loss.squared();
        boolean oneVsRest = m.loss.kind() == Kind.ONE_VS_REST;
        float factor = squared ? 2 : 1;
        Arrays.fill(m.weight, rows, ROWS, 0);
        for (int at = 0; at < g.length; at += ROWS) {
            for (int i = 0; i < ROWS; i++) {
                float margin = m.margins[at + i];
                g[at + i] = factor * m.weight[i] * (squared ? margin : margin > 0 ? 1 : 0);
            }
        }
        for (int i = 0; i < rows; i++) {
            int own = y[first + i] * ROWS + i;
            g[own] = oneVsRest ? -g[own] : -factor * m.weight[i] * m.violators[i];
        }
    }

    @Override
    public void addAndClear(Gradient other) {
        float[] from = ((RowLaneGradient) other).sum;
        for (int a = 0; a < sum.length; a++) {
            sum[a] += from[a];
        }
        other.clear();
    }

    @Override
    public void take(float scale, float reg, float[] w, float[] dw) {
        for (int k = 0; k < features; k++) {
            for (int j = 0; j < classes; j++) {
                float total = 0;
                for (int lane = 0; lane < L; lane++) {
                    total += sum[(j * features + k) * L + lane];
                }
                dw[k * classes + j] = scale * total + reg * w[k * classes + j];
            }
        }
        clear();
    }

    @Override
    public void clear() {
        Arrays.fill(sum, 0);
    }
}
