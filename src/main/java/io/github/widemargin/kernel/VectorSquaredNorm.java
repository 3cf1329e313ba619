package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * In lanes of floats, as conversions to double among vectors were boxed now and then: each lane has a sum, and another of what
 * rounding took from it (Ogita, Rump and Oishi 2005, "Accurate Sum and Dot Product", algorithm Dot2). Both are added up in double.
 * Against eight sums of doubles that takes a quarter of the time.
 */
final class VectorSquaredNorm implements SquaredNorm {
    /** Vectors of a part: with n of them (n · 2⁻²⁴)² of a lane's sum is lost at most, 2.4e-10. */
    private static final int PART = 256;

    /** A sum below it may lack squares that are no normal floats. */
    private static final double LEAST = 1e-20;

    /** The lanes of both sums. Added up as vectors they were boxed in two runs of four with 8 lanes, and the order of reduceLanes is open. */
    private final float[] sums = new float[2 * L];

    @Override
    public double of(float[] a) {
        double sum = 0;
        int whole = a.length / L * L;
        for (int from = 0, to; from < whole; from = to) {
            to = from + Math.min(PART * L, whole - from);
            add(a, from, to, sums);
            double lost = 0;
            double part = 0;
            for (int lane = 0; lane < L; lane++) {
                part += sums[lane];
                lost += sums[L + lane];
            }
            sum += part + lost;
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

    private static void add(float[] a, int from, int to, float[] sums) {
        FloatVector sum = FloatVector.zero(F);
        FloatVector lost = sum;
        for (int k = from; k < to; k += L) {
            FloatVector v = FloatVector.fromArray(F, a, k);
            FloatVector square = v.mul(v);
            // neither sum nor lost is a receiver in the loop: of one that the loop changes C2 may not know the class,
            // and boxes it
            FloatVector next = square.add(sum);
            FloatVector added = next.sub(sum);
            FloatVector lostBySum = added.sub(next).add(sum).add(square.sub(added));
            lost = lostBySum.add(v.fma(v, square.neg())).add(lost);
            sum = next;
        }
        sum.intoArray(sums, 0);
        lost.intoArray(sums, L);
    }
}
