package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Dot products of rows of X with classes of W, lanes along the features; length is of whole vectors. The rows of x begin at
 * x0…x3, the classes of w lie stride apart from w0 on. Writes the sums of the products, yet to be added up over the lanes:
 * a vector for each of the four rows of the first class, then of the next.
 */
final class ScoreTiles {
    /** Room for the sums of the largest tile. */
    static final int SUMS = 4 * 4 * L;

    private ScoreTiles() {}

    /** 16 FMAs on 8 loads. */
    static void rows4Classes4(
            float[] w, int w0, int stride, float[] x, int x0, int x1, int x2, int x3, int length, float[] sums) {
        FloatVector s00 = FloatVector.zero(F), s01 = s00, s02 = s00, s03 = s00;
        FloatVector s10 = s00, s11 = s00, s12 = s00, s13 = s00;
        FloatVector s20 = s00, s21 = s00, s22 = s00, s23 = s00;
        FloatVector s30 = s00, s31 = s00, s32 = s00, s33 = s00;
        for (int k = 0; k < length; k += L) {
            FloatVector v0 = FloatVector.fromArray(F, x, x0 + k);
            FloatVector v1 = FloatVector.fromArray(F, x, x1 + k);
            FloatVector v2 = FloatVector.fromArray(F, x, x2 + k);
            FloatVector v3 = FloatVector.fromArray(F, x, x3 + k);
            FloatVector c0 = FloatVector.fromArray(F, w, w0 + k);
            s00 = v0.fma(c0, s00);
            s10 = v1.fma(c0, s10);
            s20 = v2.fma(c0, s20);
            s30 = v3.fma(c0, s30);
            FloatVector c1 = FloatVector.fromArray(F, w, w0 + stride + k);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            s31 = v3.fma(c1, s31);
            FloatVector c2 = FloatVector.fromArray(F, w, w0 + 2 * stride + k);
            s02 = v0.fma(c2, s02);
            s12 = v1.fma(c2, s12);
            s22 = v2.fma(c2, s22);
            s32 = v3.fma(c2, s32);
            FloatVector c3 = FloatVector.fromArray(F, w, w0 + 3 * stride + k);
            s03 = v0.fma(c3, s03);
            s13 = v1.fma(c3, s13);
            s23 = v2.fma(c3, s23);
            s33 = v3.fma(c3, s33);
        }
        s00.intoArray(sums, 0);
        s10.intoArray(sums, L);
        s20.intoArray(sums, 2 * L);
        s30.intoArray(sums, 3 * L);
        s01.intoArray(sums, 4 * L);
        s11.intoArray(sums, 5 * L);
        s21.intoArray(sums, 6 * L);
        s31.intoArray(sums, 7 * L);
        s02.intoArray(sums, 8 * L);
        s12.intoArray(sums, 9 * L);
        s22.intoArray(sums, 10 * L);
        s32.intoArray(sums, 11 * L);
        s03.intoArray(sums, 12 * L);
        s13.intoArray(sums, 13 * L);
        s23.intoArray(sums, 14 * L);
        s33.intoArray(sums, 15 * L);
    }

    /** 12 FMAs on 7 loads. */
    static void rows4Classes3(
            float[] w, int w0, int stride, float[] x, int x0, int x1, int x2, int x3, int length, float[] sums) {
        FloatVector s00 = FloatVector.zero(F), s01 = s00, s02 = s00;
        FloatVector s10 = s00, s11 = s00, s12 = s00;
        FloatVector s20 = s00, s21 = s00, s22 = s00;
        FloatVector s30 = s00, s31 = s00, s32 = s00;
        for (int k = 0; k < length; k += L) {
            FloatVector v0 = FloatVector.fromArray(F, x, x0 + k);
            FloatVector v1 = FloatVector.fromArray(F, x, x1 + k);
            FloatVector v2 = FloatVector.fromArray(F, x, x2 + k);
            FloatVector v3 = FloatVector.fromArray(F, x, x3 + k);
            FloatVector c0 = FloatVector.fromArray(F, w, w0 + k);
            s00 = v0.fma(c0, s00);
            s10 = v1.fma(c0, s10);
            s20 = v2.fma(c0, s20);
            s30 = v3.fma(c0, s30);
            FloatVector c1 = FloatVector.fromArray(F, w, w0 + stride + k);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            s31 = v3.fma(c1, s31);
            FloatVector c2 = FloatVector.fromArray(F, w, w0 + 2 * stride + k);
            s02 = v0.fma(c2, s02);
            s12 = v1.fma(c2, s12);
            s22 = v2.fma(c2, s22);
            s32 = v3.fma(c2, s32);
        }
        s00.intoArray(sums, 0);
        s10.intoArray(sums, L);
        s20.intoArray(sums, 2 * L);
        s30.intoArray(sums, 3 * L);
        s01.intoArray(sums, 4 * L);
        s11.intoArray(sums, 5 * L);
        s21.intoArray(sums, 6 * L);
        s31.intoArray(sums, 7 * L);
        s02.intoArray(sums, 8 * L);
        s12.intoArray(sums, 9 * L);
        s22.intoArray(sums, 10 * L);
        s32.intoArray(sums, 11 * L);
    }

    /** 8 FMAs on 6 loads. */
    static void rows4Classes2(
            float[] w, int w0, int stride, float[] x, int x0, int x1, int x2, int x3, int length, float[] sums) {
        FloatVector s00 = FloatVector.zero(F), s01 = s00;
        FloatVector s10 = s00, s11 = s00;
        FloatVector s20 = s00, s21 = s00;
        FloatVector s30 = s00, s31 = s00;
        for (int k = 0; k < length; k += L) {
            FloatVector v0 = FloatVector.fromArray(F, x, x0 + k);
            FloatVector v1 = FloatVector.fromArray(F, x, x1 + k);
            FloatVector v2 = FloatVector.fromArray(F, x, x2 + k);
            FloatVector v3 = FloatVector.fromArray(F, x, x3 + k);
            FloatVector c0 = FloatVector.fromArray(F, w, w0 + k);
            s00 = v0.fma(c0, s00);
            s10 = v1.fma(c0, s10);
            s20 = v2.fma(c0, s20);
            s30 = v3.fma(c0, s30);
            FloatVector c1 = FloatVector.fromArray(F, w, w0 + stride + k);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            s31 = v3.fma(c1, s31);
        }
        s00.intoArray(sums, 0);
        s10.intoArray(sums, L);
        s20.intoArray(sums, 2 * L);
        s30.intoArray(sums, 3 * L);
        s01.intoArray(sums, 4 * L);
        s11.intoArray(sums, 5 * L);
        s21.intoArray(sums, 6 * L);
        s31.intoArray(sums, 7 * L);
    }

    /** One row, one class: four sums hide the latency. */
    static float dot(float[] w, int w0, float[] x, int x0, int length) {
        FloatVector s0 = FloatVector.zero(F), s1 = s0, s2 = s0, s3 = s0;
        int k = 0;
        for (; k <= length - 4 * L; k += 4 * L) {
            s0 = FloatVector.fromArray(F, x, x0 + k).fma(FloatVector.fromArray(F, w, w0 + k), s0);
            s1 = FloatVector.fromArray(F, x, x0 + k + L).fma(FloatVector.fromArray(F, w, w0 + k + L), s1);
            s2 = FloatVector.fromArray(F, x, x0 + k + 2 * L).fma(FloatVector.fromArray(F, w, w0 + k + 2 * L), s2);
            s3 = FloatVector.fromArray(F, x, x0 + k + 3 * L).fma(FloatVector.fromArray(F, w, w0 + k + 3 * L), s3);
        }
        for (; k <= length - L; k += L) {
            s0 = FloatVector.fromArray(F, x, x0 + k).fma(FloatVector.fromArray(F, w, w0 + k), s0);
        }
        if (k < length) {
            s1 = FloatVector.fromArray(F, x, x0 + length - L).fma(FloatVector.fromArray(F, w, w0 + k), s1);
        }
        FloatVector sum = foldTo4(s0.add(s1).add(s2.add(s3)));
        sum = sum.add(sum.rearrange(Lanes.SWAP_2));
        return sum.add(sum.rearrange(Lanes.SWAP_1)).lane(0);
    }

    /**
     * Adds the lanes of {@code sums}, as a tile leaves them, to s[at], …, s[at + 3], and for each class sStride later; sums
     * are spent then. A method of its own, with the vectors in memory, because C2 would not inline it into the tiles, and
     * box them. Not {@code reduceLanes}: it leaves the order open, and before and after it is compiled the results differ in
     * the last bit; and this takes half its instructions.
     */
    static void addLanes(float[] sums, int classes, float[] s, int at, int sStride) {
        for (int j = 0; j < classes; j++) {
            FloatVector a = FloatVector.fromArray(F, sums, 4 * j * L);
            FloatVector b = FloatVector.fromArray(F, sums, (4 * j + 1) * L);
            FloatVector c = FloatVector.fromArray(F, sums, (4 * j + 2) * L);
            FloatVector d = FloatVector.fromArray(F, sums, (4 * j + 3) * L);
            // lane by lane a b a b …, sums of two; then a b c d …, sums of four
            FloatVector ab = a.blend(b, Lanes.BIT_0).add(b.blend(a, Lanes.BIT_0).rearrange(Lanes.SWAP_1));
            FloatVector cd = c.blend(d, Lanes.BIT_0).add(d.blend(c, Lanes.BIT_0).rearrange(Lanes.SWAP_1));
            FloatVector abcd =
                    ab.blend(cd, Lanes.BIT_1).add(cd.blend(ab, Lanes.BIT_1).rearrange(Lanes.SWAP_2));
            foldTo4(abcd).intoArray(sums, 4 * j * L);
            for (int i = 0; i < 4; i++) {
                s[at + i] += sums[4 * j * L + i];
            }
            at += sStride;
        }
    }

    /** Adds all quarters of four lanes; the lowest four hold the sums. */
    private static FloatVector foldTo4(FloatVector v) {
        if (L > 8) {
            v = v.add(v.rearrange(Lanes.SWAP_8));
        }
        if (L > 4) {
            v = v.add(v.rearrange(Lanes.SWAP_4));
        }
        return v;
    }
}
