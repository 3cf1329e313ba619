package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * ‖a‖² in lanes of floats, as conversions to double among vectors were boxed now and then: each lane has a sum, and another of what
 * rounding took from it (Ogita, Rump and Oishi 2005, "Accurate Sum and Dot Product", algorithm Dot2). Parts are added in double.
 * Against eight sums of doubles that takes a quarter of the time.
 */
final class SquaredNorm {
    /** Vectors of a part: with n of them (n · 2⁻²⁴)² of a lane's sum is lost at most, 2.4e-10. */
    private static final int PART = 256;

    /** A sum below it may lack squares that are no normal floats. */
    private static final double LEAST = 1e-20;

    private SquaredNorm() {}

    static double of(float[] a) {
        double sum = 0;
        int whole = a.length / L * L;
        for (int from = 0, length; from < whole; from += length) {
            length = Math.min(PART * L, whole - from);
            sum += part(a, from, length);
        }
        sum += inDoubles(a, whole);
        // else a square, or a sum of a part, may have been no normal float
        return sum >= LEAST && sum <= Float.MAX_VALUE ? sum : inDoubles(a, 0);
    }

    private static double inDoubles(float[] a, int from) {
        double sum = 0;
        for (int k = from; k < a.length; k++) {
            sum += (double) a[k] * a[k];
        }
        return sum;
    }

    private static double part(float[] a, int from, int length) {
        FloatVector sum = FloatVector.zero(F);
        FloatVector lost = sum;
        for (int k = from; k < from + length; k += L) {
            FloatVector v = FloatVector.fromArray(F, a, k);
            FloatVector square = v.mul(v);
            // neither sum nor lost is a receiver: of one that the loop changes C2 may not know the class, and boxes it
            FloatVector next = square.add(sum);
            FloatVector added = next.sub(sum);
            FloatVector lostBySum = added.sub(next).add(sum).add(square.sub(added));
            lost = lostBySum.add(v.fma(v, square.neg())).add(lost);
            sum = next;
        }
        // not the lanes' sums as they are: the last bit would depend on the order, which is another before this is
        // compiled
        FloatVector zero = FloatVector.zero(F);
        FloatVector all = zero.add(sum);
        FloatVector high = upperBits(all);
        FloatVector allLost = all.sub(high).add(lost);
        FloatVector highLost = upperBits(allLost);
        FloatVector rest = upperBits(allLost.sub(highLost));
        return high.reduceLanes(VectorOperators.ADD)
                + ((double) highLost.reduceLanes(VectorOperators.ADD) + rest.reduceLanes(VectorOperators.ADD));
    }

    /** Multiples of the last bit of so large a number, which add up without rounding. */
    private static FloatVector upperBits(FloatVector v) {
        float large = 2 * L * v.abs().reduceLanes(VectorOperators.MAX);
        return v.add(large).sub(large);
    }
}
