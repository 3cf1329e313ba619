package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

import jdk.incubator.vector.FloatVector;

/**
 * Products with {@linkplain Quads rows four at a time}, the first four of them at x0 in x and the next stride behind. Scores: of four
 * quads with classes of w from w0 on, stride apart; of these floats those in [from, stride) count. Written to sums, a vector for each quad,
 * from at on. Gradient: of all quads, of four vectors each, with classes of g from g0 on, a vector for each quad; added to d, where
 * classes are stride apart.
 */
final class QuadTiles {
    /** From one class to the next where each quad has a vector. */
    static final int CLASS = Quads.COUNT * L;

    /** With which of four vectors the first shares the halves of one. */
    private static final int SECOND = L == 16 ? 2 * L : L;

    private QuadTiles() {}

    /** How many classes the next tile takes when so many are left, never 1; with 16 registers 3, which spill, only where 1 would be left. */
    static int classes(int left) {
        return Lanes.REGISTERS == 16 ? (left == 3 ? 3 : 2) : left == 2 || left == 4 ? 2 : 3;
    }

    /** 12 FMAs on 7 loads. */
    static void quads4Classes3(float[] w, int w0, float[] x, int x0, int stride, int from, float[] sums, int at) {
        FloatVector s00 = FloatVector.zero(F), s10 = s00, s20 = s00, s30 = s00;
        FloatVector s01 = s00, s11 = s00, s21 = s00, s31 = s00;
        FloatVector s02 = s00, s12 = s00, s22 = s00, s32 = s00;
        for (int k = from; k < stride; k += L) {
            FloatVector v0 = FloatVector.fromArray(F, x, x0 + k);
            FloatVector v1 = FloatVector.fromArray(F, x, x0 + stride + k);
            FloatVector v2 = FloatVector.fromArray(F, x, x0 + 2 * stride + k);
            FloatVector v3 = FloatVector.fromArray(F, x, x0 + 3 * stride + k);
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
        s00.intoArray(sums, at);
        s10.intoArray(sums, at + L);
        s20.intoArray(sums, at + 2 * L);
        s30.intoArray(sums, at + 3 * L);
        s01.intoArray(sums, at + CLASS);
        s11.intoArray(sums, at + CLASS + L);
        s21.intoArray(sums, at + CLASS + 2 * L);
        s31.intoArray(sums, at + CLASS + 3 * L);
        s02.intoArray(sums, at + 2 * CLASS);
        s12.intoArray(sums, at + 2 * CLASS + L);
        s22.intoArray(sums, at + 2 * CLASS + 2 * L);
        s32.intoArray(sums, at + 2 * CLASS + 3 * L);
    }

    /** 8 FMAs on 6 loads. */
    static void quads4Classes2(float[] w, int w0, float[] x, int x0, int stride, int from, float[] sums, int at) {
        FloatVector s00 = FloatVector.zero(F), s10 = s00, s20 = s00, s30 = s00;
        FloatVector s01 = s00, s11 = s00, s21 = s00, s31 = s00;
        for (int k = from; k < stride; k += L) {
            FloatVector v0 = FloatVector.fromArray(F, x, x0 + k);
            FloatVector v1 = FloatVector.fromArray(F, x, x0 + stride + k);
            FloatVector v2 = FloatVector.fromArray(F, x, x0 + 2 * stride + k);
            FloatVector v3 = FloatVector.fromArray(F, x, x0 + 3 * stride + k);
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
        s00.intoArray(sums, at);
        s10.intoArray(sums, at + L);
        s20.intoArray(sums, at + 2 * L);
        s30.intoArray(sums, at + 3 * L);
        s01.intoArray(sums, at + CLASS);
        s11.intoArray(sums, at + CLASS + L);
        s21.intoArray(sums, at + CLASS + 2 * L);
        s31.intoArray(sums, at + CLASS + 3 * L);
    }

    /** Adds up the L / 4 parts of each sum, which gives a vector of L rows for L / 4 quads. */
    static void addUp(float[] sums, int from, int classes, float[] s, int i) {
        int end = from + classes * CLASS;
        for (int k = from; k < end; k += Quads.ROWS_OF_TILE * (L / 4), i += Quads.ROWS_OF_TILE) {
            FloatVector a = FloatVector.fromArray(F, sums, k);
            FloatVector b = FloatVector.fromArray(F, sums, k + SECOND);
            FloatVector c = FloatVector.fromArray(F, sums, k + 3 * L - SECOND);
            FloatVector d = FloatVector.fromArray(F, sums, k + 3 * L);
            if (L == 4) {
                a.intoArray(s, i);
                b.intoArray(s, i + L);
                c.intoArray(s, i + 2 * L);
                d.intoArray(s, i + 3 * L);
                continue;
            }
            FloatVector ab = a.blend(b, LaneTables.UPPER_HALF)
                    .add(b.blend(a, LaneTables.UPPER_HALF).rearrange(LaneTables.SWAP_HALVES));
            FloatVector cd = c.blend(d, LaneTables.UPPER_HALF)
                    .add(d.blend(c, LaneTables.UPPER_HALF).rearrange(LaneTables.SWAP_HALVES));
            if (L == 8) {
                ab.intoArray(s, i);
                cd.intoArray(s, i + L);
            } else {
                ab.blend(cd, LaneTables.UPPER_QUARTERS)
                        .add(cd.blend(ab, LaneTables.UPPER_QUARTERS).rearrange(LaneTables.SWAP_QUARTERS))
                        .intoArray(s, i);
            }
        }
    }

    /** Gives each of g, classes × rows, to the L / 4 parts. */
    static void spread(float[] g, int from, int classes, float[] to, int at) {
        for (int i = from; i < from + classes * ROWS; i += L, at += L * L / 4) {
            FloatVector v = FloatVector.fromArray(F, g, i);
            if (L == 4) {
                v.intoArray(to, at);
                continue;
            }
            v.rearrange(LaneTables.FOUR_LANES_0).intoArray(to, at);
            v.rearrange(LaneTables.FOUR_LANES_1).intoArray(to, at + L);
            if (L == 16) {
                v.rearrange(LaneTables.FOUR_LANES_2).intoArray(to, at + 2 * L);
                v.rearrange(LaneTables.FOUR_LANES_3).intoArray(to, at + 3 * L);
            }
        }
    }

    /** 12 FMAs on 7 loads for each four rows. */
    static void vectors4Classes3(float[] g, int g0, float[] x, int x0, int stride, int quads, float[] d, int d0) {
        FloatVector d00 = FloatVector.fromArray(F, d, d0);
        FloatVector d10 = FloatVector.fromArray(F, d, d0 + L);
        FloatVector d20 = FloatVector.fromArray(F, d, d0 + 2 * L);
        FloatVector d30 = FloatVector.fromArray(F, d, d0 + 3 * L);
        FloatVector d01 = FloatVector.fromArray(F, d, d0 + stride);
        FloatVector d11 = FloatVector.fromArray(F, d, d0 + stride + L);
        FloatVector d21 = FloatVector.fromArray(F, d, d0 + stride + 2 * L);
        FloatVector d31 = FloatVector.fromArray(F, d, d0 + stride + 3 * L);
        FloatVector d02 = FloatVector.fromArray(F, d, d0 + 2 * stride);
        FloatVector d12 = FloatVector.fromArray(F, d, d0 + 2 * stride + L);
        FloatVector d22 = FloatVector.fromArray(F, d, d0 + 2 * stride + 2 * L);
        FloatVector d32 = FloatVector.fromArray(F, d, d0 + 2 * stride + 3 * L);
        for (int i = 0; i < quads; i++) {
            int xi = x0 + i * stride;
            int gi = g0 + i * L;
            FloatVector v0 = FloatVector.fromArray(F, x, xi);
            FloatVector v1 = FloatVector.fromArray(F, x, xi + L);
            FloatVector v2 = FloatVector.fromArray(F, x, xi + 2 * L);
            FloatVector v3 = FloatVector.fromArray(F, x, xi + 3 * L);
            FloatVector c0 = FloatVector.fromArray(F, g, gi);
            d00 = v0.fma(c0, d00);
            d10 = v1.fma(c0, d10);
            d20 = v2.fma(c0, d20);
            d30 = v3.fma(c0, d30);
            FloatVector c1 = FloatVector.fromArray(F, g, gi + CLASS);
            d01 = v0.fma(c1, d01);
            d11 = v1.fma(c1, d11);
            d21 = v2.fma(c1, d21);
            d31 = v3.fma(c1, d31);
            FloatVector c2 = FloatVector.fromArray(F, g, gi + 2 * CLASS);
            d02 = v0.fma(c2, d02);
            d12 = v1.fma(c2, d12);
            d22 = v2.fma(c2, d22);
            d32 = v3.fma(c2, d32);
        }
        d00.intoArray(d, d0);
        d10.intoArray(d, d0 + L);
        d20.intoArray(d, d0 + 2 * L);
        d30.intoArray(d, d0 + 3 * L);
        d01.intoArray(d, d0 + stride);
        d11.intoArray(d, d0 + stride + L);
        d21.intoArray(d, d0 + stride + 2 * L);
        d31.intoArray(d, d0 + stride + 3 * L);
        d02.intoArray(d, d0 + 2 * stride);
        d12.intoArray(d, d0 + 2 * stride + L);
        d22.intoArray(d, d0 + 2 * stride + 2 * L);
        d32.intoArray(d, d0 + 2 * stride + 3 * L);
    }

    /** 8 FMAs on 6 loads for each four rows. */
    static void vectors4Classes2(float[] g, int g0, float[] x, int x0, int stride, int quads, float[] d, int d0) {
        FloatVector d00 = FloatVector.fromArray(F, d, d0);
        FloatVector d10 = FloatVector.fromArray(F, d, d0 + L);
        FloatVector d20 = FloatVector.fromArray(F, d, d0 + 2 * L);
        FloatVector d30 = FloatVector.fromArray(F, d, d0 + 3 * L);
        FloatVector d01 = FloatVector.fromArray(F, d, d0 + stride);
        FloatVector d11 = FloatVector.fromArray(F, d, d0 + stride + L);
        FloatVector d21 = FloatVector.fromArray(F, d, d0 + stride + 2 * L);
        FloatVector d31 = FloatVector.fromArray(F, d, d0 + stride + 3 * L);
        for (int i = 0; i < quads; i++) {
            int xi = x0 + i * stride;
            int gi = g0 + i * L;
            FloatVector v0 = FloatVector.fromArray(F, x, xi);
            FloatVector v1 = FloatVector.fromArray(F, x, xi + L);
            FloatVector v2 = FloatVector.fromArray(F, x, xi + 2 * L);
            FloatVector v3 = FloatVector.fromArray(F, x, xi + 3 * L);
            FloatVector c0 = FloatVector.fromArray(F, g, gi);
            d00 = v0.fma(c0, d00);
            d10 = v1.fma(c0, d10);
            d20 = v2.fma(c0, d20);
            d30 = v3.fma(c0, d30);
            FloatVector c1 = FloatVector.fromArray(F, g, gi + CLASS);
            d01 = v0.fma(c1, d01);
            d11 = v1.fma(c1, d11);
            d21 = v2.fma(c1, d21);
            d31 = v3.fma(c1, d31);
        }
        d00.intoArray(d, d0);
        d10.intoArray(d, d0 + L);
        d20.intoArray(d, d0 + 2 * L);
        d30.intoArray(d, d0 + 3 * L);
        d01.intoArray(d, d0 + stride);
        d11.intoArray(d, d0 + stride + L);
        d21.intoArray(d, d0 + stride + 2 * L);
        d31.intoArray(d, d0 + stride + 3 * L);
    }
}
