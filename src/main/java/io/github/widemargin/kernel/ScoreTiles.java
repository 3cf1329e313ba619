package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Dot products of four rows of X, i and those once, twice and three times apart behind, with classes of W, lanes along
 * the features. The rows begin at rowStart in x, and length features from kx on count, in whole vectors; the classes of w
 * lie stride apart from w0 on. A first vector of each row, at firstStart + kf in first, goes with that of each class,
 * stride apart from d0 on. Writes the sums of the products, yet to be added up over the lanes, from at on: a vector for
 * each of the four rows of the first class, then of the next.
 *
 * <p>C2 makes some 30,000 nodes of the largest tile. What the Vector API asks to be inlined still is, up to 40,000.
 */
final class ScoreTiles {
    /** Whose rows fill a vector of scores. */
    static final int TILES = L / 4;

    private ScoreTiles() {}

    /** 20 FMAs on 9 loads. */
    static void rows4Classes5(
            float[] w,
            int w0,
            int stride,
            float[] x,
            int[] rowStart,
            int i,
            int apart,
            int kx,
            int length,
            float[] first,
            int[] firstStart,
            int kf,
            int d0,
            float[] sums,
            int at) {
        int x0 = rowStart[i] + kx;
        int x1 = rowStart[i + apart] + kx;
        int x2 = rowStart[i + 2 * apart] + kx;
        int x3 = rowStart[i + 3 * apart] + kx;
        int w1 = w0 + stride;
        int w2 = w0 + 2 * stride;
        int w3 = w0 + 3 * stride;
        int w4 = w0 + 4 * stride;
        FloatVector f0 = FloatVector.fromArray(F, first, firstStart[i] + kf);
        FloatVector f1 = FloatVector.fromArray(F, first, firstStart[i + apart] + kf);
        FloatVector f2 = FloatVector.fromArray(F, first, firstStart[i + 2 * apart] + kf);
        FloatVector f3 = FloatVector.fromArray(F, first, firstStart[i + 3 * apart] + kf);
        FloatVector e0 = FloatVector.fromArray(F, w, d0);
        FloatVector s00 = f0.mul(e0);
        FloatVector s10 = f1.mul(e0);
        FloatVector s20 = f2.mul(e0);
        FloatVector s30 = f3.mul(e0);
        FloatVector e1 = FloatVector.fromArray(F, w, d0 + stride);
        FloatVector s01 = f0.mul(e1);
        FloatVector s11 = f1.mul(e1);
        FloatVector s21 = f2.mul(e1);
        FloatVector s31 = f3.mul(e1);
        FloatVector e2 = FloatVector.fromArray(F, w, d0 + 2 * stride);
        FloatVector s02 = f0.mul(e2);
        FloatVector s12 = f1.mul(e2);
        FloatVector s22 = f2.mul(e2);
        FloatVector s32 = f3.mul(e2);
        FloatVector e3 = FloatVector.fromArray(F, w, d0 + 3 * stride);
        FloatVector s03 = f0.mul(e3);
        FloatVector s13 = f1.mul(e3);
        FloatVector s23 = f2.mul(e3);
        FloatVector s33 = f3.mul(e3);
        FloatVector e4 = FloatVector.fromArray(F, w, d0 + 4 * stride);
        FloatVector s04 = f0.mul(e4);
        FloatVector s14 = f1.mul(e4);
        FloatVector s24 = f2.mul(e4);
        FloatVector s34 = f3.mul(e4);
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
            FloatVector c1 = FloatVector.fromArray(F, w, w1 + k);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            s31 = v3.fma(c1, s31);
            FloatVector c2 = FloatVector.fromArray(F, w, w2 + k);
            s02 = v0.fma(c2, s02);
            s12 = v1.fma(c2, s12);
            s22 = v2.fma(c2, s22);
            s32 = v3.fma(c2, s32);
            FloatVector c3 = FloatVector.fromArray(F, w, w3 + k);
            s03 = v0.fma(c3, s03);
            s13 = v1.fma(c3, s13);
            s23 = v2.fma(c3, s23);
            s33 = v3.fma(c3, s33);
            FloatVector c4 = FloatVector.fromArray(F, w, w4 + k);
            s04 = v0.fma(c4, s04);
            s14 = v1.fma(c4, s14);
            s24 = v2.fma(c4, s24);
            s34 = v3.fma(c4, s34);
        }
        s00.intoArray(sums, at);
        s10.intoArray(sums, at + L);
        s20.intoArray(sums, at + 2 * L);
        s30.intoArray(sums, at + 3 * L);
        s01.intoArray(sums, at + 4 * L);
        s11.intoArray(sums, at + 5 * L);
        s21.intoArray(sums, at + 6 * L);
        s31.intoArray(sums, at + 7 * L);
        s02.intoArray(sums, at + 8 * L);
        s12.intoArray(sums, at + 9 * L);
        s22.intoArray(sums, at + 10 * L);
        s32.intoArray(sums, at + 11 * L);
        s03.intoArray(sums, at + 12 * L);
        s13.intoArray(sums, at + 13 * L);
        s23.intoArray(sums, at + 14 * L);
        s33.intoArray(sums, at + 15 * L);
        s04.intoArray(sums, at + 16 * L);
        s14.intoArray(sums, at + 17 * L);
        s24.intoArray(sums, at + 18 * L);
        s34.intoArray(sums, at + 19 * L);
    }

    /** 16 FMAs on 8 loads. */
    static void rows4Classes4(
            float[] w,
            int w0,
            int stride,
            float[] x,
            int[] rowStart,
            int i,
            int apart,
            int kx,
            int length,
            float[] first,
            int[] firstStart,
            int kf,
            int d0,
            float[] sums,
            int at) {
        int x0 = rowStart[i] + kx;
        int x1 = rowStart[i + apart] + kx;
        int x2 = rowStart[i + 2 * apart] + kx;
        int x3 = rowStart[i + 3 * apart] + kx;
        int w1 = w0 + stride;
        int w2 = w0 + 2 * stride;
        int w3 = w0 + 3 * stride;
        FloatVector f0 = FloatVector.fromArray(F, first, firstStart[i] + kf);
        FloatVector f1 = FloatVector.fromArray(F, first, firstStart[i + apart] + kf);
        FloatVector f2 = FloatVector.fromArray(F, first, firstStart[i + 2 * apart] + kf);
        FloatVector f3 = FloatVector.fromArray(F, first, firstStart[i + 3 * apart] + kf);
        FloatVector e0 = FloatVector.fromArray(F, w, d0);
        FloatVector s00 = f0.mul(e0);
        FloatVector s10 = f1.mul(e0);
        FloatVector s20 = f2.mul(e0);
        FloatVector s30 = f3.mul(e0);
        FloatVector e1 = FloatVector.fromArray(F, w, d0 + stride);
        FloatVector s01 = f0.mul(e1);
        FloatVector s11 = f1.mul(e1);
        FloatVector s21 = f2.mul(e1);
        FloatVector s31 = f3.mul(e1);
        FloatVector e2 = FloatVector.fromArray(F, w, d0 + 2 * stride);
        FloatVector s02 = f0.mul(e2);
        FloatVector s12 = f1.mul(e2);
        FloatVector s22 = f2.mul(e2);
        FloatVector s32 = f3.mul(e2);
        FloatVector e3 = FloatVector.fromArray(F, w, d0 + 3 * stride);
        FloatVector s03 = f0.mul(e3);
        FloatVector s13 = f1.mul(e3);
        FloatVector s23 = f2.mul(e3);
        FloatVector s33 = f3.mul(e3);
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
            FloatVector c1 = FloatVector.fromArray(F, w, w1 + k);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            s31 = v3.fma(c1, s31);
            FloatVector c2 = FloatVector.fromArray(F, w, w2 + k);
            s02 = v0.fma(c2, s02);
            s12 = v1.fma(c2, s12);
            s22 = v2.fma(c2, s22);
            s32 = v3.fma(c2, s32);
            FloatVector c3 = FloatVector.fromArray(F, w, w3 + k);
            s03 = v0.fma(c3, s03);
            s13 = v1.fma(c3, s13);
            s23 = v2.fma(c3, s23);
            s33 = v3.fma(c3, s33);
        }
        s00.intoArray(sums, at);
        s10.intoArray(sums, at + L);
        s20.intoArray(sums, at + 2 * L);
        s30.intoArray(sums, at + 3 * L);
        s01.intoArray(sums, at + 4 * L);
        s11.intoArray(sums, at + 5 * L);
        s21.intoArray(sums, at + 6 * L);
        s31.intoArray(sums, at + 7 * L);
        s02.intoArray(sums, at + 8 * L);
        s12.intoArray(sums, at + 9 * L);
        s22.intoArray(sums, at + 10 * L);
        s32.intoArray(sums, at + 11 * L);
        s03.intoArray(sums, at + 12 * L);
        s13.intoArray(sums, at + 13 * L);
        s23.intoArray(sums, at + 14 * L);
        s33.intoArray(sums, at + 15 * L);
    }

    /** 12 FMAs on 7 loads. */
    static void rows4Classes3(
            float[] w,
            int w0,
            int stride,
            float[] x,
            int[] rowStart,
            int i,
            int apart,
            int kx,
            int length,
            float[] first,
            int[] firstStart,
            int kf,
            int d0,
            float[] sums,
            int at) {
        int x0 = rowStart[i] + kx;
        int x1 = rowStart[i + apart] + kx;
        int x2 = rowStart[i + 2 * apart] + kx;
        int x3 = rowStart[i + 3 * apart] + kx;
        int w1 = w0 + stride;
        int w2 = w0 + 2 * stride;
        FloatVector f0 = FloatVector.fromArray(F, first, firstStart[i] + kf);
        FloatVector f1 = FloatVector.fromArray(F, first, firstStart[i + apart] + kf);
        FloatVector f2 = FloatVector.fromArray(F, first, firstStart[i + 2 * apart] + kf);
        FloatVector f3 = FloatVector.fromArray(F, first, firstStart[i + 3 * apart] + kf);
        FloatVector e0 = FloatVector.fromArray(F, w, d0);
        FloatVector s00 = f0.mul(e0);
        FloatVector s10 = f1.mul(e0);
        FloatVector s20 = f2.mul(e0);
        FloatVector s30 = f3.mul(e0);
        FloatVector e1 = FloatVector.fromArray(F, w, d0 + stride);
        FloatVector s01 = f0.mul(e1);
        FloatVector s11 = f1.mul(e1);
        FloatVector s21 = f2.mul(e1);
        FloatVector s31 = f3.mul(e1);
        FloatVector e2 = FloatVector.fromArray(F, w, d0 + 2 * stride);
        FloatVector s02 = f0.mul(e2);
        FloatVector s12 = f1.mul(e2);
        FloatVector s22 = f2.mul(e2);
        FloatVector s32 = f3.mul(e2);
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
            FloatVector c1 = FloatVector.fromArray(F, w, w1 + k);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            s31 = v3.fma(c1, s31);
            FloatVector c2 = FloatVector.fromArray(F, w, w2 + k);
            s02 = v0.fma(c2, s02);
            s12 = v1.fma(c2, s12);
            s22 = v2.fma(c2, s22);
            s32 = v3.fma(c2, s32);
        }
        s00.intoArray(sums, at);
        s10.intoArray(sums, at + L);
        s20.intoArray(sums, at + 2 * L);
        s30.intoArray(sums, at + 3 * L);
        s01.intoArray(sums, at + 4 * L);
        s11.intoArray(sums, at + 5 * L);
        s21.intoArray(sums, at + 6 * L);
        s31.intoArray(sums, at + 7 * L);
        s02.intoArray(sums, at + 8 * L);
        s12.intoArray(sums, at + 9 * L);
        s22.intoArray(sums, at + 10 * L);
        s32.intoArray(sums, at + 11 * L);
    }

    /** 8 FMAs on 6 loads. */
    static void rows4Classes2(
            float[] w,
            int w0,
            int stride,
            float[] x,
            int[] rowStart,
            int i,
            int apart,
            int kx,
            int length,
            float[] first,
            int[] firstStart,
            int kf,
            int d0,
            float[] sums,
            int at) {
        int x0 = rowStart[i] + kx;
        int x1 = rowStart[i + apart] + kx;
        int x2 = rowStart[i + 2 * apart] + kx;
        int x3 = rowStart[i + 3 * apart] + kx;
        int w1 = w0 + stride;
        FloatVector f0 = FloatVector.fromArray(F, first, firstStart[i] + kf);
        FloatVector f1 = FloatVector.fromArray(F, first, firstStart[i + apart] + kf);
        FloatVector f2 = FloatVector.fromArray(F, first, firstStart[i + 2 * apart] + kf);
        FloatVector f3 = FloatVector.fromArray(F, first, firstStart[i + 3 * apart] + kf);
        FloatVector e0 = FloatVector.fromArray(F, w, d0);
        FloatVector s00 = f0.mul(e0);
        FloatVector s10 = f1.mul(e0);
        FloatVector s20 = f2.mul(e0);
        FloatVector s30 = f3.mul(e0);
        FloatVector e1 = FloatVector.fromArray(F, w, d0 + stride);
        FloatVector s01 = f0.mul(e1);
        FloatVector s11 = f1.mul(e1);
        FloatVector s21 = f2.mul(e1);
        FloatVector s31 = f3.mul(e1);
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
            FloatVector c1 = FloatVector.fromArray(F, w, w1 + k);
            s01 = v0.fma(c1, s01);
            s11 = v1.fma(c1, s11);
            s21 = v2.fma(c1, s21);
            s31 = v3.fma(c1, s31);
        }
        s00.intoArray(sums, at);
        s10.intoArray(sums, at + L);
        s20.intoArray(sums, at + 2 * L);
        s30.intoArray(sums, at + 3 * L);
        s01.intoArray(sums, at + 4 * L);
        s11.intoArray(sums, at + 5 * L);
        s21.intoArray(sums, at + 6 * L);
        s31.intoArray(sums, at + 7 * L);
    }

    /** 4 FMAs on 5 loads. */
    static void rows4Classes1(
            float[] w,
            int w0,
            int stride,
            float[] x,
            int[] rowStart,
            int i,
            int apart,
            int kx,
            int length,
            float[] first,
            int[] firstStart,
            int kf,
            int d0,
            float[] sums,
            int at) {
        int x0 = rowStart[i] + kx;
        int x1 = rowStart[i + apart] + kx;
        int x2 = rowStart[i + 2 * apart] + kx;
        int x3 = rowStart[i + 3 * apart] + kx;
        FloatVector f0 = FloatVector.fromArray(F, first, firstStart[i] + kf);
        FloatVector f1 = FloatVector.fromArray(F, first, firstStart[i + apart] + kf);
        FloatVector f2 = FloatVector.fromArray(F, first, firstStart[i + 2 * apart] + kf);
        FloatVector f3 = FloatVector.fromArray(F, first, firstStart[i + 3 * apart] + kf);
        FloatVector e0 = FloatVector.fromArray(F, w, d0);
        FloatVector s00 = f0.mul(e0);
        FloatVector s10 = f1.mul(e0);
        FloatVector s20 = f2.mul(e0);
        FloatVector s30 = f3.mul(e0);
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
        }
        s00.intoArray(sums, at);
        s10.intoArray(sums, at + L);
        s20.intoArray(sums, at + 2 * L);
        s30.intoArray(sums, at + 3 * L);
    }

    /** Adds the sums of a tile of four rows, from part on, to those from at on. */
    static void add(float[] sums, int part, int classes, int at) {
        for (int k = 0; k < 4 * classes * L; k += L) {
            FloatVector sum = FloatVector.fromArray(F, sums, at + k);
            sum.add(FloatVector.fromArray(F, sums, part + k)).intoArray(sums, at + k);
        }
    }

    /**
     * Writes the sums over the lanes of {@code sums} as so many tiles leave them there from {@code from} on, each with so many classes:
     * of the rows of the first tile to s[at], s[at + tiles], …, of the next one's one behind, and for each class sStride later; the
     * first tile's sums are spent then. Methods of their own, with the vectors in memory, because C2 would not inline them into the
     * tiles, and box them. Not {@code reduceLanes}: it leaves the order open, and before and after it is compiled the results
     * differ in the last bit; and with whole vectors of rows this takes a third of its instructions.
     */
    static void addLanes(float[] sums, int from, int tiles, int classes, float[] s, int at, int sStride) {
        if (tiles == 1) {
            foldQuarters(sums, from, 4 * classes * L);
        } else {
            tilesToLanes(sums, from, 4 * classes * L);
        }
        for (int j = 0; j < classes; j++, from += 4 * L, at += sStride) {
            FloatVector a = FloatVector.fromArray(F, sums, from);
            FloatVector b = FloatVector.fromArray(F, sums, from + L);
            FloatVector c = FloatVector.fromArray(F, sums, from + 2 * L);
            FloatVector d = FloatVector.fromArray(F, sums, from + 3 * L);
            // quarter by quarter a b a b, sums of two; then a b c d, sums of all
            FloatVector ab = a.blend(b, LaneTables.UPPER_QUARTERS)
                    .add(b.blend(a, LaneTables.UPPER_QUARTERS).rearrange(LaneTables.SWAP_QUARTERS));
            FloatVector cd = c.blend(d, LaneTables.UPPER_QUARTERS)
                    .add(d.blend(c, LaneTables.UPPER_QUARTERS).rearrange(LaneTables.SWAP_QUARTERS));
            FloatVector abcd = ab.blend(cd, LaneTables.UPPER_HALF)
                    .add(cd.blend(ab, LaneTables.UPPER_HALF).rearrange(LaneTables.SWAP_HALVES));
            if (tiles == TILES) {
                abcd.intoArray(s, at);
            } else {
                abcd.intoArray(sums, from);
                for (int i = 0; i < tiles; i++) {
                    for (int row = 0; row < 4; row++) {
                        s[at + row * tiles + i] = sums[from + row * TILES + i];
                    }
                }
            }
        }
    }

    /** All lanes of a quarter become the sum of its lanes. */
    private static void foldQuarters(float[] sums, int from, int size) {
        for (int k = from; k < from + size && L > 4; k += L) {
            FloatVector v = FloatVector.fromArray(F, sums, k);
            v = v.add(v.rearrange(LaneTables.SWAP_1));
            if (L > 8) {
                v = v.add(v.rearrange(LaneTables.SWAP_2));
            }
            v.intoArray(sums, k);
        }
    }

    /** In the first tile's place the lanes of a quarter become the tiles, each quarter yet to be added up. */
    private static void tilesToLanes(float[] sums, int from, int size) {
        for (int k = from; k < from + size && L > 4; k += L) {
            FloatVector a = FloatVector.fromArray(F, sums, k);
            FloatVector b = FloatVector.fromArray(F, sums, k + size);
            // lane by lane a b a b …, sums of two; then a b c d …, sums of four
            FloatVector ab = a.blend(b, LaneTables.BIT_0)
                    .add(b.blend(a, LaneTables.BIT_0).rearrange(LaneTables.SWAP_1));
            if (L == 8) {
                ab.intoArray(sums, k);
            } else {
                FloatVector c = FloatVector.fromArray(F, sums, k + 2 * size);
                FloatVector d = FloatVector.fromArray(F, sums, k + 3 * size);
                FloatVector cd = c.blend(d, LaneTables.BIT_0)
                        .add(d.blend(c, LaneTables.BIT_0).rearrange(LaneTables.SWAP_1));
                ab.blend(cd, LaneTables.BIT_1)
                        .add(cd.blend(ab, LaneTables.BIT_1).rearrange(LaneTables.SWAP_2))
                        .intoArray(sums, k);
            }
        }
    }
}
