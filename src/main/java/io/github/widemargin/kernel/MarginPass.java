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
 * The fused pass over the scores of some rows of a block, those from i on, with the rows of a {@link BlockMargins#table}: margins s - threshold where positive, else 0; their
 * bits by class, and after the classes those of any; for each row how many there are, or their sum; returned are the bits of rows with a score that is not finite. Lanes
 * are rows, so nothing is summed across lanes.
 *
 * <p>Margins are added up elsewhere: doubles among the lanes made C2 box vectors here now and then, for good.
 */
final class MarginPass {
    /** Rows that {@link #all} takes: with one vector of them the loop over few classes is mostly its own beginning and end. */
    static final int ROWS_OF_ALL = 3 * L;

    private MarginPass() {}

    /**
     * Writes what the others' scores must exceed: the label's less the margin asked for; NaN where that is NaN, or the label no class.
     * Returns the bits of the latter.
     */
    static long thresholds(
            float[] s, int from, int i, int classes, int[] label, float margin, float[] table, int threshold) {
        IntVector y0 = IntVector.fromArray(I, label, FIRST + i);
        IntVector y1 = IntVector.fromArray(I, label, FIRST + i + L);
        IntVector y2 = IntVector.fromArray(I, label, FIRST + i + 2 * L);
        FloatVector minus = FloatVector.broadcast(F, -margin);
        FloatVector t0 = FloatVector.broadcast(F, Float.NaN), t1 = t0, t2 = t0;
        for (int j = 0; j < classes; j++) {
            int at = from + j * ROWS + i;
            VectorMask<Float> other0 = y0.compare(VectorOperators.NE, j).cast(F);
            VectorMask<Float> other1 = y1.compare(VectorOperators.NE, j).cast(F);
            VectorMask<Float> other2 = y2.compare(VectorOperators.NE, j).cast(F);
            // not the other way round: of a receiver that the loop changes C2 may not know the class, and boxes it
            t0 = FloatVector.fromArray(F, s, at).blend(t0, other0);
            t1 = FloatVector.fromArray(F, s, at + L).blend(t1, other1);
            t2 = FloatVector.fromArray(F, s, at + 2 * L).blend(t2, other2);
        }
        FloatVector a0 = minus.add(t0);
        FloatVector a1 = minus.add(t1);
        FloatVector a2 = minus.add(t2);
        a0.intoArray(table, threshold + i);
        a1.intoArray(table, threshold + i + L);
        a2.intoArray(table, threshold + i + 2 * L);
        return a0.test(VectorOperators.IS_NAN).toLong()
                | a1.test(VectorOperators.IS_NAN).toLong() << L
                | a2.test(VectorOperators.IS_NAN).toLong() << 2 * L;
    }

    /** Every class with a positive margin violates, but for that of the label. */
    static long all(
            float[] s,
            int from,
            int i,
            int classes,
            int[] label,
            float[] table,
            int threshold,
            boolean sum,
            int margins,
            int total,
            long[] bits) {
        FloatVector zero = FloatVector.zero(F);
        IntVector y0 = IntVector.fromArray(I, label, FIRST + i);
        IntVector y1 = IntVector.fromArray(I, label, FIRST + i + L);
        IntVector y2 = IntVector.fromArray(I, label, FIRST + i + 2 * L);
        FloatVector t0 = FloatVector.fromArray(F, table, threshold + i);
        FloatVector t1 = FloatVector.fromArray(F, table, threshold + i + L);
        FloatVector t2 = FloatVector.fromArray(F, table, threshold + i + 2 * L);
        FloatVector total0 = zero, total1 = zero, total2 = zero;
        FloatVector check0 = zero, check1 = zero, check2 = zero;
        for (int j = 0; j < classes; j++) {
            int at = from + j * ROWS + i;
            FloatVector s0 = FloatVector.fromArray(F, s, at);
            FloatVector s1 = FloatVector.fromArray(F, s, at + L);
            FloatVector s2 = FloatVector.fromArray(F, s, at + 2 * L);
            check0 = s0.fma(zero, check0);
            check1 = s1.fma(zero, check1);
            check2 = s2.fma(zero, check2);
            VectorMask<Float> own0 = y0.compare(VectorOperators.EQ, j).cast(F);
            VectorMask<Float> own1 = y1.compare(VectorOperators.EQ, j).cast(F);
            VectorMask<Float> own2 = y2.compare(VectorOperators.EQ, j).cast(F);
            FloatVector m0 = s0.sub(t0);
            FloatVector m1 = s1.sub(t1);
            FloatVector m2 = s2.sub(t2);
            VectorMask<Float> v0 = m0.compare(VectorOperators.GT, zero).andNot(own0);
            VectorMask<Float> v1 = m1.compare(VectorOperators.GT, zero).andNot(own1);
            VectorMask<Float> v2 = m2.compare(VectorOperators.GT, zero).andNot(own2);
            m0 = zero.blend(m0, v0);
            m1 = zero.blend(m1, v1);
            m2 = zero.blend(m2, v2);
            int to = margins + j * ROWS + i;
            m0.intoArray(table, to);
            m1.intoArray(table, to + L);
            m2.intoArray(table, to + 2 * L);
            total0 = total0.add(sum ? m0 : zero.blend(1f, v0));
            total1 = total1.add(sum ? m1 : zero.blend(1f, v1));
            total2 = total2.add(sum ? m2 : zero.blend(1f, v2));
            bits[FIRST + j] |= (v0.toLong() | v1.toLong() << L | v2.toLong() << 2 * L) << i;
        }
        total0.intoArray(table, total + i);
        total1.intoArray(table, total + i + L);
        total2.intoArray(table, total + i + 2 * L);
        VectorMask<Float> any0 = total0.compare(VectorOperators.GT, zero);
        VectorMask<Float> any1 = total1.compare(VectorOperators.GT, zero);
        VectorMask<Float> any2 = total2.compare(VectorOperators.GT, zero);
        bits[FIRST + classes] |= (any0.toLong() | any1.toLong() << L | any2.toLong() << 2 * L) << i;
        VectorMask<Float> bad0 = zero.add(check0).compare(VectorOperators.NE, 0f);
        VectorMask<Float> bad1 = zero.add(check1).compare(VectorOperators.NE, 0f);
        VectorMask<Float> bad2 = zero.add(check2).compare(VectorOperators.NE, 0f);
        return bad0.toLong() | bad1.toLong() << L | bad2.toLong() << 2 * L;
    }

    /** Of L rows only the first class of the largest margin violates, if that is positive. */
    static long largest(
            float[] s,
            int from,
            int i,
            int classes,
            int[] label,
            float[] table,
            int threshold,
            boolean sum,
            int margins,
            int total,
            long[] bits) {
        FloatVector zero = FloatVector.zero(F);
        IntVector y = IntVector.fromArray(I, label, FIRST + i);
        FloatVector t = FloatVector.fromArray(F, table, threshold + i);
        FloatVector largest = t; // no margin
        FloatVector finite = zero;
        for (int j = 0; j < classes; j++) {
            FloatVector score = FloatVector.fromArray(F, s, from + j * ROWS + i);
            VectorMask<Float> own = y.compare(VectorOperators.EQ, j).cast(F);
            // not the other way round: of a receiver that the loop changes C2 may not know the class, and boxes it
            largest = score.blend(t, own).max(largest);
            finite = score.fma(zero, finite);
        }
        FloatVector margin = largest.sub(t);
        FloatVector left =
                largest.blend(Float.NaN, margin.compare(VectorOperators.LE, zero)); // NaN: no class, or found
        FloatVector violators = zero;
        for (int j = 0; j < classes; j++) {
            int at = from + j * ROWS + i;
            VectorMask<Float> own = y.compare(VectorOperators.EQ, j).cast(F);
            VectorMask<Float> violates = FloatVector.fromArray(F, s, at)
                    .compare(VectorOperators.EQ, left)
                    .andNot(own);
            left = left.blend(Float.NaN, violates);
            FloatVector positive = zero.blend(margin, violates);
            positive.intoArray(table, margins + j * ROWS + i);
            violators = violators.add(sum ? positive : zero.blend(1f, violates));
            bits[FIRST + j] |= violates.toLong() << i;
        }
        violators.intoArray(table, total + i);
        bits[FIRST + classes] |= violators.compare(VectorOperators.GT, zero).toLong() << i;
        return zero.add(finite).compare(VectorOperators.NE, 0f).toLong();
    }
}
