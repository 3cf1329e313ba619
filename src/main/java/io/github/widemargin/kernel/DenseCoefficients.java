package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.LaneTables.I;
import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;
import static io.github.widemargin.kernel.Unshared.FIRST;

import io.github.widemargin.kernel.HingeLoss.Kind;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** G of a block with all its zeros, where few features make them cheaper to multiply with than to leave out. */
final class DenseCoefficients {
    private final int classes;
    private final float[] g; // classes × ROWS
    private final int from; // where those begin

    DenseCoefficients(int classes) {
        this.classes = classes;
        Aligned.Slice slice = Aligned.newSlice(classes * ROWS);
        g = slice.array();
        from = slice.first();
    }

    /** Where in that array {@link #of} begins. */
    int from(BlockMargins m) {
        return m.g == BlockMargins.NONE ? from : m.g;
    }

    /** That of row i and class j is [from + j · ROWS + i], and 0 behind the last row up to whole tiles. */
    float[] of(int rows, BlockMargins m) {
        if (m.g != BlockMargins.NONE) {
            return m.table;
        }
        for (int i = 0; i < rows; i += MarginPass.ROWS_OF_ALL) {
            complete(m.table, m.margins, m.label, m.weight, m.violators, i, classes, m.loss.squared(), g, from);
        }
        for (int i = 0; i < rows && m.loss.kind() == Kind.ONE_VS_REST; i++) {
            int own = from + m.samples.label[FIRST + i] * ROWS + i;
            g[own] = -g[own];
        }
        return g;
    }

    /**
     * For as many rows: the weight where a margin is positive, or 2 · weight · margin, else 0, and in the label's place minus their
     * sum.
     */
    private static void complete(
            float[] table,
            int margins,
            int[] label,
            int weight,
            int violators,
            int i,
            int classes,
            boolean squared,
            float[] g,
            int from) {
        FloatVector zero = FloatVector.zero(F);
        IntVector y0 = IntVector.fromArray(I, label, FIRST + i);
        IntVector y1 = IntVector.fromArray(I, label, FIRST + i + L);
        IntVector y2 = IntVector.fromArray(I, label, FIRST + i + 2 * L);
        float factor = squared ? 2 : 1;
        FloatVector w0 = FloatVector.fromArray(F, table, weight + i);
        FloatVector w1 = FloatVector.fromArray(F, table, weight + i + L);
        FloatVector w2 = FloatVector.fromArray(F, table, weight + i + 2 * L);
        FloatVector own0 =
                FloatVector.fromArray(F, table, violators + i).mul(w0.neg()).mul(factor);
        FloatVector own1 =
                FloatVector.fromArray(F, table, violators + i + L).mul(w1.neg()).mul(factor);
        FloatVector own2 = FloatVector.fromArray(F, table, violators + i + 2 * L)
                .mul(w2.neg())
                .mul(factor);
        for (int j = 0; j < classes; j++) {
            int k = margins + j * ROWS + i;
            int at = from + j * ROWS + i;
            FloatVector m0 = FloatVector.fromArray(F, table, k);
            FloatVector m1 = FloatVector.fromArray(F, table, k + L);
            FloatVector m2 = FloatVector.fromArray(F, table, k + 2 * L);
            FloatVector g0 = zero.blend(squared ? m0.mul(w0).mul(factor) : w0, m0.compare(VectorOperators.GT, zero));
            FloatVector g1 = zero.blend(squared ? m1.mul(w1).mul(factor) : w1, m1.compare(VectorOperators.GT, zero));
            FloatVector g2 = zero.blend(squared ? m2.mul(w2).mul(factor) : w2, m2.compare(VectorOperators.GT, zero));
            g0.blend(own0, y0.compare(VectorOperators.EQ, j).cast(F)).intoArray(g, at);
            g1.blend(own1, y1.compare(VectorOperators.EQ, j).cast(F)).intoArray(g, at + L);
            g2.blend(own2, y2.compare(VectorOperators.EQ, j).cast(F)).intoArray(g, at + 2 * L);
        }
    }
}
