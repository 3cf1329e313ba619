package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Products of rows i… of X with a panel of classes, lanes along the classes. The rows begin at rowStart in x, and length
 * features from kx on count; the panel begins at w0 in w, so many vectors of classes for each feature. Adds the sums to the
 * vectors of s from at on: those of the first row, then of the next.
 */
final class ClassTiles {
    private ClassTiles() {}

    /** 24 FMAs on 11 loads, 8 of them of one float. */
    static void rows8Vectors3(
            float[] w, int w0, float[] x, int[] rowStart, int i, int kx, int length, float[] s, int at) {
        int x0 = rowStart[i] + kx;
        int x1 = rowStart[i + 1] + kx;
        int x2 = rowStart[i + 2] + kx;
        int x3 = rowStart[i + 3] + kx;
        int x4 = rowStart[i + 4] + kx;
        int x5 = rowStart[i + 5] + kx;
        int x6 = rowStart[i + 6] + kx;
        int x7 = rowStart[i + 7] + kx;
        FloatVector s00 = FloatVector.fromArray(F, s, at);
        FloatVector s01 = FloatVector.fromArray(F, s, at + L);
        FloatVector s02 = FloatVector.fromArray(F, s, at + 2 * L);
        FloatVector s10 = FloatVector.fromArray(F, s, at + 3 * L);
        FloatVector s11 = FloatVector.fromArray(F, s, at + 4 * L);
        FloatVector s12 = FloatVector.fromArray(F, s, at + 5 * L);
        FloatVector s20 = FloatVector.fromArray(F, s, at + 6 * L);
        FloatVector s21 = FloatVector.fromArray(F, s, at + 7 * L);
        FloatVector s22 = FloatVector.fromArray(F, s, at + 8 * L);
        FloatVector s30 = FloatVector.fromArray(F, s, at + 9 * L);
        FloatVector s31 = FloatVector.fromArray(F, s, at + 10 * L);
        FloatVector s32 = FloatVector.fromArray(F, s, at + 11 * L);
        FloatVector s40 = FloatVector.fromArray(F, s, at + 12 * L);
        FloatVector s41 = FloatVector.fromArray(F, s, at + 13 * L);
        FloatVector s42 = FloatVector.fromArray(F, s, at + 14 * L);
        FloatVector s50 = FloatVector.fromArray(F, s, at + 15 * L);
        FloatVector s51 = FloatVector.fromArray(F, s, at + 16 * L);
        FloatVector s52 = FloatVector.fromArray(F, s, at + 17 * L);
        FloatVector s60 = FloatVector.fromArray(F, s, at + 18 * L);
        FloatVector s61 = FloatVector.fromArray(F, s, at + 19 * L);
        FloatVector s62 = FloatVector.fromArray(F, s, at + 20 * L);
        FloatVector s70 = FloatVector.fromArray(F, s, at + 21 * L);
        FloatVector s71 = FloatVector.fromArray(F, s, at + 22 * L);
        FloatVector s72 = FloatVector.fromArray(F, s, at + 23 * L);
        for (int k = 0; k < length; k++) {
            FloatVector c0 = FloatVector.fromArray(F, w, w0 + k * 3 * L);
            FloatVector c1 = FloatVector.fromArray(F, w, w0 + k * 3 * L + L);
            FloatVector c2 = FloatVector.fromArray(F, w, w0 + k * 3 * L + 2 * L);
            FloatVector v0 = FloatVector.broadcast(F, x[x0 + k]);
            s00 = c0.fma(v0, s00);
            s01 = c1.fma(v0, s01);
            s02 = c2.fma(v0, s02);
            FloatVector v1 = FloatVector.broadcast(F, x[x1 + k]);
            s10 = c0.fma(v1, s10);
            s11 = c1.fma(v1, s11);
            s12 = c2.fma(v1, s12);
            FloatVector v2 = FloatVector.broadcast(F, x[x2 + k]);
            s20 = c0.fma(v2, s20);
            s21 = c1.fma(v2, s21);
            s22 = c2.fma(v2, s22);
            FloatVector v3 = FloatVector.broadcast(F, x[x3 + k]);
            s30 = c0.fma(v3, s30);
            s31 = c1.fma(v3, s31);
            s32 = c2.fma(v3, s32);
            FloatVector v4 = FloatVector.broadcast(F, x[x4 + k]);
            s40 = c0.fma(v4, s40);
            s41 = c1.fma(v4, s41);
            s42 = c2.fma(v4, s42);
            FloatVector v5 = FloatVector.broadcast(F, x[x5 + k]);
            s50 = c0.fma(v5, s50);
            s51 = c1.fma(v5, s51);
            s52 = c2.fma(v5, s52);
            FloatVector v6 = FloatVector.broadcast(F, x[x6 + k]);
            s60 = c0.fma(v6, s60);
            s61 = c1.fma(v6, s61);
            s62 = c2.fma(v6, s62);
            FloatVector v7 = FloatVector.broadcast(F, x[x7 + k]);
            s70 = c0.fma(v7, s70);
            s71 = c1.fma(v7, s71);
            s72 = c2.fma(v7, s72);
        }
        s00.intoArray(s, at);
        s01.intoArray(s, at + L);
        s02.intoArray(s, at + 2 * L);
        s10.intoArray(s, at + 3 * L);
        s11.intoArray(s, at + 4 * L);
        s12.intoArray(s, at + 5 * L);
        s20.intoArray(s, at + 6 * L);
        s21.intoArray(s, at + 7 * L);
        s22.intoArray(s, at + 8 * L);
        s30.intoArray(s, at + 9 * L);
        s31.intoArray(s, at + 10 * L);
        s32.intoArray(s, at + 11 * L);
        s40.intoArray(s, at + 12 * L);
        s41.intoArray(s, at + 13 * L);
        s42.intoArray(s, at + 14 * L);
        s50.intoArray(s, at + 15 * L);
        s51.intoArray(s, at + 16 * L);
        s52.intoArray(s, at + 17 * L);
        s60.intoArray(s, at + 18 * L);
        s61.intoArray(s, at + 19 * L);
        s62.intoArray(s, at + 20 * L);
        s70.intoArray(s, at + 21 * L);
        s71.intoArray(s, at + 22 * L);
        s72.intoArray(s, at + 23 * L);
    }

    /** 24 FMAs on 14 loads, 12 of them of one float. */
    static void rows12Vectors2(
            float[] w, int w0, float[] x, int[] rowStart, int i, int kx, int length, float[] s, int at) {
        int x0 = rowStart[i] + kx;
        int x1 = rowStart[i + 1] + kx;
        int x2 = rowStart[i + 2] + kx;
        int x3 = rowStart[i + 3] + kx;
        int x4 = rowStart[i + 4] + kx;
        int x5 = rowStart[i + 5] + kx;
        int x6 = rowStart[i + 6] + kx;
        int x7 = rowStart[i + 7] + kx;
        int x8 = rowStart[i + 8] + kx;
        int x9 = rowStart[i + 9] + kx;
        int x10 = rowStart[i + 10] + kx;
        int x11 = rowStart[i + 11] + kx;
        FloatVector s0x0 = FloatVector.fromArray(F, s, at);
        FloatVector s0x1 = FloatVector.fromArray(F, s, at + L);
        FloatVector s1x0 = FloatVector.fromArray(F, s, at + 2 * L);
        FloatVector s1x1 = FloatVector.fromArray(F, s, at + 3 * L);
        FloatVector s2x0 = FloatVector.fromArray(F, s, at + 4 * L);
        FloatVector s2x1 = FloatVector.fromArray(F, s, at + 5 * L);
        FloatVector s3x0 = FloatVector.fromArray(F, s, at + 6 * L);
        FloatVector s3x1 = FloatVector.fromArray(F, s, at + 7 * L);
        FloatVector s4x0 = FloatVector.fromArray(F, s, at + 8 * L);
        FloatVector s4x1 = FloatVector.fromArray(F, s, at + 9 * L);
        FloatVector s5x0 = FloatVector.fromArray(F, s, at + 10 * L);
        FloatVector s5x1 = FloatVector.fromArray(F, s, at + 11 * L);
        FloatVector s6x0 = FloatVector.fromArray(F, s, at + 12 * L);
        FloatVector s6x1 = FloatVector.fromArray(F, s, at + 13 * L);
        FloatVector s7x0 = FloatVector.fromArray(F, s, at + 14 * L);
        FloatVector s7x1 = FloatVector.fromArray(F, s, at + 15 * L);
        FloatVector s8x0 = FloatVector.fromArray(F, s, at + 16 * L);
        FloatVector s8x1 = FloatVector.fromArray(F, s, at + 17 * L);
        FloatVector s9x0 = FloatVector.fromArray(F, s, at + 18 * L);
        FloatVector s9x1 = FloatVector.fromArray(F, s, at + 19 * L);
        FloatVector s10x0 = FloatVector.fromArray(F, s, at + 20 * L);
        FloatVector s10x1 = FloatVector.fromArray(F, s, at + 21 * L);
        FloatVector s11x0 = FloatVector.fromArray(F, s, at + 22 * L);
        FloatVector s11x1 = FloatVector.fromArray(F, s, at + 23 * L);
        for (int k = 0; k < length; k++) {
            FloatVector c0 = FloatVector.fromArray(F, w, w0 + k * 2 * L);
            FloatVector c1 = FloatVector.fromArray(F, w, w0 + k * 2 * L + L);
            FloatVector v0 = FloatVector.broadcast(F, x[x0 + k]);
            s0x0 = c0.fma(v0, s0x0);
            s0x1 = c1.fma(v0, s0x1);
            FloatVector v1 = FloatVector.broadcast(F, x[x1 + k]);
            s1x0 = c0.fma(v1, s1x0);
            s1x1 = c1.fma(v1, s1x1);
            FloatVector v2 = FloatVector.broadcast(F, x[x2 + k]);
            s2x0 = c0.fma(v2, s2x0);
            s2x1 = c1.fma(v2, s2x1);
            FloatVector v3 = FloatVector.broadcast(F, x[x3 + k]);
            s3x0 = c0.fma(v3, s3x0);
            s3x1 = c1.fma(v3, s3x1);
            FloatVector v4 = FloatVector.broadcast(F, x[x4 + k]);
            s4x0 = c0.fma(v4, s4x0);
            s4x1 = c1.fma(v4, s4x1);
            FloatVector v5 = FloatVector.broadcast(F, x[x5 + k]);
            s5x0 = c0.fma(v5, s5x0);
            s5x1 = c1.fma(v5, s5x1);
            FloatVector v6 = FloatVector.broadcast(F, x[x6 + k]);
            s6x0 = c0.fma(v6, s6x0);
            s6x1 = c1.fma(v6, s6x1);
            FloatVector v7 = FloatVector.broadcast(F, x[x7 + k]);
            s7x0 = c0.fma(v7, s7x0);
            s7x1 = c1.fma(v7, s7x1);
            FloatVector v8 = FloatVector.broadcast(F, x[x8 + k]);
            s8x0 = c0.fma(v8, s8x0);
            s8x1 = c1.fma(v8, s8x1);
            FloatVector v9 = FloatVector.broadcast(F, x[x9 + k]);
            s9x0 = c0.fma(v9, s9x0);
            s9x1 = c1.fma(v9, s9x1);
            FloatVector v10 = FloatVector.broadcast(F, x[x10 + k]);
            s10x0 = c0.fma(v10, s10x0);
            s10x1 = c1.fma(v10, s10x1);
            FloatVector v11 = FloatVector.broadcast(F, x[x11 + k]);
            s11x0 = c0.fma(v11, s11x0);
            s11x1 = c1.fma(v11, s11x1);
        }
        s0x0.intoArray(s, at);
        s0x1.intoArray(s, at + L);
        s1x0.intoArray(s, at + 2 * L);
        s1x1.intoArray(s, at + 3 * L);
        s2x0.intoArray(s, at + 4 * L);
        s2x1.intoArray(s, at + 5 * L);
        s3x0.intoArray(s, at + 6 * L);
        s3x1.intoArray(s, at + 7 * L);
        s4x0.intoArray(s, at + 8 * L);
        s4x1.intoArray(s, at + 9 * L);
        s5x0.intoArray(s, at + 10 * L);
        s5x1.intoArray(s, at + 11 * L);
        s6x0.intoArray(s, at + 12 * L);
        s6x1.intoArray(s, at + 13 * L);
        s7x0.intoArray(s, at + 14 * L);
        s7x1.intoArray(s, at + 15 * L);
        s8x0.intoArray(s, at + 16 * L);
        s8x1.intoArray(s, at + 17 * L);
        s9x0.intoArray(s, at + 18 * L);
        s9x1.intoArray(s, at + 19 * L);
        s10x0.intoArray(s, at + 20 * L);
        s10x1.intoArray(s, at + 21 * L);
        s11x0.intoArray(s, at + 22 * L);
        s11x1.intoArray(s, at + 23 * L);
    }

    /** 12 FMAs on 8 loads, 6 of them of one float. */
    static void rows6Vectors2(
            float[] w, int w0, float[] x, int[] rowStart, int i, int kx, int length, float[] s, int at) {
        int x0 = rowStart[i] + kx;
        int x1 = rowStart[i + 1] + kx;
        int x2 = rowStart[i + 2] + kx;
        int x3 = rowStart[i + 3] + kx;
        int x4 = rowStart[i + 4] + kx;
        int x5 = rowStart[i + 5] + kx;
        FloatVector s00 = FloatVector.fromArray(F, s, at);
        FloatVector s01 = FloatVector.fromArray(F, s, at + L);
        FloatVector s10 = FloatVector.fromArray(F, s, at + 2 * L);
        FloatVector s11 = FloatVector.fromArray(F, s, at + 3 * L);
        FloatVector s20 = FloatVector.fromArray(F, s, at + 4 * L);
        FloatVector s21 = FloatVector.fromArray(F, s, at + 5 * L);
        FloatVector s30 = FloatVector.fromArray(F, s, at + 6 * L);
        FloatVector s31 = FloatVector.fromArray(F, s, at + 7 * L);
        FloatVector s40 = FloatVector.fromArray(F, s, at + 8 * L);
        FloatVector s41 = FloatVector.fromArray(F, s, at + 9 * L);
        FloatVector s50 = FloatVector.fromArray(F, s, at + 10 * L);
        FloatVector s51 = FloatVector.fromArray(F, s, at + 11 * L);
        for (int k = 0; k < length; k++) {
            FloatVector c0 = FloatVector.fromArray(F, w, w0 + k * 2 * L);
            FloatVector c1 = FloatVector.fromArray(F, w, w0 + k * 2 * L + L);
            FloatVector v0 = FloatVector.broadcast(F, x[x0 + k]);
            s00 = c0.fma(v0, s00);
            s01 = c1.fma(v0, s01);
            FloatVector v1 = FloatVector.broadcast(F, x[x1 + k]);
            s10 = c0.fma(v1, s10);
            s11 = c1.fma(v1, s11);
            FloatVector v2 = FloatVector.broadcast(F, x[x2 + k]);
            s20 = c0.fma(v2, s20);
            s21 = c1.fma(v2, s21);
            FloatVector v3 = FloatVector.broadcast(F, x[x3 + k]);
            s30 = c0.fma(v3, s30);
            s31 = c1.fma(v3, s31);
            FloatVector v4 = FloatVector.broadcast(F, x[x4 + k]);
            s40 = c0.fma(v4, s40);
            s41 = c1.fma(v4, s41);
            FloatVector v5 = FloatVector.broadcast(F, x[x5 + k]);
            s50 = c0.fma(v5, s50);
            s51 = c1.fma(v5, s51);
        }
        s00.intoArray(s, at);
        s01.intoArray(s, at + L);
        s10.intoArray(s, at + 2 * L);
        s11.intoArray(s, at + 3 * L);
        s20.intoArray(s, at + 4 * L);
        s21.intoArray(s, at + 5 * L);
        s30.intoArray(s, at + 6 * L);
        s31.intoArray(s, at + 7 * L);
        s40.intoArray(s, at + 8 * L);
        s41.intoArray(s, at + 9 * L);
        s50.intoArray(s, at + 10 * L);
        s51.intoArray(s, at + 11 * L);
    }
}
