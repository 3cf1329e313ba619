package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.LaneTables.SWAP_1;
import static io.github.widemargin.kernel.LaneTables.SWAP_2;
import static io.github.widemargin.kernel.LaneTables.SWAP_HALVES;
import static io.github.widemargin.kernel.LaneTables.SWAP_QUARTERS;
import static io.github.widemargin.kernel.LaneTables.UPPER_HALF;
import static io.github.widemargin.kernel.LaneTables.UPPER_QUARTERS;
import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Dot products of one row of x with classes of w, lanes along the features: the vector that is last behind x0, then length of them from
 * x0 on. From w0 on w has a vector of each class, then the next ones: one stream to read, a third faster than a stream for each
 * class. A sum over the lanes adds up halves, so that a score is the same in every tile. With the biases from j on added, the scores
 * go to out, from at on; without out the {@link BestClass} is returned.
 *
 * <p>Everything is written out: a vector that goes to a method is boxed once C2 has found that method too large to inline.
 */
final class ScorerTiles {
    private ScorerTiles() {}

    /** 10 FMAs on 11 loads. */
    static long classes10(
            float[] w, int w0, float[] x, int x0, int last, int length, float[] bias, int j, float[] out, int at) {
        FloatVector end = FloatVector.fromArray(F, x, x0 + last);
        FloatVector s0 = end.mul(FloatVector.fromArray(F, w, w0));
        FloatVector s1 = end.mul(FloatVector.fromArray(F, w, w0 + L));
        FloatVector s2 = end.mul(FloatVector.fromArray(F, w, w0 + 2 * L));
        FloatVector s3 = end.mul(FloatVector.fromArray(F, w, w0 + 3 * L));
        FloatVector s4 = end.mul(FloatVector.fromArray(F, w, w0 + 4 * L));
        FloatVector s5 = end.mul(FloatVector.fromArray(F, w, w0 + 5 * L));
        FloatVector s6 = end.mul(FloatVector.fromArray(F, w, w0 + 6 * L));
        FloatVector s7 = end.mul(FloatVector.fromArray(F, w, w0 + 7 * L));
        FloatVector s8 = end.mul(FloatVector.fromArray(F, w, w0 + 8 * L));
        FloatVector s9 = end.mul(FloatVector.fromArray(F, w, w0 + 9 * L));
        for (int k = 0; k < length; k += L) {
            FloatVector v = FloatVector.fromArray(F, x, x0 + k);
            s0 = v.fma(FloatVector.fromArray(F, w, w0 + 10 * (k + L)), s0);
            s1 = v.fma(FloatVector.fromArray(F, w, w0 + 10 * (k + L) + L), s1);
            s2 = v.fma(FloatVector.fromArray(F, w, w0 + 10 * (k + L) + 2 * L), s2);
            s3 = v.fma(FloatVector.fromArray(F, w, w0 + 10 * (k + L) + 3 * L), s3);
            s4 = v.fma(FloatVector.fromArray(F, w, w0 + 10 * (k + L) + 4 * L), s4);
            s5 = v.fma(FloatVector.fromArray(F, w, w0 + 10 * (k + L) + 5 * L), s5);
            s6 = v.fma(FloatVector.fromArray(F, w, w0 + 10 * (k + L) + 6 * L), s6);
            s7 = v.fma(FloatVector.fromArray(F, w, w0 + 10 * (k + L) + 7 * L), s7);
            s8 = v.fma(FloatVector.fromArray(F, w, w0 + 10 * (k + L) + 8 * L), s8);
            s9 = v.fma(FloatVector.fromArray(F, w, w0 + 10 * (k + L) + 9 * L), s9);
        }
        FloatVector p0 = s0.blend(s1, UPPER_HALF).add(s1.blend(s0, UPPER_HALF).rearrange(SWAP_HALVES));
        FloatVector q0 = s2.blend(s3, UPPER_HALF).add(s3.blend(s2, UPPER_HALF).rearrange(SWAP_HALVES));
        p0 = p0.blend(q0, UPPER_QUARTERS).add(q0.blend(p0, UPPER_QUARTERS).rearrange(SWAP_QUARTERS));
        FloatVector p4 = s4.blend(s5, UPPER_HALF).add(s5.blend(s4, UPPER_HALF).rearrange(SWAP_HALVES));
        FloatVector q4 = s6.blend(s7, UPPER_HALF).add(s7.blend(s6, UPPER_HALF).rearrange(SWAP_HALVES));
        p4 = p4.blend(q4, UPPER_QUARTERS).add(q4.blend(p4, UPPER_QUARTERS).rearrange(SWAP_QUARTERS));
        FloatVector p8 = s8.blend(s9, UPPER_HALF).add(s9.blend(s8, UPPER_HALF).rearrange(SWAP_HALVES));
        p8 = p8.add(p8.rearrange(SWAP_QUARTERS));
        if (L > 4) {
            p0 = p0.add(p0.rearrange(L == 8 ? SWAP_1 : SWAP_2));
            p4 = p4.add(p4.rearrange(L == 8 ? SWAP_1 : SWAP_2));
            p8 = p8.add(p8.rearrange(L == 8 ? SWAP_1 : SWAP_2));
        }
        if (L > 8) {
            p0 = p0.add(p0.rearrange(SWAP_1));
            p4 = p4.add(p4.rearrange(SWAP_1));
            p8 = p8.add(p8.rearrange(SWAP_1));
        }
        float a0 = p0.lane(0) + bias[j];
        float a1 = p0.lane(L / 2) + bias[j + 1];
        float a2 = p0.lane(L / 4) + bias[j + 2];
        float a3 = p0.lane(L / 2 + L / 4) + bias[j + 3];
        float a4 = p4.lane(0) + bias[j + 4];
        float a5 = p4.lane(L / 2) + bias[j + 5];
        float a6 = p4.lane(L / 4) + bias[j + 6];
        float a7 = p4.lane(L / 2 + L / 4) + bias[j + 7];
        float a8 = p8.lane(0) + bias[j + 8];
        float a9 = p8.lane(L / 2) + bias[j + 9];
        if (out != null) {
            out[at] = a0;
            out[at + 1] = a1;
            out[at + 2] = a2;
            out[at + 3] = a3;
            out[at + 4] = a4;
            out[at + 5] = a5;
            out[at + 6] = a6;
            out[at + 7] = a7;
            out[at + 8] = a8;
            out[at + 9] = a9;
            return BestClass.NONE;
        }
        long best = Math.max(BestClass.of(a0, j), BestClass.of(a1, j + 1));
        best = Math.max(best, BestClass.of(a2, j + 2));
        best = Math.max(best, BestClass.of(a3, j + 3));
        best = Math.max(best, BestClass.of(a4, j + 4));
        best = Math.max(best, BestClass.of(a5, j + 5));
        best = Math.max(best, BestClass.of(a6, j + 6));
        best = Math.max(best, BestClass.of(a7, j + 7));
        best = Math.max(best, BestClass.of(a8, j + 8));
        return Math.max(best, BestClass.of(a9, j + 9));
    }

    /** 5 FMAs on 6 loads. */
    static long classes5(
            float[] w, int w0, float[] x, int x0, int last, int length, float[] bias, int j, float[] out, int at) {
        FloatVector end = FloatVector.fromArray(F, x, x0 + last);
        FloatVector s0 = end.mul(FloatVector.fromArray(F, w, w0));
        FloatVector s1 = end.mul(FloatVector.fromArray(F, w, w0 + L));
        FloatVector s2 = end.mul(FloatVector.fromArray(F, w, w0 + 2 * L));
        FloatVector s3 = end.mul(FloatVector.fromArray(F, w, w0 + 3 * L));
        FloatVector s4 = end.mul(FloatVector.fromArray(F, w, w0 + 4 * L));
        for (int k = 0; k < length; k += L) {
            FloatVector v = FloatVector.fromArray(F, x, x0 + k);
            s0 = v.fma(FloatVector.fromArray(F, w, w0 + 5 * (k + L)), s0);
            s1 = v.fma(FloatVector.fromArray(F, w, w0 + 5 * (k + L) + L), s1);
            s2 = v.fma(FloatVector.fromArray(F, w, w0 + 5 * (k + L) + 2 * L), s2);
            s3 = v.fma(FloatVector.fromArray(F, w, w0 + 5 * (k + L) + 3 * L), s3);
            s4 = v.fma(FloatVector.fromArray(F, w, w0 + 5 * (k + L) + 4 * L), s4);
        }
        FloatVector p0 = s0.blend(s1, UPPER_HALF).add(s1.blend(s0, UPPER_HALF).rearrange(SWAP_HALVES));
        FloatVector q0 = s2.blend(s3, UPPER_HALF).add(s3.blend(s2, UPPER_HALF).rearrange(SWAP_HALVES));
        p0 = p0.blend(q0, UPPER_QUARTERS).add(q0.blend(p0, UPPER_QUARTERS).rearrange(SWAP_QUARTERS));
        FloatVector p4 = s4.add(s4.rearrange(SWAP_HALVES));
        p4 = p4.add(p4.rearrange(SWAP_QUARTERS));
        if (L > 4) {
            p0 = p0.add(p0.rearrange(L == 8 ? SWAP_1 : SWAP_2));
            p4 = p4.add(p4.rearrange(L == 8 ? SWAP_1 : SWAP_2));
        }
        if (L > 8) {
            p0 = p0.add(p0.rearrange(SWAP_1));
            p4 = p4.add(p4.rearrange(SWAP_1));
        }
        float a0 = p0.lane(0) + bias[j];
        float a1 = p0.lane(L / 2) + bias[j + 1];
        float a2 = p0.lane(L / 4) + bias[j + 2];
        float a3 = p0.lane(L / 2 + L / 4) + bias[j + 3];
        float a4 = p4.lane(0) + bias[j + 4];
        if (out != null) {
            out[at] = a0;
            out[at + 1] = a1;
            out[at + 2] = a2;
            out[at + 3] = a3;
            out[at + 4] = a4;
            return BestClass.NONE;
        }
        long best = Math.max(BestClass.of(a0, j), BestClass.of(a1, j + 1));
        best = Math.max(best, BestClass.of(a2, j + 2));
        best = Math.max(best, BestClass.of(a3, j + 3));
        return Math.max(best, BestClass.of(a4, j + 4));
    }

    /** 2 FMAs on 3 loads. */
    static long classes2(
            float[] w, int w0, float[] x, int x0, int last, int length, float[] bias, int j, float[] out, int at) {
        FloatVector end = FloatVector.fromArray(F, x, x0 + last);
        FloatVector s0 = end.mul(FloatVector.fromArray(F, w, w0));
        FloatVector s1 = end.mul(FloatVector.fromArray(F, w, w0 + L));
        for (int k = 0; k < length; k += L) {
            FloatVector v = FloatVector.fromArray(F, x, x0 + k);
            s0 = v.fma(FloatVector.fromArray(F, w, w0 + 2 * (k + L)), s0);
            s1 = v.fma(FloatVector.fromArray(F, w, w0 + 2 * (k + L) + L), s1);
        }
        FloatVector p0 = s0.blend(s1, UPPER_HALF).add(s1.blend(s0, UPPER_HALF).rearrange(SWAP_HALVES));
        p0 = p0.add(p0.rearrange(SWAP_QUARTERS));
        if (L > 4) {
            p0 = p0.add(p0.rearrange(L == 8 ? SWAP_1 : SWAP_2));
        }
        if (L > 8) {
            p0 = p0.add(p0.rearrange(SWAP_1));
        }
        float a0 = p0.lane(0) + bias[j];
        float a1 = p0.lane(L / 2) + bias[j + 1];
        if (out != null) {
            out[at] = a0;
            out[at + 1] = a1;
            return BestClass.NONE;
        }
        return Math.max(BestClass.of(a0, j), BestClass.of(a1, j + 1));
    }
}
