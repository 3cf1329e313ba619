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
     * largest one's first class is returned, or -1 if one is not finite. 1 load and 1 FMA a nonzero and vector of classes.
     */
    static int scores(
            float[] w, int classes, int[] index, float[] value, int from, int to, float[] bias, float[] out, int at) {
        FloatVector best = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        FloatVector where = FloatVector.zero(F);
        FloatVector check = where;
        int c = 0;
        for (; c < classes - L; c += 2 * L) {
            FloatVector even0 = FloatVector.zero(F), even1 = even0, odd0 = even0, odd1 = even0;
            int n = from;
            for (; n < to - 1; n += 2) {
                int k = c + index[n] * classes;
                FloatVector u = FloatVector.broadcast(F, value[n]);
                even0 = FloatVector.fromArray(F, w, k).fma(u, even0);
                even1 = FloatVector.fromArray(F, w, k + L).fma(u, even1);
                int l = c + index[n + 1] * classes;
                FloatVector v = FloatVector.broadcast(F, value[n + 1]);
                odd0 = FloatVector.fromArray(F, w, l).fma(v, odd0);
                odd1 = FloatVector.fromArray(F, w, l + L).fma(v, odd1);
            }
            if (n < to) {
                int k = c + index[n] * classes;
                FloatVector u = FloatVector.broadcast(F, value[n]);
                even0 = FloatVector.fromArray(F, w, k).fma(u, even0);
                even1 = FloatVector.fromArray(F, w, k + L).fma(u, even1);
            }
            FloatVector s0 = even0.add(odd0).add(FloatVector.fromArray(F, bias, c));
            FloatVector s1 = even1.add(odd1).add(FloatVector.fromArray(F, bias, c + L));
            VectorMask<Float> beyond = NUMBERS.compare(VectorOperators.GE, (float) (classes - c - L));
            if (out != null) {
                s0.intoArray(out, at + c);
                s1.intoArray(out, at + c + L, beyond.not());
            } else {
                check = check.add(s0.mul(0f)).add(s1.blend(0f, beyond).mul(0f));
                VectorMask<Float> better = s0.compare(VectorOperators.GT, best);
                best = best.blend(s0, better);
                where = where.blend((float) c, better);
                better = s1.blend(Float.NEGATIVE_INFINITY, beyond).compare(VectorOperators.GT, best);
                best = best.blend(s1, better);
                where = where.blend((float) (c + L), better);
            }
        }
        if (c < classes) {
            FloatVector even = FloatVector.zero(F), odd = even;
            int n = from;
            for (; n < to - 1; n += 2) {
                FloatVector u = FloatVector.broadcast(F, value[n]);
                even = FloatVector.fromArray(F, w, c + index[n] * classes).fma(u, even);
                FloatVector v = FloatVector.broadcast(F, value[n + 1]);
                odd = FloatVector.fromArray(F, w, c + index[n + 1] * classes).fma(v, odd);
            }
            if (n < to) {
                FloatVector u = FloatVector.broadcast(F, value[n]);
                even = FloatVector.fromArray(F, w, c + index[n] * classes).fma(u, even);
            }
            FloatVector s = even.add(odd).add(FloatVector.fromArray(F, bias, c));
            VectorMask<Float> beyond = NUMBERS.compare(VectorOperators.GE, (float) (classes - c));
            if (out != null) {
                s.intoArray(out, at + c, beyond.not());
            } else {
                check = check.add(s.blend(0f, beyond).mul(0f));
                VectorMask<Float> better =
                        s.blend(Float.NEGATIVE_INFINITY, beyond).compare(VectorOperators.GT, best);
                best = best.blend(s, better);
                where = where.blend((float) c, better);
            }
        }
        if (out != null) {
            return 0;
        }
        float largest = best.reduceLanes(VectorOperators.MAX); // exact in any order, as is the minimum
        VectorMask<Float> less = best.compare(VectorOperators.LT, largest);
        float first = where.add(NUMBERS).blend(Float.POSITIVE_INFINITY, less).reduceLanes(VectorOperators.MIN);
        return check.compare(VectorOperators.NE, 0f).anyTrue() ? -1 : (int) first;
    }
}
