package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Products with a transposed block x of rows, features × {@link RowBlock#ROWS}, lanes along the rows: three vectors of them, the
 * first feature's from x0 on. Scores: with the classes of w from j on, features × classes; written to s, a class after {@link
 * RowBlock#ROWS} floats the next. Gradient: with classes of g from g0 on, as s is; added to d, a vector for each feature, whose
 * lanes are yet to be added up.
 */
final class RowTiles {
    /** Rows of a tile of scores. */
    static final int ROWS = 3 * L;

    private RowTiles() {}

    /** 24 FMAs on 11 loads. */
    static void vectors3Classes8(float[] w, int j, int classes, float[] x, int x0, int features, float[] s, int at) {
        FloatVector s00 = FloatVector.zero(F), s10 = s00, s20 = s00;
        FloatVector s01 = s00, s11 = s00, s21 = s00;
        FloatVector s02 = s00, s12 = s00, s22 = s00;
        FloatVector s03 = s00, s13 = s00, s23 = s00;
        FloatVector s04 = s00, s14 = s00, s24 = s00;
        FloatVector s05 = s00, s15 = s00, s25 = s00;
        FloatVector s06 = s00, s16 = s00, s26 = s00;
        FloatVector s07 = s00, s17 = s00, s27 = s00;
        for (int k = 0; k < features; k++) {
            int wk = k * classes + j;
            FloatVector v0 = FloatVector.fromArray(F, x, k * RowBlock.ROWS + x0);
            FloatVector v1 = FloatVector.fromArray(F, x, k * RowBlock.ROWS + x0 + L);
            FloatVector v2 = FloatVector.fromArray(F, x, k * RowBlock.ROWS + x0 + 2 * L);
            FloatVector c0 = FloatVector.broadcast(F, w[wk]);
            s00 = v0.fma(c0, s00);
            s10 = v1.fma(c0, s10);
            s20 = v2.fma(c0, s20);
            FloatVector c1 = FloatVector.broadcast(F, w[wk + 1]);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            FloatVector c2 = FloatVector.broadcast(F, w[wk + 2]);
            s02 = v0.fma(c2, s02);
            s12 = v1.fma(c2, s12);
            s22 = v2.fma(c2, s22);
            FloatVector c3 = FloatVector.broadcast(F, w[wk + 3]);
            s03 = v0.fma(c3, s03);
            s13 = v1.fma(c3, s13);
            s23 = v2.fma(c3, s23);
            FloatVector c4 = FloatVector.broadcast(F, w[wk + 4]);
            s04 = v0.fma(c4, s04);
            s14 = v1.fma(c4, s14);
            s24 = v2.fma(c4, s24);
            FloatVector c5 = FloatVector.broadcast(F, w[wk + 5]);
            s05 = v0.fma(c5, s05);
            s15 = v1.fma(c5, s15);
            s25 = v2.fma(c5, s25);
            FloatVector c6 = FloatVector.broadcast(F, w[wk + 6]);
            s06 = v0.fma(c6, s06);
            s16 = v1.fma(c6, s16);
            s26 = v2.fma(c6, s26);
            FloatVector c7 = FloatVector.broadcast(F, w[wk + 7]);
            s07 = v0.fma(c7, s07);
            s17 = v1.fma(c7, s17);
            s27 = v2.fma(c7, s27);
        }
        s00.intoArray(s, at);
        s10.intoArray(s, at + L);
        s20.intoArray(s, at + 2 * L);
        s01.intoArray(s, at + RowBlock.ROWS);
        s11.intoArray(s, at + RowBlock.ROWS + L);
        s21.intoArray(s, at + RowBlock.ROWS + 2 * L);
        s02.intoArray(s, at + 2 * RowBlock.ROWS);
        s12.intoArray(s, at + 2 * RowBlock.ROWS + L);
        s22.intoArray(s, at + 2 * RowBlock.ROWS + 2 * L);
        s03.intoArray(s, at + 3 * RowBlock.ROWS);
        s13.intoArray(s, at + 3 * RowBlock.ROWS + L);
        s23.intoArray(s, at + 3 * RowBlock.ROWS + 2 * L);
        s04.intoArray(s, at + 4 * RowBlock.ROWS);
        s14.intoArray(s, at + 4 * RowBlock.ROWS + L);
        s24.intoArray(s, at + 4 * RowBlock.ROWS + 2 * L);
        s05.intoArray(s, at + 5 * RowBlock.ROWS);
        s15.intoArray(s, at + 5 * RowBlock.ROWS + L);
        s25.intoArray(s, at + 5 * RowBlock.ROWS + 2 * L);
        s06.intoArray(s, at + 6 * RowBlock.ROWS);
        s16.intoArray(s, at + 6 * RowBlock.ROWS + L);
        s26.intoArray(s, at + 6 * RowBlock.ROWS + 2 * L);
        s07.intoArray(s, at + 7 * RowBlock.ROWS);
        s17.intoArray(s, at + 7 * RowBlock.ROWS + L);
        s27.intoArray(s, at + 7 * RowBlock.ROWS + 2 * L);
    }

    /** 12 FMAs on 7 loads. */
    static void vectors3Classes4(float[] w, int j, int classes, float[] x, int x0, int features, float[] s, int at) {
        FloatVector s00 = FloatVector.zero(F), s10 = s00, s20 = s00;
        FloatVector s01 = s00, s11 = s00, s21 = s00;
        FloatVector s02 = s00, s12 = s00, s22 = s00;
        FloatVector s03 = s00, s13 = s00, s23 = s00;
        for (int k = 0; k < features; k++) {
            int wk = k * classes + j;
            FloatVector v0 = FloatVector.fromArray(F, x, k * RowBlock.ROWS + x0);
            FloatVector v1 = FloatVector.fromArray(F, x, k * RowBlock.ROWS + x0 + L);
            FloatVector v2 = FloatVector.fromArray(F, x, k * RowBlock.ROWS + x0 + 2 * L);
            FloatVector c0 = FloatVector.broadcast(F, w[wk]);
            s00 = v0.fma(c0, s00);
            s10 = v1.fma(c0, s10);
            s20 = v2.fma(c0, s20);
            FloatVector c1 = FloatVector.broadcast(F, w[wk + 1]);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            FloatVector c2 = FloatVector.broadcast(F, w[wk + 2]);
            s02 = v0.fma(c2, s02);
            s12 = v1.fma(c2, s12);
            s22 = v2.fma(c2, s22);
            FloatVector c3 = FloatVector.broadcast(F, w[wk + 3]);
            s03 = v0.fma(c3, s03);
            s13 = v1.fma(c3, s13);
            s23 = v2.fma(c3, s23);
        }
        s00.intoArray(s, at);
        s10.intoArray(s, at + L);
        s20.intoArray(s, at + 2 * L);
        s01.intoArray(s, at + RowBlock.ROWS);
        s11.intoArray(s, at + RowBlock.ROWS + L);
        s21.intoArray(s, at + RowBlock.ROWS + 2 * L);
        s02.intoArray(s, at + 2 * RowBlock.ROWS);
        s12.intoArray(s, at + 2 * RowBlock.ROWS + L);
        s22.intoArray(s, at + 2 * RowBlock.ROWS + 2 * L);
        s03.intoArray(s, at + 3 * RowBlock.ROWS);
        s13.intoArray(s, at + 3 * RowBlock.ROWS + L);
        s23.intoArray(s, at + 3 * RowBlock.ROWS + 2 * L);
    }

    /** 9 FMAs on 6 loads. */
    static void vectors3Classes3(float[] w, int j, int classes, float[] x, int x0, int features, float[] s, int at) {
        FloatVector s00 = FloatVector.zero(F), s10 = s00, s20 = s00;
        FloatVector s01 = s00, s11 = s00, s21 = s00;
        FloatVector s02 = s00, s12 = s00, s22 = s00;
        for (int k = 0; k < features; k++) {
            int wk = k * classes + j;
            FloatVector v0 = FloatVector.fromArray(F, x, k * RowBlock.ROWS + x0);
            FloatVector v1 = FloatVector.fromArray(F, x, k * RowBlock.ROWS + x0 + L);
            FloatVector v2 = FloatVector.fromArray(F, x, k * RowBlock.ROWS + x0 + 2 * L);
            FloatVector c0 = FloatVector.broadcast(F, w[wk]);
            s00 = v0.fma(c0, s00);
            s10 = v1.fma(c0, s10);
            s20 = v2.fma(c0, s20);
            FloatVector c1 = FloatVector.broadcast(F, w[wk + 1]);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            FloatVector c2 = FloatVector.broadcast(F, w[wk + 2]);
            s02 = v0.fma(c2, s02);
            s12 = v1.fma(c2, s12);
            s22 = v2.fma(c2, s22);
        }
        s00.intoArray(s, at);
        s10.intoArray(s, at + L);
        s20.intoArray(s, at + 2 * L);
        s01.intoArray(s, at + RowBlock.ROWS);
        s11.intoArray(s, at + RowBlock.ROWS + L);
        s21.intoArray(s, at + RowBlock.ROWS + 2 * L);
        s02.intoArray(s, at + 2 * RowBlock.ROWS);
        s12.intoArray(s, at + 2 * RowBlock.ROWS + L);
        s22.intoArray(s, at + 2 * RowBlock.ROWS + 2 * L);
    }

    /** 6 FMAs on 5 loads. */
    static void vectors3Classes2(float[] w, int j, int classes, float[] x, int x0, int features, float[] s, int at) {
        FloatVector s00 = FloatVector.zero(F), s10 = s00, s20 = s00;
        FloatVector s01 = s00, s11 = s00, s21 = s00;
        for (int k = 0; k < features; k++) {
            int wk = k * classes + j;
            FloatVector v0 = FloatVector.fromArray(F, x, k * RowBlock.ROWS + x0);
            FloatVector v1 = FloatVector.fromArray(F, x, k * RowBlock.ROWS + x0 + L);
            FloatVector v2 = FloatVector.fromArray(F, x, k * RowBlock.ROWS + x0 + 2 * L);
            FloatVector c0 = FloatVector.broadcast(F, w[wk]);
            s00 = v0.fma(c0, s00);
            s10 = v1.fma(c0, s10);
            s20 = v2.fma(c0, s20);
            FloatVector c1 = FloatVector.broadcast(F, w[wk + 1]);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
        }
        s00.intoArray(s, at);
        s10.intoArray(s, at + L);
        s20.intoArray(s, at + 2 * L);
        s01.intoArray(s, at + RowBlock.ROWS);
        s11.intoArray(s, at + RowBlock.ROWS + L);
        s21.intoArray(s, at + RowBlock.ROWS + 2 * L);
    }

    /** 9 FMAs on 6 loads for each feature; a class of d lies features · L after the one before. */
    static void vectors3Gradient3(float[] g, int g0, float[] x, int x0, int features, float[] d, int d0) {
        FloatVector g00 = FloatVector.fromArray(F, g, g0);
        FloatVector g10 = FloatVector.fromArray(F, g, g0 + L);
        FloatVector g20 = FloatVector.fromArray(F, g, g0 + 2 * L);
        FloatVector g01 = FloatVector.fromArray(F, g, g0 + RowBlock.ROWS);
        FloatVector g11 = FloatVector.fromArray(F, g, g0 + RowBlock.ROWS + L);
        FloatVector g21 = FloatVector.fromArray(F, g, g0 + RowBlock.ROWS + 2 * L);
        FloatVector g02 = FloatVector.fromArray(F, g, g0 + 2 * RowBlock.ROWS);
        FloatVector g12 = FloatVector.fromArray(F, g, g0 + 2 * RowBlock.ROWS + L);
        FloatVector g22 = FloatVector.fromArray(F, g, g0 + 2 * RowBlock.ROWS + 2 * L);
        int d1 = d0 + features * L;
        int d2 = d0 + 2 * features * L;
        for (int k = 0; k < features; k++) {
            int xk = k * RowBlock.ROWS + x0;
            FloatVector v0 = FloatVector.fromArray(F, x, xk);
            FloatVector v1 = FloatVector.fromArray(F, x, xk + L);
            FloatVector v2 = FloatVector.fromArray(F, x, xk + 2 * L);
            FloatVector s0 = FloatVector.fromArray(F, d, d0 + k * L);
            v2.fma(g20, v1.fma(g10, v0.fma(g00, s0))).intoArray(d, d0 + k * L);
            FloatVector s1 = FloatVector.fromArray(F, d, d1 + k * L);
            v2.fma(g21, v1.fma(g11, v0.fma(g01, s1))).intoArray(d, d1 + k * L);
            FloatVector s2 = FloatVector.fromArray(F, d, d2 + k * L);
            v2.fma(g22, v1.fma(g12, v0.fma(g02, s2))).intoArray(d, d2 + k * L);
        }
    }

    /** 3 FMAs on 4 loads for each feature; a class of d lies features · L after the one before. */
    static void vectors3Gradient1(float[] g, int g0, float[] x, int x0, int features, float[] d, int d0) {
        FloatVector g00 = FloatVector.fromArray(F, g, g0);
        FloatVector g10 = FloatVector.fromArray(F, g, g0 + L);
        FloatVector g20 = FloatVector.fromArray(F, g, g0 + 2 * L);
        for (int k = 0; k < features; k++) {
            int xk = k * RowBlock.ROWS + x0;
            FloatVector v0 = FloatVector.fromArray(F, x, xk);
            FloatVector v1 = FloatVector.fromArray(F, x, xk + L);
            FloatVector v2 = FloatVector.fromArray(F, x, xk + 2 * L);
            FloatVector s0 = FloatVector.fromArray(F, d, d0 + k * L);
            v2.fma(g20, v1.fma(g10, v0.fma(g00, s0))).intoArray(d, d0 + k * L);
        }
    }
}
