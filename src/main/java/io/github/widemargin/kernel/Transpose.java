package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Transposes squares of L × L floats: at distance 1, 2, 4, 8 pairs of rows exchange the lanes that differ in that bit. Two
 * distances at a time, so that four rows stay in registers; half the time of going float by float.
 */
final class Transpose {
    private Transpose() {}

    /**
     * Writes column c of the square to to[at + c · toStride], c in [0, columns). Row r begins at from[start + r · fromStride],
     * and the rows from rows on count as zero.
     *
     * @param square scratch of L · L
     */
    static void square(
            float[] from,
            int start,
            int fromStride,
            int rows,
            float[] to,
            int at,
            int toStride,
            int columns,
            float[] square) {
        for (int r = 0; r < L; r += 4) {
            near(from, start + r * fromStride, fromStride, rows - r, square, r * L);
        }
        if (L == 4) {
            for (int c = 0; c < Math.min(4, columns); c++) {
                FloatVector.fromArray(F, square, c * L).intoArray(to, at + c * toStride);
            }
        } else if (L == 8) {
            for (int c = 0; c < Math.min(4, columns); c++) {
                farOf2(square, c * L, to, at + c * toStride, toStride, columns - c);
            }
        } else {
            for (int c = 0; c < Math.min(4, columns); c++) {
                farOf4(square, c * L, to, at + c * toStride, toStride, columns - c);
            }
        }
    }

    /** Distances 1 and 2. */
    private static void near(float[] from, int start, int stride, int rows, float[] to, int at) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector a = rows > 0 ? FloatVector.fromArray(F, from, start) : zero;
        FloatVector b = rows > 1 ? FloatVector.fromArray(F, from, start + stride) : zero;
        FloatVector c = rows > 2 ? FloatVector.fromArray(F, from, start + 2 * stride) : zero;
        FloatVector d = rows > 3 ? FloatVector.fromArray(F, from, start + 3 * stride) : zero;
        FloatVector ab = a.blend(b.rearrange(Lanes.SWAP_1), Lanes.BIT_0);
        FloatVector ba = a.rearrange(Lanes.SWAP_1).blend(b, Lanes.BIT_0);
        FloatVector cd = c.blend(d.rearrange(Lanes.SWAP_1), Lanes.BIT_0);
        FloatVector dc = c.rearrange(Lanes.SWAP_1).blend(d, Lanes.BIT_0);
        ab.blend(cd.rearrange(Lanes.SWAP_2), Lanes.BIT_1).intoArray(to, at);
        ba.blend(dc.rearrange(Lanes.SWAP_2), Lanes.BIT_1).intoArray(to, at + L);
        ab.rearrange(Lanes.SWAP_2).blend(cd, Lanes.BIT_1).intoArray(to, at + 2 * L);
        ba.rearrange(Lanes.SWAP_2).blend(dc, Lanes.BIT_1).intoArray(to, at + 3 * L);
    }

    /** Distance 4, the last of 8 lanes. */
    private static void farOf2(float[] from, int start, float[] to, int at, int stride, int columns) {
        FloatVector a = FloatVector.fromArray(F, from, start);
        FloatVector b = FloatVector.fromArray(F, from, start + 4 * L);
        a.blend(b.rearrange(Lanes.SWAP_4), Lanes.BIT_2).intoArray(to, at);
        if (columns > 4) {
            a.rearrange(Lanes.SWAP_4).blend(b, Lanes.BIT_2).intoArray(to, at + 4 * stride);
        }
    }

    /** Distances 4 and 8. */
    private static void farOf4(float[] from, int start, float[] to, int at, int stride, int columns) {
        FloatVector a = FloatVector.fromArray(F, from, start);
        FloatVector b = FloatVector.fromArray(F, from, start + 4 * L);
        FloatVector c = FloatVector.fromArray(F, from, start + 8 * L);
        FloatVector d = FloatVector.fromArray(F, from, start + 12 * L);
        FloatVector ab = a.blend(b.rearrange(Lanes.SWAP_4), Lanes.BIT_2);
        FloatVector ba = a.rearrange(Lanes.SWAP_4).blend(b, Lanes.BIT_2);
        FloatVector cd = c.blend(d.rearrange(Lanes.SWAP_4), Lanes.BIT_2);
        FloatVector dc = c.rearrange(Lanes.SWAP_4).blend(d, Lanes.BIT_2);
        ab.blend(cd.rearrange(Lanes.SWAP_8), Lanes.BIT_3).intoArray(to, at);
        if (columns > 4) {
            ba.blend(dc.rearrange(Lanes.SWAP_8), Lanes.BIT_3).intoArray(to, at + 4 * stride);
        }
        if (columns > 8) {
            ab.rearrange(Lanes.SWAP_8).blend(cd, Lanes.BIT_3).intoArray(to, at + 8 * stride);
        }
        if (columns > 12) {
            ba.rearrange(Lanes.SWAP_8).blend(dc, Lanes.BIT_3).intoArray(to, at + 12 * stride);
        }
    }
}
