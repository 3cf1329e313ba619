package io.github.widemargin.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TransposeTest {
    private static final float CANARY = 4711;

    @Test
    void columnsBecomeRowsAndTheLastRowRepeats() {
        assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), "needs the module of the vectors");
        int lanes = Lanes.L;
        Transpose transpose = new Transpose(RowBlock.ROWS);
        for (int rows = 1; rows <= RowBlock.ROWS; rows++) {
            for (int columns = 1; columns <= lanes; columns++) {
                check(transpose, rows, Math.ceilDiv(rows, lanes) * lanes, columns, lanes + 3);
                check(transpose, rows, RowBlock.ROWS, columns, lanes);
            }
        }
    }

    @Test
    void columnsOfSquaresBesideEachOtherFollowEachOther() {
        assumeTrue(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), "needs the module of the vectors");
        int lanes = Lanes.L;
        Transpose transpose = new Transpose(4 * lanes);
        for (int rows = 1; rows <= lanes; rows++) {
            for (int width = lanes; width <= 4 * lanes; width += lanes) {
                int start = 3;
                int stride = 4 * lanes + 5;
                float[] from = new float[start + (rows - 1) * stride + width]; // ends with the last vector
                for (int k = 0; k < from.length; k++) {
                    from[k] = k;
                }
                int toStride = lanes + 1;
                int at = 3;
                float[] to = new float[at + width * toStride];
                Arrays.fill(to, CANARY);
                transpose.beside(from, start, stride, rows, width, to, at, toStride);
                assertEquals(CANARY, to[at - 1]);
                for (int c = 0; c < width; c++) {
                    for (int r = 0; r < rows; r++) {
                        assertEquals(start + r * stride + c, to[at + c * toStride + r], "column " + c + ", row " + r);
                    }
                    assertEquals(CANARY, to[at + c * toStride + lanes]);
                }
            }
        }
    }

    private static void check(Transpose transpose, int rows, int upTo, int columns, int stride) {
        int start = 5;
        float[] from = new float[start + (rows - 1) * stride + Lanes.L]; // ends with the last vector
        for (int k = 0; k < from.length; k++) {
            from[k] = k % 11 == 7 ? Float.NaN : k;
        }
        int toStride = upTo + 2;
        float[] to = new float[1 + columns * toStride];
        Arrays.fill(to, CANARY);
        transpose.below(from, start, stride, rows, upTo, to, 1, toStride, columns);
        assertEquals(CANARY, to[0]);
        for (int c = 0; c < columns; c++) {
            for (int r = 0; r < toStride; r++) {
                float expected = r < upTo ? from[start + Math.min(r, rows - 1) * stride + c] : CANARY;
                assertEquals(expected, to[1 + c * toStride + r], "rows " + rows + ", column " + c + ", row " + r);
            }
        }
    }
}
