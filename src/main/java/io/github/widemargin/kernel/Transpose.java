package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Transposes squares of L × L floats: at distance 1, 2, 4, 8 pairs of rows exchange the lanes that differ in that bit. Two
 * distances at a time, so that four rows stay in registers. Holds scratch: one for each thread.
 */
final class Transpose {
    /**
     * The squares half transposed, and where they begin: with all on cache lines one alone of 16 × 16 took 26 ns instead of 34 to 36 on
     * a Zen 4.
     */
    private final float[] half;

    private final int halfStart;

    /** For so many rows at a time. */
    Transpose(int rows) {
        Aligned.Slice slice = Aligned.newSlice(rows * L);
        half = slice.array();
        halfStart = slice.first();
    }

    /**
     * For squares of as many rows as upTo says, one below the other: writes column c of them to to[at + c · toStride], c in
     * [0, columns). Row r begins at from[start + r · fromStride], and behind the last of rows follows that one again. One square after
     * the other, on a Zen 3, gradients of 16 to 64 features take 5 to 16 % longer.
     */
    void below(
            float[] from,
            int start,
            int fromStride,
            int rows,
            int upTo,
            float[] to,
            int at,
            int toStride,
            int columns) {
        quads(from, start, fromStride, rows, upTo, half, halfStart, 4 * L);
        far(upTo, to, at, toStride, 1, columns);
    }

    /**
     * For squares of so many rows, at most L, one beside the other, width columns together, a multiple of L: writes L elements for column c
     * to to[at + c · toStride], of which those behind the last row mean nothing.
     */
    void beside(float[] from, int start, int fromStride, int rows, int width, float[] to, int at, int toStride) {
        int upTo = Math.ceilDiv(rows, 4) * 4;
        for (int c = 0; c < width; c += L) {
            quads(from, start + c, fromStride, rows, upTo, half, halfStart + c * L, 4 * L);
        }
        far(width, to, at, toStride, toStride, L);
    }

    /** Writes the columns of what is half transposed; where a column goes on in the next square, step · L behind. */
    private void far(int upTo, float[] to, int at, int toStride, int step, int columns) {
        for (int c = 0; c < Math.min(4, columns); c++) {
            int begin = halfStart + c * L;
            int first = at + c * toStride;
            switch (L) {
                case 4 -> copy(half, begin, upTo, to, first, step);
                case 8 -> farOf2(half, begin, upTo, to, first, toStride, step, columns - c);
                default -> farOf4(half, begin, upTo, to, first, toStride, step, columns - c);
            }
        }
    }

    /**
     * Of rows of L elements, four at a time, up to upTo; behind the last of rows follows that one again: writes four vectors to to[at],
     * the lane 4q + r of vector k being element 4q + k of row r, and those of the next four rows stride later.
     */
    static void quads(float[] from, int start, int fromStride, int rows, int upTo, float[] to, int at, int stride) {
        int last = rows - 1;
        int r = 0;
        for (; r <= last - 3; r += 4, at += stride) {
            int a = start + r * fromStride;
            near(from, a, a + fromStride, a + 2 * fromStride, a + 3 * fromStride, to, at);
        }
        for (; r < upTo; r += 4, at += stride) {
            int a = start + Math.min(r, last) * fromStride;
            int b = start + Math.min(r + 1, last) * fromStride;
            int c = start + Math.min(r + 2, last) * fromStride;
            near(from, a, b, c, start + last * fromStride, to, at);
        }
    }

    /** Distances 1 and 2. */
    private static void near(float[] from, int r0, int r1, int r2, int r3, float[] to, int at) {
        FloatVector a = FloatVector.fromArray(F, from, r0);
        FloatVector b = FloatVector.fromArray(F, from, r1);
        FloatVector c = FloatVector.fromArray(F, from, r2);
        FloatVector d = FloatVector.fromArray(F, from, r3);
        FloatVector ab = a.blend(b.rearrange(LaneTables.SWAP_1), LaneTables.BIT_0);
        FloatVector ba = a.rearrange(LaneTables.SWAP_1).blend(b, LaneTables.BIT_0);
        FloatVector cd = c.blend(d.rearrange(LaneTables.SWAP_1), LaneTables.BIT_0);
        FloatVector dc = c.rearrange(LaneTables.SWAP_1).blend(d, LaneTables.BIT_0);
        ab.blend(cd.rearrange(LaneTables.SWAP_2), LaneTables.BIT_1).intoArray(to, at);
        ba.blend(dc.rearrange(LaneTables.SWAP_2), LaneTables.BIT_1).intoArray(to, at + L);
        ab.rearrange(LaneTables.SWAP_2).blend(cd, LaneTables.BIT_1).intoArray(to, at + 2 * L);
        ba.rearrange(LaneTables.SWAP_2).blend(dc, LaneTables.BIT_1).intoArray(to, at + 3 * L);
    }

    /** With 4 lanes there is no more to exchange. */
    private static void copy(float[] from, int start, int upTo, float[] to, int at, int step) {
        for (int r = 0; r < upTo; r += 4) {
            FloatVector.fromArray(F, from, start + r * 4).intoArray(to, at + r * step);
        }
    }

    /** Distance 4, the last of 8 lanes. */
    private static void farOf2(
            float[] from, int start, int upTo, float[] to, int at, int stride, int step, int columns) {
        for (int r = 0; r < upTo; r += 8) {
            FloatVector a = FloatVector.fromArray(F, from, start + r * 8);
            FloatVector b = FloatVector.fromArray(F, from, start + (r + 4) * 8);
            a.blend(b.rearrange(LaneTables.SWAP_4), LaneTables.BIT_2).intoArray(to, at + r * step);
            if (columns > 4) {
                a.rearrange(LaneTables.SWAP_4).blend(b, LaneTables.BIT_2).intoArray(to, at + 4 * stride + r * step);
            }
        }
    }

    /** Distances 4 and 8. */
    private static void farOf4(
            float[] from, int start, int upTo, float[] to, int at, int stride, int step, int columns) {
        for (int r = 0; r < upTo; r += 16) {
            FloatVector a = FloatVector.fromArray(F, from, start + r * 16);
            FloatVector b = FloatVector.fromArray(F, from, start + (r + 4) * 16);
            FloatVector c = FloatVector.fromArray(F, from, start + (r + 8) * 16);
            FloatVector d = FloatVector.fromArray(F, from, start + (r + 12) * 16);
            FloatVector ab = a.blend(b.rearrange(LaneTables.SWAP_4), LaneTables.BIT_2);
            FloatVector ba = a.rearrange(LaneTables.SWAP_4).blend(b, LaneTables.BIT_2);
            FloatVector cd = c.blend(d.rearrange(LaneTables.SWAP_4), LaneTables.BIT_2);
            FloatVector dc = c.rearrange(LaneTables.SWAP_4).blend(d, LaneTables.BIT_2);
            ab.blend(cd.rearrange(LaneTables.SWAP_8), LaneTables.BIT_3).intoArray(to, at + r * step);
            if (columns > 4) {
                ba.blend(dc.rearrange(LaneTables.SWAP_8), LaneTables.BIT_3).intoArray(to, at + 4 * stride + r * step);
            }
            if (columns > 8) {
                ab.rearrange(LaneTables.SWAP_8).blend(cd, LaneTables.BIT_3).intoArray(to, at + 8 * stride + r * step);
            }
            if (columns > 12) {
                ba.rearrange(LaneTables.SWAP_8).blend(dc, LaneTables.BIT_3).intoArray(to, at + 12 * stride + r * step);
            }
        }
    }
}
