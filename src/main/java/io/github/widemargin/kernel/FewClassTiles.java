package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Products of L features of rows with two or three classes, four rows at a time: the first of these features at x0 in x, those of the next
 * row features behind; rows of fewer features have lanes of the next row, which do not count. Scores: with w from w0 on, laid out as {@link
 * QuadWeights}; added to what was before, from b0 on and step apart, and written to sums from at on, as {@link QuadTiles} does. Gradient: with g,
 * classes × {@link RowBlock#ROWS}; added to d from d0 on, a vector for each of the four rows.
 */
final class FewClassTiles {
    static final int MOST_CLASSES = 3;

    private FewClassTiles() {}

    /** 12 FMAs on 7 loads and 8 exchanges for each four rows. */
    static void classes3(
            float[] x,
            int x0,
            int features,
            int quads,
            float[] w,
            int w0,
            int stride,
            float[] before,
            int b0,
            int step,
            float[] sums,
            int at) {
        FloatVector w00 = FloatVector.fromArray(F, w, w0);
        FloatVector w10 = FloatVector.fromArray(F, w, w0 + L);
        FloatVector w20 = FloatVector.fromArray(F, w, w0 + 2 * L);
        FloatVector w30 = FloatVector.fromArray(F, w, w0 + 3 * L);
        FloatVector w01 = FloatVector.fromArray(F, w, w0 + stride);
        FloatVector w11 = FloatVector.fromArray(F, w, w0 + stride + L);
        FloatVector w21 = FloatVector.fromArray(F, w, w0 + stride + 2 * L);
        FloatVector w31 = FloatVector.fromArray(F, w, w0 + stride + 3 * L);
        FloatVector w02 = FloatVector.fromArray(F, w, w0 + 2 * stride);
        FloatVector w12 = FloatVector.fromArray(F, w, w0 + 2 * stride + L);
        FloatVector w22 = FloatVector.fromArray(F, w, w0 + 2 * stride + 2 * L);
        FloatVector w32 = FloatVector.fromArray(F, w, w0 + 2 * stride + 3 * L);
        FloatVector zero = FloatVector.zero(F);
        VectorMask<Float> ofRow = LaneTables.NUMBERS.compare(VectorOperators.LT, features);
        for (int i = 0; i < quads; i++) {
            int k = x0 + 4 * i * features;
            FloatVector a = zero.blend(FloatVector.fromArray(F, x, k), ofRow);
            FloatVector b = zero.blend(FloatVector.fromArray(F, x, k + features), ofRow);
            FloatVector c = zero.blend(FloatVector.fromArray(F, x, k + 2 * features), ofRow);
            FloatVector d = zero.blend(FloatVector.fromArray(F, x, k + 3 * features), ofRow);
            FloatVector ab = a.blend(b.rearrange(LaneTables.SWAP_1), LaneTables.BIT_0);
            FloatVector ba = a.rearrange(LaneTables.SWAP_1).blend(b, LaneTables.BIT_0);
            FloatVector cd = c.blend(d.rearrange(LaneTables.SWAP_1), LaneTables.BIT_0);
            FloatVector dc = c.rearrange(LaneTables.SWAP_1).blend(d, LaneTables.BIT_0);
            FloatVector q0 = ab.blend(cd.rearrange(LaneTables.SWAP_2), LaneTables.BIT_1);
            FloatVector q1 = ba.blend(dc.rearrange(LaneTables.SWAP_2), LaneTables.BIT_1);
            FloatVector q2 = ab.rearrange(LaneTables.SWAP_2).blend(cd, LaneTables.BIT_1);
            FloatVector q3 = ba.rearrange(LaneTables.SWAP_2).blend(dc, LaneTables.BIT_1);
            FloatVector s0 = q0.fma(w00, FloatVector.fromArray(F, before, b0 + i * step));
            FloatVector s1 = q0.fma(w01, FloatVector.fromArray(F, before, b0 + i * step + QuadTiles.CLASS));
            FloatVector s2 = q0.fma(w02, FloatVector.fromArray(F, before, b0 + i * step + 2 * QuadTiles.CLASS));
            s0 = q1.fma(w10, s0);
            s1 = q1.fma(w11, s1);
            s2 = q1.fma(w12, s2);
            s0 = q2.fma(w20, s0);
            s1 = q2.fma(w21, s1);
            s2 = q2.fma(w22, s2);
            s0 = q3.fma(w30, s0);
            s1 = q3.fma(w31, s1);
            s2 = q3.fma(w32, s2);
            s0.intoArray(sums, at + i * L);
            s1.intoArray(sums, at + i * L + QuadTiles.CLASS);
            s2.intoArray(sums, at + i * L + 2 * QuadTiles.CLASS);
        }
    }

    /** 8 FMAs on 6 loads and 8 exchanges for each four rows. */
    static void classes2(
            float[] x,
            int x0,
            int features,
            int quads,
            float[] w,
            int w0,
            int stride,
            float[] before,
            int b0,
            int step,
            float[] sums,
            int at) {
        FloatVector w00 = FloatVector.fromArray(F, w, w0);
        FloatVector w10 = FloatVector.fromArray(F, w, w0 + L);
        FloatVector w20 = FloatVector.fromArray(F, w, w0 + 2 * L);
        FloatVector w30 = FloatVector.fromArray(F, w, w0 + 3 * L);
        FloatVector w01 = FloatVector.fromArray(F, w, w0 + stride);
        FloatVector w11 = FloatVector.fromArray(F, w, w0 + stride + L);
        FloatVector w21 = FloatVector.fromArray(F, w, w0 + stride + 2 * L);
        FloatVector w31 = FloatVector.fromArray(F, w, w0 + stride + 3 * L);
        FloatVector zero = FloatVector.zero(F);
        VectorMask<Float> ofRow = LaneTables.NUMBERS.compare(VectorOperators.LT, features);
        for (int i = 0; i < quads; i++) {
            int k = x0 + 4 * i * features;
            FloatVector a = zero.blend(FloatVector.fromArray(F, x, k), ofRow);
            FloatVector b = zero.blend(FloatVector.fromArray(F, x, k + features), ofRow);
            FloatVector c = zero.blend(FloatVector.fromArray(F, x, k + 2 * features), ofRow);
            FloatVector d = zero.blend(FloatVector.fromArray(F, x, k + 3 * features), ofRow);
            FloatVector ab = a.blend(b.rearrange(LaneTables.SWAP_1), LaneTables.BIT_0);
            FloatVector ba = a.rearrange(LaneTables.SWAP_1).blend(b, LaneTables.BIT_0);
            FloatVector cd = c.blend(d.rearrange(LaneTables.SWAP_1), LaneTables.BIT_0);
            FloatVector dc = c.rearrange(LaneTables.SWAP_1).blend(d, LaneTables.BIT_0);
            FloatVector q0 = ab.blend(cd.rearrange(LaneTables.SWAP_2), LaneTables.BIT_1);
            FloatVector q1 = ba.blend(dc.rearrange(LaneTables.SWAP_2), LaneTables.BIT_1);
            FloatVector q2 = ab.rearrange(LaneTables.SWAP_2).blend(cd, LaneTables.BIT_1);
            FloatVector q3 = ba.rearrange(LaneTables.SWAP_2).blend(dc, LaneTables.BIT_1);
            FloatVector s0 = q0.fma(w00, FloatVector.fromArray(F, before, b0 + i * step));
            FloatVector s1 = q0.fma(w01, FloatVector.fromArray(F, before, b0 + i * step + QuadTiles.CLASS));
            s0 = q1.fma(w10, s0);
            s1 = q1.fma(w11, s1);
            s0 = q2.fma(w20, s0);
            s1 = q2.fma(w21, s1);
            s0 = q3.fma(w30, s0);
            s1 = q3.fma(w31, s1);
            s0.intoArray(sums, at + i * L);
            s1.intoArray(sums, at + i * L + QuadTiles.CLASS);
        }
    }

    /** 12 FMAs on 16 loads for each four rows. */
    static void gradient3(
            float[] x, int x0, int features, int quads, float[] g, int g0, float[] d, int d0, int stride) {
        FloatVector d00 = FloatVector.fromArray(F, d, d0);
        FloatVector d01 = FloatVector.fromArray(F, d, d0 + stride);
        FloatVector d02 = FloatVector.fromArray(F, d, d0 + 2 * stride);
        FloatVector d10 = FloatVector.fromArray(F, d, d0 + L);
        FloatVector d11 = FloatVector.fromArray(F, d, d0 + L + stride);
        FloatVector d12 = FloatVector.fromArray(F, d, d0 + L + 2 * stride);
        FloatVector d20 = FloatVector.fromArray(F, d, d0 + 2 * L);
        FloatVector d21 = FloatVector.fromArray(F, d, d0 + 2 * L + stride);
        FloatVector d22 = FloatVector.fromArray(F, d, d0 + 2 * L + 2 * stride);
        FloatVector d30 = FloatVector.fromArray(F, d, d0 + 3 * L);
        FloatVector d31 = FloatVector.fromArray(F, d, d0 + 3 * L + stride);
        FloatVector d32 = FloatVector.fromArray(F, d, d0 + 3 * L + 2 * stride);
        for (int i = 0; i < quads; i++) {
            int k = x0 + 4 * i * features;
            int gi = g0 + 4 * i;
            FloatVector v0 = FloatVector.fromArray(F, x, k);
            d00 = v0.fma(FloatVector.broadcast(F, g[gi]), d00);
            d01 = v0.fma(FloatVector.broadcast(F, g[gi + ROWS]), d01);
            d02 = v0.fma(FloatVector.broadcast(F, g[gi + 2 * ROWS]), d02);
            FloatVector v1 = FloatVector.fromArray(F, x, k + features);
            d10 = v1.fma(FloatVector.broadcast(F, g[gi + 1]), d10);
            d11 = v1.fma(FloatVector.broadcast(F, g[gi + ROWS + 1]), d11);
            d12 = v1.fma(FloatVector.broadcast(F, g[gi + 2 * ROWS + 1]), d12);
            FloatVector v2 = FloatVector.fromArray(F, x, k + 2 * features);
            d20 = v2.fma(FloatVector.broadcast(F, g[gi + 2]), d20);
            d21 = v2.fma(FloatVector.broadcast(F, g[gi + ROWS + 2]), d21);
            d22 = v2.fma(FloatVector.broadcast(F, g[gi + 2 * ROWS + 2]), d22);
            FloatVector v3 = FloatVector.fromArray(F, x, k + 3 * features);
            d30 = v3.fma(FloatVector.broadcast(F, g[gi + 3]), d30);
            d31 = v3.fma(FloatVector.broadcast(F, g[gi + ROWS + 3]), d31);
            d32 = v3.fma(FloatVector.broadcast(F, g[gi + 2 * ROWS + 3]), d32);
        }
        d00.intoArray(d, d0);
        d01.intoArray(d, d0 + stride);
        d02.intoArray(d, d0 + 2 * stride);
        d10.intoArray(d, d0 + L);
        d11.intoArray(d, d0 + L + stride);
        d12.intoArray(d, d0 + L + 2 * stride);
        d20.intoArray(d, d0 + 2 * L);
        d21.intoArray(d, d0 + 2 * L + stride);
        d22.intoArray(d, d0 + 2 * L + 2 * stride);
        d30.intoArray(d, d0 + 3 * L);
        d31.intoArray(d, d0 + 3 * L + stride);
        d32.intoArray(d, d0 + 3 * L + 2 * stride);
    }

    /** 8 FMAs on 12 loads for each four rows. */
    static void gradient2(
            float[] x, int x0, int features, int quads, float[] g, int g0, float[] d, int d0, int stride) {
        FloatVector d00 = FloatVector.fromArray(F, d, d0);
        FloatVector d01 = FloatVector.fromArray(F, d, d0 + stride);
        FloatVector d10 = FloatVector.fromArray(F, d, d0 + L);
        FloatVector d11 = FloatVector.fromArray(F, d, d0 + L + stride);
        FloatVector d20 = FloatVector.fromArray(F, d, d0 + 2 * L);
        FloatVector d21 = FloatVector.fromArray(F, d, d0 + 2 * L + stride);
        FloatVector d30 = FloatVector.fromArray(F, d, d0 + 3 * L);
        FloatVector d31 = FloatVector.fromArray(F, d, d0 + 3 * L + stride);
        for (int i = 0; i < quads; i++) {
            int k = x0 + 4 * i * features;
            int gi = g0 + 4 * i;
            FloatVector v0 = FloatVector.fromArray(F, x, k);
            d00 = v0.fma(FloatVector.broadcast(F, g[gi]), d00);
            d01 = v0.fma(FloatVector.broadcast(F, g[gi + ROWS]), d01);
            FloatVector v1 = FloatVector.fromArray(F, x, k + features);
            d10 = v1.fma(FloatVector.broadcast(F, g[gi + 1]), d10);
            d11 = v1.fma(FloatVector.broadcast(F, g[gi + ROWS + 1]), d11);
            FloatVector v2 = FloatVector.fromArray(F, x, k + 2 * features);
            d20 = v2.fma(FloatVector.broadcast(F, g[gi + 2]), d20);
            d21 = v2.fma(FloatVector.broadcast(F, g[gi + ROWS + 2]), d21);
            FloatVector v3 = FloatVector.fromArray(F, x, k + 3 * features);
            d30 = v3.fma(FloatVector.broadcast(F, g[gi + 3]), d30);
            d31 = v3.fma(FloatVector.broadcast(F, g[gi + ROWS + 3]), d31);
        }
        d00.intoArray(d, d0);
        d01.intoArray(d, d0 + stride);
        d10.intoArray(d, d0 + L);
        d11.intoArray(d, d0 + L + stride);
        d20.intoArray(d, d0 + 2 * L);
        d21.intoArray(d, d0 + 2 * L + stride);
        d30.intoArray(d, d0 + 3 * L);
        d31.intoArray(d, d0 + 3 * L + stride);
    }
}
