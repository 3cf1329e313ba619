package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

import io.github.widemargin.kernel.HingeLoss.Kind;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

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

    /** G, with zeros behind the last row: the lanes there have finite features at least. */
    private void complete(int rows, BlockMargins m, int[] y, int first) {
        boolean squared = m.loss.squared();
        float factor = squared ? 2 : 1;
        Arrays.fill(m.weight, rows, ROWS, 0);
        for (int i = 0; i < ROWS; i += L) {
            weigh(m.margins, m.weight, i, squared, g);
        }
        boolean oneVsRest = m.loss.kind() == Kind.ONE_VS_REST;
        for (int i = 0; i < rows; i++) {
            int own = y[first + i] * ROWS + i;
            g[own] = oneVsRest ? -g[own] : -factor * m.weight[i] * m.violators[i];
        }
    }

    /** For L rows: g = weight where a margin is positive, or 2 · weight · margin, else 0. */
    private static void weigh(float[] margins, float[] weight, int i, boolean squared, float[] g) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector one = FloatVector.fromArray(F, weight, i);
        FloatVector two = one.add(one);
        for (int at = i; at < g.length; at += ROWS) {
            FloatVector margin = FloatVector.fromArray(F, margins, at);
            FloatVector value = squared ? margin.mul(two) : one;
            zero.blend(value, margin.compare(VectorOperators.GT, 0f)).intoArray(g, at);
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
