package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.LaneTables.I;
import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;
import static io.github.widemargin.kernel.Unshared.FIRST;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link MarginPass} for two or three classes, where its loop over classes is mostly its own beginning and end, and {@link
 * DenseCoefficients} in the same. Margins of the classes but the label's if positive, else 0: a float for each row and such class; G, its
 * coefficients the weights, as the scores s are: classes × ROWS. Returned are the bits of rows with a score that is not finite, or a
 * label that is no class, as of those behind the last row.
 */
final class FewClassMargins {
    private FewClassMargins() {}

    static long classes3(
            float[] s, int from, int[] label, float margin, float[] table, int weight, int margins, int g) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector minus = FloatVector.broadcast(F, -margin);
        FloatVector none = FloatVector.broadcast(F, Float.NaN);
        long good = 0;
        for (int i = 0; i < ROWS; i += L) {
            IntVector y = IntVector.fromArray(I, label, FIRST + i);
            FloatVector w = FloatVector.fromArray(F, table, weight + i);
            FloatVector s0 = FloatVector.fromArray(F, s, from + i);
            FloatVector s1 = FloatVector.fromArray(F, s, from + ROWS + i);
            FloatVector s2 = FloatVector.fromArray(F, s, from + 2 * ROWS + i);
            VectorMask<Float> own0 = y.compare(VectorOperators.EQ, 0).cast(F);
            VectorMask<Float> own1 = y.compare(VectorOperators.EQ, 1).cast(F);
            VectorMask<Float> own2 = y.compare(VectorOperators.EQ, 2).cast(F);
            FloatVector t = minus.add(none.blend(s0, own0).blend(s1, own1).blend(s2, own2));
            FloatVector m0 = s0.sub(t);
            FloatVector m1 = s1.sub(t);
            FloatVector m2 = s2.sub(t);
            VectorMask<Float> v0 = m0.compare(VectorOperators.GT, zero).andNot(own0);
            VectorMask<Float> v1 = m1.compare(VectorOperators.GT, zero).andNot(own1);
            VectorMask<Float> v2 = m2.compare(VectorOperators.GT, zero).andNot(own2);
            FloatVector p1 = zero.blend(m1, v1);
            zero.blend(m0, v0).blend(p1, own0).intoArray(table, margins + i);
            zero.blend(m2, v2).blend(p1, own2).intoArray(table, margins + ROWS + i);
            FloatVector g0 = zero.blend(w, v0);
            FloatVector g1 = zero.blend(w, v1);
            FloatVector g2 = zero.blend(w, v2);
            FloatVector own = zero.sub(g0).sub(g1).sub(g2);
            g0.blend(own, own0).intoArray(table, g + i);
            g1.blend(own, own1).intoArray(table, g + ROWS + i);
            g2.blend(own, own2).intoArray(table, g + 2 * ROWS + i);
            FloatVector check = s0.fma(zero, s1.fma(zero, s2.mul(zero)));
            good |= check.compare(VectorOperators.EQ, zero)
                            .and(own0.or(own1).or(own2))
                            .toLong()
                    << i;
        }
        return ~good;
    }

    static long classes2(
            float[] s, int from, int[] label, float margin, float[] table, int weight, int margins, int g) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector minus = FloatVector.broadcast(F, -margin);
        FloatVector none = FloatVector.broadcast(F, Float.NaN);
        long good = 0;
        for (int i = 0; i < ROWS; i += L) {
            IntVector y = IntVector.fromArray(I, label, FIRST + i);
            FloatVector w = FloatVector.fromArray(F, table, weight + i);
            FloatVector s0 = FloatVector.fromArray(F, s, from + i);
            FloatVector s1 = FloatVector.fromArray(F, s, from + ROWS + i);
            VectorMask<Float> own0 = y.compare(VectorOperators.EQ, 0).cast(F);
            VectorMask<Float> own1 = y.compare(VectorOperators.EQ, 1).cast(F);
            FloatVector t = minus.add(none.blend(s0, own0).blend(s1, own1));
            FloatVector m0 = s0.sub(t);
            FloatVector m1 = s1.sub(t);
            VectorMask<Float> v0 = m0.compare(VectorOperators.GT, zero).andNot(own0);
            VectorMask<Float> v1 = m1.compare(VectorOperators.GT, zero).andNot(own1);
            zero.blend(m0, v0).blend(m1, v1).intoArray(table, margins + i);
            FloatVector g0 = zero.blend(w, v0);
            FloatVector g1 = zero.blend(w, v1);
            FloatVector own = zero.sub(g0).sub(g1);
            g0.blend(own, own0).intoArray(table, g + i);
            g1.blend(own, own1).intoArray(table, g + ROWS + i);
            FloatVector check = s0.fma(zero, s1.mul(zero));
            good |= check.compare(VectorOperators.EQ, zero).and(own0.or(own1)).toLong() << i;
        }
        return ~good;
    }
}
