package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.LaneTables.NUMBERS;
import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** A row's nonzeros and all classes, these in the lanes. */
final class NonzeroTile {
    private NonzeroTile() {}

    /**
     * Scores of the nonzeros [from, to) with w, features × classes, and what is read behind the last class: the sum of the even
     * ones, that of the odd ones, and the bias, which is of whole vectors. They go to out, from at on; without out their
     * largest one's first class is returned, or -1 if one is not finite. 1 load and 1 FMA a nonzero and vector of classes. The last
     * vector overlaps the one before: a store with a mask that reached beyond out was boxed now and then.
     */
    @SuppressWarnings("fallthrough")
    static int scores(
            float[] w, int classes, int[] index, float[] value, int from, int to, float[] bias, float[] out, int at) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector best = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        FloatVector where = zero;
        FloatVector check = zero;
        int last = Math.max(0, classes - L);
        int done = 0;
        for (int c = 0; c < last; c += 2 * L) {
            int d = Math.min(c + L, last);
            FloatVector even0 = zero, even1 = zero, odd0 = zero, odd1 = zero;
            int n = from;
            for (; n < to - 1; n += 2) {
                int k = index[n] * classes;
                FloatVector u = FloatVector.broadcast(F, value[n]);
                even0 = FloatVector.fromArray(F, w, c + k).fma(u, even0);
                even1 = FloatVector.fromArray(F, w, d + k).fma(u, even1);
                int l = index[n + 1] * classes;
                FloatVector v = FloatVector.broadcast(F, value[n + 1]);
                odd0 = FloatVector.fromArray(F, w, c + l).fma(v, odd0);
                odd1 = FloatVector.fromArray(F, w, d + l).fma(v, odd1);
            }
            if (n < to) {
                int k = index[n] * classes;
                FloatVector u = FloatVector.broadcast(F, value[n]);
                even0 = FloatVector.fromArray(F, w, c + k).fma(u, even0);
                even1 = FloatVector.fromArray(F, w, d + k).fma(u, even1);
            }
            FloatVector s0 = even0.add(odd0).add(FloatVector.fromArray(F, bias, c));
            FloatVector s1 = even1.add(odd1).add(FloatVector.fromArray(F, bias, d));
            if (out != null) {
                s0.intoArray(out, at + c);
                s1.intoArray(out, at + d);
            } else {
                check = s0.fma(zero, s1.fma(zero, check));
                VectorMask<Float> worse = s0.compare(VectorOperators.GT, best).not();
                best = s0.blend(best, worse);
                where = FloatVector.broadcast(F, c).blend(where, worse);
                worse = s1.compare(VectorOperators.GT, best).not();
                best = s1.blend(best, worse);
                where = FloatVector.broadcast(F, d).blend(where, worse);
            }
            done = d + L;
        }
        if (done < classes) {
            FloatVector even = zero, odd = zero;
            int n = from;
            for (; n < to - 1; n += 2) {
                FloatVector u = FloatVector.broadcast(F, value[n]);
                even = FloatVector.fromArray(F, w, last + index[n] * classes).fma(u, even);
                FloatVector v = FloatVector.broadcast(F, value[n + 1]);
                odd = FloatVector.fromArray(F, w, last + index[n + 1] * classes).fma(v, odd);
            }
            if (n < to) {
                FloatVector u = FloatVector.broadcast(F, value[n]);
                even = FloatVector.fromArray(F, w, last + index[n] * classes).fma(u, even);
            }
            FloatVector s = even.add(odd).add(FloatVector.fromArray(F, bias, last));
            if (out == null) {
                VectorMask<Float> beyond = NUMBERS.compare(VectorOperators.GE, classes);
                FloatVector mine = s.blend(Float.NEGATIVE_INFINITY, beyond);
                check = s.blend(0f, beyond).fma(zero, check);
                VectorMask<Float> worse = mine.compare(VectorOperators.GT, best).not();
                best = mine.blend(best, worse);
                where = FloatVector.broadcast(F, last).blend(where, worse);
            } else if (classes >= L) {
                s.intoArray(out, at + last);
            } else {
                // each its own constant: a loop over the lanes takes two to three times as long with ten classes
                switch (classes) {
                    case 15:
                        out[at + 14] = s.lane(14);
                    case 14:
                        out[at + 13] = s.lane(13);
                    case 13:
                        out[at + 12] = s.lane(12);
                    case 12:
                        out[at + 11] = s.lane(11);
                    case 11:
                        out[at + 10] = s.lane(10);
                    case 10:
                        out[at + 9] = s.lane(9);
                    case 9:
                        out[at + 8] = s.lane(8);
                    case 8:
                        out[at + 7] = s.lane(7);
                    case 7:
                        out[at + 6] = s.lane(6);
                    case 6:
                        out[at + 5] = s.lane(5);
                    case 5:
                        out[at + 4] = s.lane(4);
                    case 4:
                        out[at + 3] = s.lane(3);
                    case 3:
                        out[at + 2] = s.lane(2);
                    case 2:
                        out[at + 1] = s.lane(1);
                    case 1:
                        out[at + 0] = s.lane(0);
                    default:
                }
            }
        }
        if (out != null) {
            return 0;
        }
        float largest = best.reduceLanes(VectorOperators.MAX); // exact in any order, as is the minimum
        VectorMask<Float> less = best.compare(VectorOperators.LT, largest);
        float first = NUMBERS.add(where).blend(Float.POSITIVE_INFINITY, less).reduceLanes(VectorOperators.MIN);
        return check.compare(VectorOperators.NE, 0f).anyTrue() ? -1 : (int) first;
    }
}
