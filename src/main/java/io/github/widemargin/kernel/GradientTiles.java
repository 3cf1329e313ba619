package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Adds rows of X, each times its coefficient in G, to classes of dW, lanes along the features. Row i of x begins at
 * rowStart[i]; its coefficients lie at g0 + i, one class gStride after the other; the classes of d lie stride apart.
 */
final class GradientTiles {
    /** Features of a tile: four vectors. */
    static final int FEATURES = 4 * L;

    private GradientTiles() {}

    /** 20 FMAs on 4 loads and 5 broadcasts. */
    static void classes5Vectors4(
            float[] g, int g0, int gStride, int rows, float[] x, int[] rowStart, int k, float[] d, int d0, int stride) {
        int d0At = d0;
        FloatVector d00 = FloatVector.fromArray(F, d, d0At);
        FloatVector d01 = FloatVector.fromArray(F, d, d0At + L);
        FloatVector d02 = FloatVector.fromArray(F, d, d0At + 2 * L);
        FloatVector d03 = FloatVector.fromArray(F, d, d0At + 3 * L);
        int d1At = d0 + stride;
        FloatVector d10 = FloatVector.fromArray(F, d, d1At);
        FloatVector d11 = FloatVector.fromArray(F, d, d1At + L);
        FloatVector d12 = FloatVector.fromArray(F, d, d1At + 2 * L);
        FloatVector d13 = FloatVector.fromArray(F, d, d1At + 3 * L);
        int d2At = d0 + 2 * stride;
        FloatVector d20 = FloatVector.fromArray(F, d, d2At);
        FloatVector d21 = FloatVector.fromArray(F, d, d2At + L);
        FloatVector d22 = FloatVector.fromArray(F, d, d2At + 2 * L);
        FloatVector d23 = FloatVector.fromArray(F, d, d2At + 3 * L);
        int d3At = d0 + 3 * stride;
        FloatVector d30 = FloatVector.fromArray(F, d, d3At);
        FloatVector d31 = FloatVector.fromArray(F, d, d3At + L);
        FloatVector d32 = FloatVector.fromArray(F, d, d3At + 2 * L);
        FloatVector d33 = FloatVector.fromArray(F, d, d3At + 3 * L);
        int d4At = d0 + 4 * stride;
        FloatVector d40 = FloatVector.fromArray(F, d, d4At);
        FloatVector d41 = FloatVector.fromArray(F, d, d4At + L);
        FloatVector d42 = FloatVector.fromArray(F, d, d4At + 2 * L);
        FloatVector d43 = FloatVector.fromArray(F, d, d4At + 3 * L);
        for (int i = 0; i < rows; i++) {
            int xi = rowStart[i] + k;
            FloatVector x0 = FloatVector.fromArray(F, x, xi);
            FloatVector x1 = FloatVector.fromArray(F, x, xi + L);
            FloatVector x2 = FloatVector.fromArray(F, x, xi + 2 * L);
            FloatVector x3 = FloatVector.fromArray(F, x, xi + 3 * L);
            FloatVector c0 = FloatVector.broadcast(F, g[g0 + i]);
            d00 = x0.fma(c0, d00);
            d01 = x1.fma(c0, d01);
            d02 = x2.fma(c0, d02);
            d03 = x3.fma(c0, d03);
            FloatVector c1 = FloatVector.broadcast(F, g[g0 + gStride + i]);
            d10 = x0.fma(c1, d10);
            d11 = x1.fma(c1, d11);
            d12 = x2.fma(c1, d12);
            d13 = x3.fma(c1, d13);
            FloatVector c2 = FloatVector.broadcast(F, g[g0 + 2 * gStride + i]);
            d20 = x0.fma(c2, d20);
            d21 = x1.fma(c2, d21);
            d22 = x2.fma(c2, d22);
            d23 = x3.fma(c2, d23);
            FloatVector c3 = FloatVector.broadcast(F, g[g0 + 3 * gStride + i]);
            d30 = x0.fma(c3, d30);
            d31 = x1.fma(c3, d31);
            d32 = x2.fma(c3, d32);
            d33 = x3.fma(c3, d33);
            FloatVector c4 = FloatVector.broadcast(F, g[g0 + 4 * gStride + i]);
            d40 = x0.fma(c4, d40);
            d41 = x1.fma(c4, d41);
            d42 = x2.fma(c4, d42);
            d43 = x3.fma(c4, d43);
        }
        d00.intoArray(d, d0At);
        d01.intoArray(d, d0At + L);
        d02.intoArray(d, d0At + 2 * L);
        d03.intoArray(d, d0At + 3 * L);
        d10.intoArray(d, d1At);
        d11.intoArray(d, d1At + L);
        d12.intoArray(d, d1At + 2 * L);
        d13.intoArray(d, d1At + 3 * L);
        d20.intoArray(d, d2At);
        d21.intoArray(d, d2At + L);
        d22.intoArray(d, d2At + 2 * L);
        d23.intoArray(d, d2At + 3 * L);
        d30.intoArray(d, d3At);
        d31.intoArray(d, d3At + L);
        d32.intoArray(d, d3At + 2 * L);
        d33.intoArray(d, d3At + 3 * L);
        d40.intoArray(d, d4At);
        d41.intoArray(d, d4At + L);
        d42.intoArray(d, d4At + 2 * L);
        d43.intoArray(d, d4At + 3 * L);
    }

    /** 12 FMAs on 4 loads and 3 broadcasts. */
    static void classes3Vectors4(
            float[] g, int g0, int gStride, int rows, float[] x, int[] rowStart, int k, float[] d, int d0, int stride) {
        int d0At = d0;
        FloatVector d00 = FloatVector.fromArray(F, d, d0At);
        FloatVector d01 = FloatVector.fromArray(F, d, d0At + L);
        FloatVector d02 = FloatVector.fromArray(F, d, d0At + 2 * L);
        FloatVector d03 = FloatVector.fromArray(F, d, d0At + 3 * L);
        int d1At = d0 + stride;
        FloatVector d10 = FloatVector.fromArray(F, d, d1At);
        FloatVector d11 = FloatVector.fromArray(F, d, d1At + L);
        FloatVector d12 = FloatVector.fromArray(F, d, d1At + 2 * L);
        FloatVector d13 = FloatVector.fromArray(F, d, d1At + 3 * L);
        int d2At = d0 + 2 * stride;
        FloatVector d20 = FloatVector.fromArray(F, d, d2At);
        FloatVector d21 = FloatVector.fromArray(F, d, d2At + L);
        FloatVector d22 = FloatVector.fromArray(F, d, d2At + 2 * L);
        FloatVector d23 = FloatVector.fromArray(F, d, d2At + 3 * L);
        for (int i = 0; i < rows; i++) {
            int xi = rowStart[i] + k;
            FloatVector x0 = FloatVector.fromArray(F, x, xi);
            FloatVector x1 = FloatVector.fromArray(F, x, xi + L);
            FloatVector x2 = FloatVector.fromArray(F, x, xi + 2 * L);
            FloatVector x3 = FloatVector.fromArray(F, x, xi + 3 * L);
            FloatVector c0 = FloatVector.broadcast(F, g[g0 + i]);
            d00 = x0.fma(c0, d00);
            d01 = x1.fma(c0, d01);
            d02 = x2.fma(c0, d02);
            d03 = x3.fma(c0, d03);
            FloatVector c1 = FloatVector.broadcast(F, g[g0 + gStride + i]);
            d10 = x0.fma(c1, d10);
            d11 = x1.fma(c1, d11);
            d12 = x2.fma(c1, d12);
            d13 = x3.fma(c1, d13);
            FloatVector c2 = FloatVector.broadcast(F, g[g0 + 2 * gStride + i]);
            d20 = x0.fma(c2, d20);
            d21 = x1.fma(c2, d21);
            d22 = x2.fma(c2, d22);
            d23 = x3.fma(c2, d23);
        }
        d00.intoArray(d, d0At);
        d01.intoArray(d, d0At + L);
        d02.intoArray(d, d0At + 2 * L);
        d03.intoArray(d, d0At + 3 * L);
        d10.intoArray(d, d1At);
        d11.intoArray(d, d1At + L);
        d12.intoArray(d, d1At + 2 * L);
        d13.intoArray(d, d1At + 3 * L);
        d20.intoArray(d, d2At);
        d21.intoArray(d, d2At + L);
        d22.intoArray(d, d2At + 2 * L);
        d23.intoArray(d, d2At + 3 * L);
    }

    /** 8 FMAs on 4 loads and 2 broadcasts. */
    static void classes2Vectors4(
            float[] g, int g0, int gStride, int rows, float[] x, int[] rowStart, int k, float[] d, int d0, int stride) {
        int d0At = d0;
        FloatVector d00 = FloatVector.fromArray(F, d, d0At);
        FloatVector d01 = FloatVector.fromArray(F, d, d0At + L);
        FloatVector d02 = FloatVector.fromArray(F, d, d0At + 2 * L);
        FloatVector d03 = FloatVector.fromArray(F, d, d0At + 3 * L);
        int d1At = d0 + stride;
        FloatVector d10 = FloatVector.fromArray(F, d, d1At);
        FloatVector d11 = FloatVector.fromArray(F, d, d1At + L);
        FloatVector d12 = FloatVector.fromArray(F, d, d1At + 2 * L);
        FloatVector d13 = FloatVector.fromArray(F, d, d1At + 3 * L);
        for (int i = 0; i < rows; i++) {
            int xi = rowStart[i] + k;
            FloatVector x0 = FloatVector.fromArray(F, x, xi);
            FloatVector x1 = FloatVector.fromArray(F, x, xi + L);
            FloatVector x2 = FloatVector.fromArray(F, x, xi + 2 * L);
            FloatVector x3 = FloatVector.fromArray(F, x, xi + 3 * L);
            FloatVector c0 = FloatVector.broadcast(F, g[g0 + i]);
            d00 = x0.fma(c0, d00);
            d01 = x1.fma(c0, d01);
            d02 = x2.fma(c0, d02);
            d03 = x3.fma(c0, d03);
            FloatVector c1 = FloatVector.broadcast(F, g[g0 + gStride + i]);
            d10 = x0.fma(c1, d10);
            d11 = x1.fma(c1, d11);
            d12 = x2.fma(c1, d12);
            d13 = x3.fma(c1, d13);
        }
        d00.intoArray(d, d0At);
        d01.intoArray(d, d0At + L);
        d02.intoArray(d, d0At + 2 * L);
        d03.intoArray(d, d0At + 3 * L);
        d10.intoArray(d, d1At);
        d11.intoArray(d, d1At + L);
        d12.intoArray(d, d1At + 2 * L);
        d13.intoArray(d, d1At + 3 * L);
    }
}
