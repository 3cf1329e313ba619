package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.RowBlock.ROWS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The fused pass over the scores s of L rows of a block, those from i on: margins s - threshold where positive, else 0; their
 * bits by class; for each row how many there are, or their sum. Lanes are rows, so nothing is summed across lanes.
 *
 * <p>A margin is NaN or infinite where the score is. They are added up elsewhere: doubles among the lanes made C2 box vectors
 * here now and then, for good.
 */
final class MarginPass {
    private MarginPass() {}

    /** Every class with a positive margin violates. */
    static void all(
            float[] s,
            int i,
            int classes,
            float[] threshold,
            boolean sum,
            float[] margins,
            float[] total,
            long[] bits) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector t = FloatVector.fromArray(F, threshold, i);
        FloatVector violators = zero;
        for (int j = 0; j < classes; j++) {
            int at = j * ROWS + i;
            FloatVector score = FloatVector.fromArray(F, s, at);
            FloatVector margin = score.sub(t);
            VectorMask<Float> violates = margin.compare(VectorOperators.LE, 0f).not();
            FloatVector positive = zero.blend(margin, violates).add(score.mul(0f));
            positive.intoArray(margins, at);
            violators = violators.add(sum ? positive : zero.blend(1f, violates));
            bits[j] |= violates.toLong() << i;
        }
        violators.intoArray(total, i);
    }

    /** Only the first class of the largest margin violates, if that is positive. */
    static void largest(
            float[] s,
            int i,
            int classes,
            float[] threshold,
            boolean sum,
            float[] margins,
            float[] total,
            long[] bits) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector t = FloatVector.fromArray(F, threshold, i);
        FloatVector largest = t; // no margin
        for (int at = i; at < i + classes * ROWS; at += ROWS) {
            largest = largest.max(FloatVector.fromArray(F, s, at));
        }
        FloatVector margin = largest.sub(t);
        FloatVector left = largest.blend(Float.NaN, margin.compare(VectorOperators.LE, 0f)); // NaN: no class, or found
        FloatVector violators = zero;
        for (int j = 0; j < classes; j++) {
            int at = j * ROWS + i;
            FloatVector score = FloatVector.fromArray(F, s, at);
            VectorMask<Float> violates = score.compare(VectorOperators.EQ, left);
            left = left.blend(Float.NaN, violates);
            FloatVector positive = zero.blend(margin, violates).add(score.mul(0f));
            positive.intoArray(margins, at);
            violators = violators.add(sum ? positive : zero.blend(1f, violates));
            bits[j] |= violates.toLong() << i;
        }
        violators.intoArray(total, i);
    }
}
