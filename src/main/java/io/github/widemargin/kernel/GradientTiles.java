package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Adds to L features of dW for each vector the rows of x that have a coefficient for one class: rows row[e] with g[e], e in
 * [from, to). Row i begins at rowStart[i] in x, and its features from k on count; but the last vector of several lies at lastStart[i]
 * + kl in last, as it may be that of the edges.
 */
final class GradientTiles {
    private GradientTiles() {}

    /** 12 FMAs on 13 loads for each coefficient. */
    static void vectors12(
            float[] d,
            int d0,
            float[] x,
            int[] rowStart,
            int k,
            float[] last,
            int[] lastStart,
            int kl,
            int[] row,
            float[] g,
            int from,
            int to) {
        FloatVector s0 = FloatVector.fromArray(F, d, d0);
        FloatVector s1 = FloatVector.fromArray(F, d, d0 + L);
        FloatVector s2 = FloatVector.fromArray(F, d, d0 + 2 * L);
        FloatVector s3 = FloatVector.fromArray(F, d, d0 + 3 * L);
        FloatVector s4 = FloatVector.fromArray(F, d, d0 + 4 * L);
        FloatVector s5 = FloatVector.fromArray(F, d, d0 + 5 * L);
        FloatVector s6 = FloatVector.fromArray(F, d, d0 + 6 * L);
        FloatVector s7 = FloatVector.fromArray(F, d, d0 + 7 * L);
        FloatVector s8 = FloatVector.fromArray(F, d, d0 + 8 * L);
        FloatVector s9 = FloatVector.fromArray(F, d, d0 + 9 * L);
        FloatVector s10 = FloatVector.fromArray(F, d, d0 + 10 * L);
        FloatVector s11 = FloatVector.fromArray(F, d, d0 + 11 * L);
        for (int e = from; e < to; e++) {
            int i = row[e];
            int x0 = rowStart[i] + k;
            FloatVector c = FloatVector.broadcast(F, g[e]);
            s0 = c.fma(FloatVector.fromArray(F, x, x0), s0);
            s1 = c.fma(FloatVector.fromArray(F, x, x0 + L), s1);
            s2 = c.fma(FloatVector.fromArray(F, x, x0 + 2 * L), s2);
            s3 = c.fma(FloatVector.fromArray(F, x, x0 + 3 * L), s3);
            s4 = c.fma(FloatVector.fromArray(F, x, x0 + 4 * L), s4);
            s5 = c.fma(FloatVector.fromArray(F, x, x0 + 5 * L), s5);
            s6 = c.fma(FloatVector.fromArray(F, x, x0 + 6 * L), s6);
            s7 = c.fma(FloatVector.fromArray(F, x, x0 + 7 * L), s7);
            s8 = c.fma(FloatVector.fromArray(F, x, x0 + 8 * L), s8);
            s9 = c.fma(FloatVector.fromArray(F, x, x0 + 9 * L), s9);
            s10 = c.fma(FloatVector.fromArray(F, x, x0 + 10 * L), s10);
            s11 = c.fma(FloatVector.fromArray(F, last, lastStart[i] + kl), s11);
        }
        s0.intoArray(d, d0);
        s1.intoArray(d, d0 + L);
        s2.intoArray(d, d0 + 2 * L);
        s3.intoArray(d, d0 + 3 * L);
        s4.intoArray(d, d0 + 4 * L);
        s5.intoArray(d, d0 + 5 * L);
        s6.intoArray(d, d0 + 6 * L);
        s7.intoArray(d, d0 + 7 * L);
        s8.intoArray(d, d0 + 8 * L);
        s9.intoArray(d, d0 + 9 * L);
        s10.intoArray(d, d0 + 10 * L);
        s11.intoArray(d, d0 + 11 * L);
    }

    /** 4 FMAs on 5 loads for each coefficient. */
    static void vectors4(
            float[] d,
            int d0,
            float[] x,
            int[] rowStart,
            int k,
            float[] last,
            int[] lastStart,
            int kl,
            int[] row,
            float[] g,
            int from,
            int to) {
        FloatVector s0 = FloatVector.fromArray(F, d, d0);
        FloatVector s1 = FloatVector.fromArray(F, d, d0 + L);
        FloatVector s2 = FloatVector.fromArray(F, d, d0 + 2 * L);
        FloatVector s3 = FloatVector.fromArray(F, d, d0 + 3 * L);
        for (int e = from; e < to; e++) {
            int i = row[e];
            int x0 = rowStart[i] + k;
            FloatVector c = FloatVector.broadcast(F, g[e]);
            s0 = c.fma(FloatVector.fromArray(F, x, x0), s0);
            s1 = c.fma(FloatVector.fromArray(F, x, x0 + L), s1);
            s2 = c.fma(FloatVector.fromArray(F, x, x0 + 2 * L), s2);
            s3 = c.fma(FloatVector.fromArray(F, last, lastStart[i] + kl), s3);
        }
        s0.intoArray(d, d0);
        s1.intoArray(d, d0 + L);
        s2.intoArray(d, d0 + 2 * L);
        s3.intoArray(d, d0 + 3 * L);
    }

    /** One FMA on 2 loads for each coefficient. */
    static void vectors1(float[] d, int d0, float[] x, int[] rowStart, int k, int[] row, float[] g, int from, int to) {
        FloatVector s0 = FloatVector.fromArray(F, d, d0);
        for (int e = from; e < to; e++) {
            int x0 = rowStart[row[e]] + k;
            FloatVector c = FloatVector.broadcast(F, g[e]);
            s0 = c.fma(FloatVector.fromArray(F, x, x0), s0);
        }
        s0.intoArray(d, d0);
    }
}
