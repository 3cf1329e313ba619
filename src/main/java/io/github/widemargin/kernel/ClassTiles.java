package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Scores of rows i… of X for a panel of classes, lanes along the classes. The rows begin at rowStart in x; the panel begins at
 * w0 in w, so many vectors of classes for each feature. Writes the vectors of the first row to s, then of the next.
 */
final class ClassTiles {
    private ClassTiles() {}

    /** 24 FMAs on 11 loads, 8 of them of one float. */
    static void rows8Vectors3(float[] w, int w0, float[] x, int[] rowStart, int i, int features, float[] s) {
        int x0 = rowStart[i];
        int x1 = rowStart[i + 1];
        int x2 = rowStart[i + 2];
        int x3 = rowStart[i + 3];
        int x4 = rowStart[i + 4];
        int x5 = rowStart[i + 5];
        int x6 = rowStart[i + 6];
        int x7 = rowStart[i + 7];
        FloatVector s00 = FloatVector.zero(F), s01 = s00, s02 = s00;
        FloatVector s10 = s00, s11 = s00, s12 = s00;
        FloatVector s20 = s00, s21 = s00, s22 = s00;
        FloatVector s30 = s00, s31 = s00, s32 = s00;
        FloatVector s40 = s00, s41 = s00, s42 = s00;
        FloatVector s50 = s00, s51 = s00, s52 = s00;
        FloatVector s60 = s00, s61 = s00, s62 = s00;
        FloatVector s70 = s00, s71 = s00, s72 = s00;
        for (int k = 0; k < features; k++) {
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
        s00.intoArray(s, 0);
        s01.intoArray(s, L);
        s02.intoArray(s, 2 * L);
        s10.intoArray(s, 3 * L);
        s11.intoArray(s, 4 * L);
        s12.intoArray(s, 5 * L);
        s20.intoArray(s, 6 * L);
        s21.intoArray(s, 7 * L);
        s22.intoArray(s, 8 * L);
        s30.intoArray(s, 9 * L);
        s31.intoArray(s, 10 * L);
        s32.intoArray(s, 11 * L);
        s40.intoArray(s, 12 * L);
        s41.intoArray(s, 13 * L);
        s42.intoArray(s, 14 * L);
        s50.intoArray(s, 15 * L);
        s51.intoArray(s, 16 * L);
        s52.intoArray(s, 17 * L);
        s60.intoArray(s, 18 * L);
        s61.intoArray(s, 19 * L);
        s62.intoArray(s, 20 * L);
        s70.intoArray(s, 21 * L);
        s71.intoArray(s, 22 * L);
        s72.intoArray(s, 23 * L);
    }

    /** 24 FMAs on 14 loads, 12 of them of one float. */
    static void rows12Vectors2(float[] w, int w0, float[] x, int[] rowStart, int i, int features, float[] s) {
        int x0 = rowStart[i];
        int x1 = rowStart[i + 1];
        int x2 = rowStart[i + 2];
        int x3 = rowStart[i + 3];
        int x4 = rowStart[i + 4];
        int x5 = rowStart[i + 5];
        int x6 = rowStart[i + 6];
        int x7 = rowStart[i + 7];
        int x8 = rowStart[i + 8];
        int x9 = rowStart[i + 9];
        int x10 = rowStart[i + 10];
        int x11 = rowStart[i + 11];
        FloatVector s00 = FloatVector.zero(F), s01 = s00;
        FloatVector s10 = s00, s11 = s00;
        FloatVector s20 = s00, s21 = s00;
        FloatVector s30 = s00, s31 = s00;
        FloatVector s40 = s00, s41 = s00;
        FloatVector s50 = s00, s51 = s00;
        FloatVector s60 = s00, s61 = s00;
        FloatVector s70 = s00, s71 = s00;
        FloatVector s80 = s00, s81 = s00;
        FloatVector s90 = s00, s91 = s00;
        FloatVector s100 = s00, s101 = s00;
        FloatVector s110 = s00, s111 = s00;
        for (int k = 0; k < features; k++) {
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
            FloatVector v6 = FloatVector.broadcast(F, x[x6 + k]);
            s60 = c0.fma(v6, s60);
            s61 = c1.fma(v6, s61);
            FloatVector v7 = FloatVector.broadcast(F, x[x7 + k]);
            s70 = c0.fma(v7, s70);
            s71 = c1.fma(v7, s71);
            FloatVector v8 = FloatVector.broadcast(F, x[x8 + k]);
            s80 = c0.fma(v8, s80);
            s81 = c1.fma(v8, s81);
            FloatVector v9 = FloatVector.broadcast(F, x[x9 + k]);
            s90 = c0.fma(v9, s90);
            s91 = c1.fma(v9, s91);
            FloatVector v10 = FloatVector.broadcast(F, x[x10 + k]);
            s100 = c0.fma(v10, s100);
            s101 = c1.fma(v10, s101);
            FloatVector v11 = FloatVector.broadcast(F, x[x11 + k]);
            s110 = c0.fma(v11, s110);
            s111 = c1.fma(v11, s111);
        }
        s00.intoArray(s, 0);
        s01.intoArray(s, L);
        s10.intoArray(s, 2 * L);
        s11.intoArray(s, 3 * L);
        s20.intoArray(s, 4 * L);
        s21.intoArray(s, 5 * L);
        s30.intoArray(s, 6 * L);
        s31.intoArray(s, 7 * L);
        s40.intoArray(s, 8 * L);
        s41.intoArray(s, 9 * L);
        s50.intoArray(s, 10 * L);
        s51.intoArray(s, 11 * L);
        s60.intoArray(s, 12 * L);
        s61.intoArray(s, 13 * L);
        s70.intoArray(s, 14 * L);
        s71.intoArray(s, 15 * L);
        s80.intoArray(s, 16 * L);
        s81.intoArray(s, 17 * L);
        s90.intoArray(s, 18 * L);
        s91.intoArray(s, 19 * L);
        s100.intoArray(s, 20 * L);
        s101.intoArray(s, 21 * L);
        s110.intoArray(s, 22 * L);
        s111.intoArray(s, 23 * L);
    }

    /** 12 FMAs on 8 loads, 6 of them of one float. */
    static void rows6Vectors2(float[] w, int w0, float[] x, int[] rowStart, int i, int features, float[] s) {
        int x0 = rowStart[i];
        int x1 = rowStart[i + 1];
        int x2 = rowStart[i + 2];
        int x3 = rowStart[i + 3];
        int x4 = rowStart[i + 4];
        int x5 = rowStart[i + 5];
        FloatVector s00 = FloatVector.zero(F), s01 = s00;
        FloatVector s10 = s00, s11 = s00;
        FloatVector s20 = s00, s21 = s00;
        FloatVector s30 = s00, s31 = s00;
        FloatVector s40 = s00, s41 = s00;
        FloatVector s50 = s00, s51 = s00;
        for (int k = 0; k < features; k++) {
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
        s00.intoArray(s, 0);
        s01.intoArray(s, L);
        s10.intoArray(s, 2 * L);
        s11.intoArray(s, 3 * L);
        s20.intoArray(s, 4 * L);
        s21.intoArray(s, 5 * L);
        s30.intoArray(s, 6 * L);
        s31.intoArray(s, 7 * L);
        s40.intoArray(s, 8 * L);
        s41.intoArray(s, 9 * L);
        s50.intoArray(s, 10 * L);
        s51.intoArray(s, 11 * L);
    }
}
