package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;
import static jdk.incubator.vector.VectorOperators.ADD;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Dot products of rows of X with classes of W, lanes along the features. The classes of w lie stride apart from w0 on,
 * zero up to a whole vector behind the last feature; the rows of x begin at x0…x3. The products are added to s, from at
 * on, for the first rows (1 to 4) of them.
 */
final class ScoreTiles {
    private ScoreTiles() {}

    /** 20 FMAs on 9 loads. */
    static void rows4Classes5(
            float[] w,
            int w0,
            int stride,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            int length,
            float[] s,
            int at,
            int rowStep,
            int classStep,
            int rows) {
        FloatVector s00 = FloatVector.zero(F), s01 = s00, s02 = s00, s03 = s00, s04 = s00;
        FloatVector s10 = s00, s11 = s00, s12 = s00, s13 = s00, s14 = s00;
        FloatVector s20 = s00, s21 = s00, s22 = s00, s23 = s00, s24 = s00;
        FloatVector s30 = s00, s31 = s00, s32 = s00, s33 = s00, s34 = s00;
        int end = F.loopBound(length);
        for (int k = 0; k < end; k += L) {
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
            FloatVector c4 = FloatVector.fromArray(F, w, w0 + 4 * stride + k);
            s04 = v0.fma(c4, s04);
            s14 = v1.fma(c4, s14);
            s24 = v2.fma(c4, s24);
            s34 = v3.fma(c4, s34);
        }
        if (end < length) {
            VectorMask<Float> tail = F.indexInRange(end, length);
            FloatVector v0 = FloatVector.fromArray(F, x, x0 + end, tail);
            FloatVector v1 = FloatVector.fromArray(F, x, x1 + end, tail);
            FloatVector v2 = FloatVector.fromArray(F, x, x2 + end, tail);
            FloatVector v3 = FloatVector.fromArray(F, x, x3 + end, tail);
            FloatVector c0 = FloatVector.fromArray(F, w, w0 + end);
            s00 = v0.fma(c0, s00);
            s10 = v1.fma(c0, s10);
            s20 = v2.fma(c0, s20);
            s30 = v3.fma(c0, s30);
            FloatVector c1 = FloatVector.fromArray(F, w, w0 + stride + end);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            s31 = v3.fma(c1, s31);
            FloatVector c2 = FloatVector.fromArray(F, w, w0 + 2 * stride + end);
            s02 = v0.fma(c2, s02);
            s12 = v1.fma(c2, s12);
            s22 = v2.fma(c2, s22);
            s32 = v3.fma(c2, s32);
            FloatVector c3 = FloatVector.fromArray(F, w, w0 + 3 * stride + end);
            s03 = v0.fma(c3, s03);
            s13 = v1.fma(c3, s13);
            s23 = v2.fma(c3, s23);
            s33 = v3.fma(c3, s33);
            FloatVector c4 = FloatVector.fromArray(F, w, w0 + 4 * stride + end);
            s04 = v0.fma(c4, s04);
            s14 = v1.fma(c4, s14);
            s24 = v2.fma(c4, s24);
            s34 = v3.fma(c4, s34);
        }
        add(
                s,
                at,
                rowStep,
                rows,
                s00.reduceLanes(ADD),
                s10.reduceLanes(ADD),
                s20.reduceLanes(ADD),
                s30.reduceLanes(ADD));
        add(
                s,
                at + classStep,
                rowStep,
                rows,
                s01.reduceLanes(ADD),
                s11.reduceLanes(ADD),
                s21.reduceLanes(ADD),
                s31.reduceLanes(ADD));
        add(
                s,
                at + 2 * classStep,
                rowStep,
                rows,
                s02.reduceLanes(ADD),
                s12.reduceLanes(ADD),
                s22.reduceLanes(ADD),
                s32.reduceLanes(ADD));
        add(
                s,
                at + 3 * classStep,
                rowStep,
                rows,
                s03.reduceLanes(ADD),
                s13.reduceLanes(ADD),
                s23.reduceLanes(ADD),
                s33.reduceLanes(ADD));
        add(
                s,
                at + 4 * classStep,
                rowStep,
                rows,
                s04.reduceLanes(ADD),
                s14.reduceLanes(ADD),
                s24.reduceLanes(ADD),
                s34.reduceLanes(ADD));
    }

    /** 12 FMAs on 7 loads. */
    static void rows4Classes3(
            float[] w,
            int w0,
            int stride,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            int length,
            float[] s,
            int at,
            int rowStep,
            int classStep,
            int rows) {
        FloatVector s00 = FloatVector.zero(F), s01 = s00, s02 = s00;
        FloatVector s10 = s00, s11 = s00, s12 = s00;
        FloatVector s20 = s00, s21 = s00, s22 = s00;
        FloatVector s30 = s00, s31 = s00, s32 = s00;
        int end = F.loopBound(length);
        for (int k = 0; k < end; k += L) {
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
        if (end < length) {
            VectorMask<Float> tail = F.indexInRange(end, length);
            FloatVector v0 = FloatVector.fromArray(F, x, x0 + end, tail);
            FloatVector v1 = FloatVector.fromArray(F, x, x1 + end, tail);
            FloatVector v2 = FloatVector.fromArray(F, x, x2 + end, tail);
            FloatVector v3 = FloatVector.fromArray(F, x, x3 + end, tail);
            FloatVector c0 = FloatVector.fromArray(F, w, w0 + end);
            s00 = v0.fma(c0, s00);
            s10 = v1.fma(c0, s10);
            s20 = v2.fma(c0, s20);
            s30 = v3.fma(c0, s30);
            FloatVector c1 = FloatVector.fromArray(F, w, w0 + stride + end);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            s31 = v3.fma(c1, s31);
            FloatVector c2 = FloatVector.fromArray(F, w, w0 + 2 * stride + end);
            s02 = v0.fma(c2, s02);
            s12 = v1.fma(c2, s12);
            s22 = v2.fma(c2, s22);
            s32 = v3.fma(c2, s32);
        }
        add(
                s,
                at,
                rowStep,
                rows,
                s00.reduceLanes(ADD),
                s10.reduceLanes(ADD),
                s20.reduceLanes(ADD),
                s30.reduceLanes(ADD));
        add(
                s,
                at + classStep,
                rowStep,
                rows,
                s01.reduceLanes(ADD),
                s11.reduceLanes(ADD),
                s21.reduceLanes(ADD),
                s31.reduceLanes(ADD));
        add(
                s,
                at + 2 * classStep,
                rowStep,
                rows,
                s02.reduceLanes(ADD),
                s12.reduceLanes(ADD),
                s22.reduceLanes(ADD),
                s32.reduceLanes(ADD));
    }

    /** 8 FMAs on 6 loads. */
    static void rows4Classes2(
            float[] w,
            int w0,
            int stride,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            int length,
            float[] s,
            int at,
            int rowStep,
            int classStep,
            int rows) {
        FloatVector s00 = FloatVector.zero(F), s01 = s00;
        FloatVector s10 = s00, s11 = s00;
        FloatVector s20 = s00, s21 = s00;
        FloatVector s30 = s00, s31 = s00;
        int end = F.loopBound(length);
        for (int k = 0; k < end; k += L) {
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
        if (end < length) {
            VectorMask<Float> tail = F.indexInRange(end, length);
            FloatVector v0 = FloatVector.fromArray(F, x, x0 + end, tail);
            FloatVector v1 = FloatVector.fromArray(F, x, x1 + end, tail);
            FloatVector v2 = FloatVector.fromArray(F, x, x2 + end, tail);
            FloatVector v3 = FloatVector.fromArray(F, x, x3 + end, tail);
            FloatVector c0 = FloatVector.fromArray(F, w, w0 + end);
            s00 = v0.fma(c0, s00);
            s10 = v1.fma(c0, s10);
            s20 = v2.fma(c0, s20);
            s30 = v3.fma(c0, s30);
            FloatVector c1 = FloatVector.fromArray(F, w, w0 + stride + end);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            s31 = v3.fma(c1, s31);
        }
        add(
                s,
                at,
                rowStep,
                rows,
                s00.reduceLanes(ADD),
                s10.reduceLanes(ADD),
                s20.reduceLanes(ADD),
                s30.reduceLanes(ADD));
        add(
                s,
                at + classStep,
                rowStep,
                rows,
                s01.reduceLanes(ADD),
                s11.reduceLanes(ADD),
                s21.reduceLanes(ADD),
                s31.reduceLanes(ADD));
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
        for (; k < length; k += L) {
            VectorMask<Float> tail = F.indexInRange(k, length);
            s0 = FloatVector.fromArray(F, x, x0 + k, tail).fma(FloatVector.fromArray(F, w, w0 + k), s0);
        }
        return s0.add(s1).add(s2.add(s3)).reduceLanes(ADD);
    }

    private static void add(float[] s, int at, int step, int rows, float r0, float r1, float r2, float r3) {
        s[at] += r0;
        if (rows > 1) {
            s[at + step] += r1;
        }
        if (rows > 2) {
            s[at + 2 * step] += r2;
        }
        if (rows > 3) {
            s[at + 3 * step] += r3;
        }
    }
}
