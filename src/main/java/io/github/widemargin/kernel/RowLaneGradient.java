package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.LaneTables.I;
import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

import io.github.widemargin.kernel.HingeLoss.Kind;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Xᵀ·G with lanes along the rows, added up at the end: a vector for each weight, for as few as stay in the cache. */
final class RowLaneGradient implements VectorGradient {
    private final int features;
    private final int classes;
    private final float[] sum; // classes × features × L
    private final int from; // where those begin
    private final float[] g; // classes × ROWS

    RowLaneGradient(int features, int classes) {
        this.features = features;
        this.classes = classes;
        Aligned.Slice slice = Aligned.newSlice(classes * features * L);
        sum = slice.array();
        from = slice.first();
        g = new float[classes * ROWS];
    }

    @Override
    public void add(RowBlock block, BlockMargins m, int[] y, int first) {
        boolean squared = m.loss.squared();
        for (int i = 0; i < block.upTo(RowTiles.ROWS); i += L) {
            complete(m.margins, m.label, m.weight, m.violators, i, classes, squared, g);
        }
        for (int i = 0; i < block.rows && m.loss.kind() == Kind.ONE_VS_REST; i++) {
            int own = y[first + i] * ROWS + i;
            g[own] = -g[own];
        }
        for (int i = 0; i < block.rows; i += RowTiles.ROWS) {
            int xi = block.transposedFrom + i;
            int j = 0;
            for (; j <= classes - 3; j += 3) {
                RowTiles.vectors3Gradient3(g, j * ROWS + i, block.transposed, xi, features, sum, start(j));
            }
            for (; j < classes; j++) {
                RowTiles.vectors3Gradient1(g, j * ROWS + i, block.transposed, xi, features, sum, start(j));
            }
        }
    }

    private int start(int j) {
        return from + j * features * L;
    }

    /**
     * For L rows: the weight where a margin is positive, or 2 · weight · margin, else 0, and in the label's place minus their sum.
     * Zeros behind the last row, where the lanes have that row's features.
     */
    private static void complete(
            float[] margins,
            int[] label,
            float[] weight,
            float[] violators,
            int i,
            int classes,
            boolean squared,
            float[] g) {
        FloatVector zero = FloatVector.zero(F);
        IntVector y = IntVector.fromArray(I, label, i);
        FloatVector one = FloatVector.fromArray(F, weight, i);
        FloatVector two = one.add(one);
        FloatVector minusSum = FloatVector.fromArray(F, violators, i).mul(one.neg());
        minusSum = squared ? minusSum.add(minusSum) : minusSum;
        for (int j = 0; j < classes; j++) {
            int at = j * ROWS + i;
            FloatVector margin = FloatVector.fromArray(F, margins, at);
            FloatVector value = squared ? margin.mul(two) : one;
            FloatVector other = zero.blend(value, margin.compare(VectorOperators.GT, zero));
            VectorMask<Float> own = y.compare(VectorOperators.EQ, j).cast(F);
            other.blend(minusSum, own).intoArray(g, at);
        }
    }

    @Override
    public void addAndClear(Gradient other) {
        RowLaneGradient more = (RowLaneGradient) other;
        for (int a = 0; a < classes * features * L; a += L) {
            FloatVector.fromArray(F, sum, from + a)
                    .add(FloatVector.fromArray(F, more.sum, more.from + a))
                    .intoArray(sum, from + a);
        }
        other.clear();
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
