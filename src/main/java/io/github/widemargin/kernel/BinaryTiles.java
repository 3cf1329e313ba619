package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.LaneTables.I;
import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Eight rows of x, one behind the other from x0 on, and columns in a {@link BinaryLayout}; rows after the number last are that row again.
 */
final class BinaryTiles {
    static final int ROWS = 8;

    private BinaryTiles() {}

    /** Where the vector of a row is among those of the sums: as {@link ScoreTiles#addLanes} wants them. */
    static int place(int row) {
        return (row % ScoreTiles.TILES * 4 + row / ScoreTiles.TILES) * L;
    }

    /** Products with the column of w from w0 on, yet to be added up over the lanes. 8 FMAs on 9 loads. */
    static void rows8(float[] x, int x0, int features, int last, float[] w, int w0, float[] sums, int at) {
        int x1 = x0 + Math.min(1, last) * features;
        int x2 = x0 + Math.min(2, last) * features;
        int x3 = x0 + Math.min(3, last) * features;
        int x4 = x0 + Math.min(4, last) * features;
        int x5 = x0 + Math.min(5, last) * features;
        int x6 = x0 + Math.min(6, last) * features;
        int x7 = x0 + Math.min(7, last) * features;
        int t = features - L;
        FloatVector c = FloatVector.fromArray(F, w, w0);
        FloatVector s0 = c.mul(FloatVector.fromArray(F, x, x0 + t));
        FloatVector s1 = c.mul(FloatVector.fromArray(F, x, x1 + t));
        FloatVector s2 = c.mul(FloatVector.fromArray(F, x, x2 + t));
        FloatVector s3 = c.mul(FloatVector.fromArray(F, x, x3 + t));
        FloatVector s4 = c.mul(FloatVector.fromArray(F, x, x4 + t));
        FloatVector s5 = c.mul(FloatVector.fromArray(F, x, x5 + t));
        FloatVector s6 = c.mul(FloatVector.fromArray(F, x, x6 + t));
        FloatVector s7 = c.mul(FloatVector.fromArray(F, x, x7 + t));
        for (int k = 0; k < t; k += L) {
            FloatVector v = FloatVector.fromArray(F, w, w0 + L + k);
            s0 = v.fma(FloatVector.fromArray(F, x, x0 + k), s0);
            s1 = v.fma(FloatVector.fromArray(F, x, x1 + k), s1);
            s2 = v.fma(FloatVector.fromArray(F, x, x2 + k), s2);
            s3 = v.fma(FloatVector.fromArray(F, x, x3 + k), s3);
            s4 = v.fma(FloatVector.fromArray(F, x, x4 + k), s4);
            s5 = v.fma(FloatVector.fromArray(F, x, x5 + k), s5);
            s6 = v.fma(FloatVector.fromArray(F, x, x6 + k), s6);
            s7 = v.fma(FloatVector.fromArray(F, x, x7 + k), s7);
        }
        s0.intoArray(sums, at);
        s1.intoArray(sums, at + place(1));
        s2.intoArray(sums, at + place(2));
        s3.intoArray(sums, at + place(3));
        s4.intoArray(sums, at + place(4));
        s5.intoArray(sums, at + place(5));
        s6.intoArray(sums, at + place(6));
        s7.intoArray(sums, at + place(7));
    }

    /** Adds the rows times g[gi], … to the column of d from d0 on. 8 FMAs on 9 loads and a store. */
    static void gradient8(float[] x, int x0, int features, int last, float[] g, int gi, float[] d, int d0) {
        int x1 = x0 + Math.min(1, last) * features;
        int x2 = x0 + Math.min(2, last) * features;
        int x3 = x0 + Math.min(3, last) * features;
        int x4 = x0 + Math.min(4, last) * features;
        int x5 = x0 + Math.min(5, last) * features;
        int x6 = x0 + Math.min(6, last) * features;
        int x7 = x0 + Math.min(7, last) * features;
        FloatVector g0 = FloatVector.broadcast(F, g[gi]);
        FloatVector g1 = FloatVector.broadcast(F, g[gi + 1]);
        FloatVector g2 = FloatVector.broadcast(F, g[gi + 2]);
        FloatVector g3 = FloatVector.broadcast(F, g[gi + 3]);
        FloatVector g4 = FloatVector.broadcast(F, g[gi + 4]);
        FloatVector g5 = FloatVector.broadcast(F, g[gi + 5]);
        FloatVector g6 = FloatVector.broadcast(F, g[gi + 6]);
        FloatVector g7 = FloatVector.broadcast(F, g[gi + 7]);
        int t = features - L;
        for (int k = 0; k < t; k += L) {
            FloatVector a = FloatVector.fromArray(F, d, d0 + L + k);
            a = g0.fma(FloatVector.fromArray(F, x, x0 + k), a);
            a = g1.fma(FloatVector.fromArray(F, x, x1 + k), a);
            a = g2.fma(FloatVector.fromArray(F, x, x2 + k), a);
            a = g3.fma(FloatVector.fromArray(F, x, x3 + k), a);
            a = g4.fma(FloatVector.fromArray(F, x, x4 + k), a);
            a = g5.fma(FloatVector.fromArray(F, x, x5 + k), a);
            a = g6.fma(FloatVector.fromArray(F, x, x6 + k), a);
            a = g7.fma(FloatVector.fromArray(F, x, x7 + k), a);
            a.intoArray(d, d0 + L + k);
        }
        FloatVector a = FloatVector.fromArray(F, d, d0);
        a = g0.fma(FloatVector.fromArray(F, x, x0 + t), a);
        a = g1.fma(FloatVector.fromArray(F, x, x1 + t), a);
        a = g2.fma(FloatVector.fromArray(F, x, x2 + t), a);
        a = g3.fma(FloatVector.fromArray(F, x, x3 + t), a);
        a = g4.fma(FloatVector.fromArray(F, x, x4 + t), a);
        a = g5.fma(FloatVector.fromArray(F, x, x5 + t), a);
        a = g6.fma(FloatVector.fromArray(F, x, x6 + t), a);
        a = g7.fma(FloatVector.fromArray(F, x, x7 + t), a);
        a.intoArray(d, d0);
    }

    /** Adds one row. One FMA on 2 loads and a store. */
    static void gradient1(float[] x, int x0, int features, float g, float[] d, int d0) {
        FloatVector g0 = FloatVector.broadcast(F, g);
        int t = features - L;
        for (int k = 0; k < t; k += L) {
            FloatVector a = FloatVector.fromArray(F, d, d0 + L + k);
            g0.fma(FloatVector.fromArray(F, x, x0 + k), a).intoArray(d, d0 + L + k);
        }
        FloatVector a = FloatVector.fromArray(F, d, d0);
        g0.fma(FloatVector.fromArray(F, x, x0 + t), a).intoArray(d, d0);
    }

    /**
     * For L rows with scores s + bias, of the second class less the first: margins where positive, else 0, and the coefficients of the
     * second class in G. A row whose label is no class does not violate. Returns a bit for each row that does, and 32 higher one for each
     * whose label is a class, and its score finite.
     */
    static long margins(
            float[] table,
            int s,
            float bias,
            int[] label,
            int first,
            float margin,
            boolean squared,
            int weight,
            int margins,
            int g) {
        FloatVector zero = FloatVector.zero(F);
        IntVector y = IntVector.fromArray(I, label, first);
        VectorMask<Float> own0 = y.compare(VectorOperators.EQ, 0).cast(F);
        VectorMask<Float> own1 = y.compare(VectorOperators.EQ, 1).cast(F);
        VectorMask<Float> own = own0.or(own1);
        FloatVector score = FloatVector.fromArray(F, table, s).add(bias);
        FloatVector m = score.blend(score.neg(), own1).add(margin);
        VectorMask<Float> violates = m.compare(VectorOperators.GT, zero).and(own);
        FloatVector positive = zero.blend(m, violates);
        positive.intoArray(table, margins);
        FloatVector w = FloatVector.fromArray(F, table, weight);
        FloatVector half = positive.mul(w);
        FloatVector slope = zero.blend(squared ? half.add(half) : w, violates);
        slope.blend(slope.neg(), own1).intoArray(table, g);
        VectorMask<Float> good =
                score.mul(zero).compare(VectorOperators.EQ, zero).and(own);
        return violates.toLong() | good.toLong() << 32;
    }
}
