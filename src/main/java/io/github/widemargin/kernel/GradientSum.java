package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;

/** Adds up Xᵀ·G, four rows at a time, and for these only the classes that have a coefficient. */
final class GradientSum {
    /** Features of a part of dW that stays in the first-level cache, 20 KB; 256 to 4096 differed by less than 5 %. */
    private static final int FEATURE_BLOCK = 512;

    /** Classes of that part; 10 to 40 differed by less than 5 %. */
    private static final int CLASS_BLOCK = 10;

    private final ClassMajor layout;
    private final int gStride;
    private final float[] sum;
    private final int[] list = new int[CLASS_BLOCK + 1]; // classes that have a coefficient

    /** For G of class after class, gStride apart. */
    GradientSum(ClassMajor layout, int gStride) {
        this.layout = layout;
        this.gStride = gStride;
        sum = layout.newArray();
    }

    /**
     * Adds rows, a multiple of four.
     *
     * @param rowStart where they begin in x
     * @param g the coefficient of row i and class j at i + j · gStride
     */
    void add(float[] x, int[] rowStart, float[] g, int rows) {
        for (int k = 0; k < layout.whole; k += FEATURE_BLOCK) {
            int length = Math.min(FEATURE_BLOCK, layout.whole - k);
            add(x, rowStart, k, g, rows, k, length);
        }
        if (layout.whole < layout.width) {
            add(x, rowStart, layout.width - L, g, rows, layout.whole, L);
        }
    }

    /** Features from kx on in x, from kd on in the sum. */
    private void add(float[] x, int[] rowStart, int kx, float[] g, int rows, int kd, int length) {
        for (int j = 0; j < layout.classes; j += CLASS_BLOCK) {
            int end = Math.min(layout.classes, j + CLASS_BLOCK);
            for (int row = 0; row < rows; row += 4) {
                addRows4(x, rowStart, kx, g, row, kd, length, j, end);
            }
        }
    }

    /** Four rows, the classes [from, to). */
    private void addRows4(float[] x, int[] rowStart, int kx, float[] g, int row, int kd, int length, int from, int to) {
        int count = 0;
        for (int j = from; j < to; j++) {
            int at = j * gStride + row;
            list[count] = j;
            if (g[at] != 0 || g[at + 1] != 0 || g[at + 2] != 0 || g[at + 3] != 0) {
                count++;
            }
        }
        int x0 = rowStart[row] + kx;
        int x1 = rowStart[row + 1] + kx;
        int x2 = rowStart[row + 2] + kx;
        int x3 = rowStart[row + 3] + kx;
        int stride = layout.stride;
        int[] j = list;
        for (int c = 0, tile; c < count; c += tile) {
            tile = ClassTiles.width(count - c);
            switch (tile) {
                case 4 ->
                    GradientTiles.rows4Classes4(
                            g, row, gStride, x, x0, x1, x2, x3, length, sum, kd, stride, j[c], j[c + 1], j[c + 2],
                            j[c + 3]);
                case 3 ->
                    GradientTiles.rows4Classes3(
                            g, row, gStride, x, x0, x1, x2, x3, length, sum, kd, stride, j[c], j[c + 1], j[c + 2]);
                case 2 ->
                    GradientTiles.rows4Classes2(
                            g, row, gStride, x, x0, x1, x2, x3, length, sum, kd, stride, j[c], j[c + 1]);
                default ->
                    GradientTiles.rows4Classes1(g, row, gStride, x, x0, x1, x2, x3, length, sum, kd, stride, j[c]);
            }
        }
    }

    /** Writes dw = scale · sum + reg · w, and starts anew. */
    void take(float scale, float reg, float[] w, float[] dw) {
        layout.unpack(scale, sum, reg, w, dw);
        clear();
    }

    void clear() {
        Arrays.fill(sum, 0);
    }
}
