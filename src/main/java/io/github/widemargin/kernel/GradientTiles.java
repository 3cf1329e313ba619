package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * Adds four rows of X, each times its coefficient in G, to classes j0… of dW, lanes along the features; length is of whole
 * vectors. The rows of x begin at x0…x3; class j of d begins at j · stride and is written from k0 on; the four
 * coefficients of class j lie at g[j · gStride + row].
 */
final class GradientTiles {
    private GradientTiles() {}

    /** 16 FMAs on 8 loads and 4 stores. */
    static void rows4Classes4(
            float[] g,
            int row,
            int gStride,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            int length,
            float[] d,
            int k0,
            int stride,
            int j0,
            int j1,
            int j2,
            int j3) {
        FloatVector g00 = FloatVector.broadcast(F, g[j0 * gStride + row]);
        FloatVector g10 = FloatVector.broadcast(F, g[j0 * gStride + row + 1]);
        FloatVector g20 = FloatVector.broadcast(F, g[j0 * gStride + row + 2]);
        FloatVector g30 = FloatVector.broadcast(F, g[j0 * gStride + row + 3]);
        FloatVector g01 = FloatVector.broadcast(F, g[j1 * gStride + row]);
        FloatVector g11 = FloatVector.broadcast(F, g[j1 * gStride + row + 1]);
        FloatVector g21 = FloatVector.broadcast(F, g[j1 * gStride + row + 2]);
        FloatVector g31 = FloatVector.broadcast(F, g[j1 * gStride + row + 3]);
        FloatVector g02 = FloatVector.broadcast(F, g[j2 * gStride + row]);
        FloatVector g12 = FloatVector.broadcast(F, g[j2 * gStride + row + 1]);
        FloatVector g22 = FloatVector.broadcast(F, g[j2 * gStride + row + 2]);
        FloatVector g32 = FloatVector.broadcast(F, g[j2 * gStride + row + 3]);
        FloatVector g03 = FloatVector.broadcast(F, g[j3 * gStride + row]);
        FloatVector g13 = FloatVector.broadcast(F, g[j3 * gStride + row + 1]);
        FloatVector g23 = FloatVector.broadcast(F, g[j3 * gStride + row + 2]);
        FloatVector g33 = FloatVector.broadcast(F, g[j3 * gStride + row + 3]);
        int d0 = j0 * stride + k0;
        int d1 = j1 * stride + k0;
        int d2 = j2 * stride + k0;
        int d3 = j3 * stride + k0;
        for (int k = 0; k < length; k += L) {
            FloatVector v0 = FloatVector.fromArray(F, x, x0 + k);
            FloatVector v1 = FloatVector.fromArray(F, x, x1 + k);
            FloatVector v2 = FloatVector.fromArray(F, x, x2 + k);
            FloatVector v3 = FloatVector.fromArray(F, x, x3 + k);
            FloatVector s0 = v0.fma(g00, FloatVector.fromArray(F, d, d0 + k));
            s0 = v1.fma(g10, s0);
            s0 = v2.fma(g20, s0);
            s0 = v3.fma(g30, s0);
            s0.intoArray(d, d0 + k);
            FloatVector s1 = v0.fma(g01, FloatVector.fromArray(F, d, d1 + k));
            s1 = v1.fma(g11, s1);
            s1 = v2.fma(g21, s1);
            s1 = v3.fma(g31, s1);
            s1.intoArray(d, d1 + k);
            FloatVector s2 = v0.fma(g02, FloatVector.fromArray(F, d, d2 + k));
            s2 = v1.fma(g12, s2);
            s2 = v2.fma(g22, s2);
            s2 = v3.fma(g32, s2);
            s2.intoArray(d, d2 + k);
            FloatVector s3 = v0.fma(g03, FloatVector.fromArray(F, d, d3 + k));
            s3 = v1.fma(g13, s3);
            s3 = v2.fma(g23, s3);
            s3 = v3.fma(g33, s3);
            s3.intoArray(d, d3 + k);
        }
    }

    /** 12 FMAs on 7 loads and 3 stores. */
    static void rows4Classes3(
            float[] g,
            int row,
            int gStride,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            int length,
            float[] d,
            int k0,
            int stride,
            int j0,
            int j1,
            int j2) {
        FloatVector g00 = FloatVector.broadcast(F, g[j0 * gStride + row]);
        FloatVector g10 = FloatVector.broadcast(F, g[j0 * gStride + row + 1]);
        FloatVector g20 = FloatVector.broadcast(F, g[j0 * gStride + row + 2]);
        FloatVector g30 = FloatVector.broadcast(F, g[j0 * gStride + row + 3]);
        FloatVector g01 = FloatVector.broadcast(F, g[j1 * gStride + row]);
        FloatVector g11 = FloatVector.broadcast(F, g[j1 * gStride + row + 1]);
        FloatVector g21 = FloatVector.broadcast(F, g[j1 * gStride + row + 2]);
        FloatVector g31 = FloatVector.broadcast(F, g[j1 * gStride + row + 3]);
        FloatVector g02 = FloatVector.broadcast(F, g[j2 * gStride + row]);
        FloatVector g12 = FloatVector.broadcast(F, g[j2 * gStride + row + 1]);
        FloatVector g22 = FloatVector.broadcast(F, g[j2 * gStride + row + 2]);
        FloatVector g32 = FloatVector.broadcast(F, g[j2 * gStride + row + 3]);
        int d0 = j0 * stride + k0;
        int d1 = j1 * stride + k0;
        int d2 = j2 * stride + k0;
        for (int k = 0; k < length; k += L) {
            FloatVector v0 = FloatVector.fromArray(F, x, x0 + k);
            FloatVector v1 = FloatVector.fromArray(F, x, x1 + k);
            FloatVector v2 = FloatVector.fromArray(F, x, x2 + k);
            FloatVector v3 = FloatVector.fromArray(F, x, x3 + k);
            FloatVector s0 = v0.fma(g00, FloatVector.fromArray(F, d, d0 + k));
            s0 = v1.fma(g10, s0);
            s0 = v2.fma(g20, s0);
            s0 = v3.fma(g30, s0);
            s0.intoArray(d, d0 + k);
            FloatVector s1 = v0.fma(g01, FloatVector.fromArray(F, d, d1 + k));
            s1 = v1.fma(g11, s1);
            s1 = v2.fma(g21, s1);
            s1 = v3.fma(g31, s1);
            s1.intoArray(d, d1 + k);
            FloatVector s2 = v0.fma(g02, FloatVector.fromArray(F, d, d2 + k));
            s2 = v1.fma(g12, s2);
            s2 = v2.fma(g22, s2);
            s2 = v3.fma(g32, s2);
            s2.intoArray(d, d2 + k);
        }
    }

    /** 8 FMAs on 6 loads and 2 stores. */
    static void rows4Classes2(
            float[] g,
            int row,
            int gStride,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            int length,
            float[] d,
            int k0,
            int stride,
            int j0,
            int j1) {
        FloatVector g00 = FloatVector.broadcast(F, g[j0 * gStride + row]);
        FloatVector g10 = FloatVector.broadcast(F, g[j0 * gStride + row + 1]);
        FloatVector g20 = FloatVector.broadcast(F, g[j0 * gStride + row + 2]);
        FloatVector g30 = FloatVector.broadcast(F, g[j0 * gStride + row + 3]);
        FloatVector g01 = FloatVector.broadcast(F, g[j1 * gStride + row]);
        FloatVector g11 = FloatVector.broadcast(F, g[j1 * gStride + row + 1]);
        FloatVector g21 = FloatVector.broadcast(F, g[j1 * gStride + row + 2]);
        FloatVector g31 = FloatVector.broadcast(F, g[j1 * gStride + row + 3]);
        int d0 = j0 * stride + k0;
        int d1 = j1 * stride + k0;
        for (int k = 0; k < length; k += L) {
            FloatVector v0 = FloatVector.fromArray(F, x, x0 + k);
            FloatVector v1 = FloatVector.fromArray(F, x, x1 + k);
            FloatVector v2 = FloatVector.fromArray(F, x, x2 + k);
            FloatVector v3 = FloatVector.fromArray(F, x, x3 + k);
            FloatVector s0 = v0.fma(g00, FloatVector.fromArray(F, d, d0 + k));
            s0 = v1.fma(g10, s0);
            s0 = v2.fma(g20, s0);
            s0 = v3.fma(g30, s0);
            s0.intoArray(d, d0 + k);
            FloatVector s1 = v0.fma(g01, FloatVector.fromArray(F, d, d1 + k));
            s1 = v1.fma(g11, s1);
            s1 = v2.fma(g21, s1);
            s1 = v3.fma(g31, s1);
            s1.intoArray(d, d1 + k);
        }
    }

    /** 4 FMAs on 5 loads and 1 stores. */
    static void rows4Classes1(
            float[] g,
            int row,
            int gStride,
            float[] x,
            int x0,
            int x1,
            int x2,
            int x3,
            int length,
            float[] d,
            int k0,
            int stride,
            int j0) {
        FloatVector g00 = FloatVector.broadcast(F, g[j0 * gStride + row]);
        FloatVector g10 = FloatVector.broadcast(F, g[j0 * gStride + row + 1]);
        FloatVector g20 = FloatVector.broadcast(F, g[j0 * gStride + row + 2]);
        FloatVector g30 = FloatVector.broadcast(F, g[j0 * gStride + row + 3]);
        int d0 = j0 * stride + k0;
        for (int k = 0; k < length; k += L) {
            FloatVector v0 = FloatVector.fromArray(F, x, x0 + k);
            FloatVector v1 = FloatVector.fromArray(F, x, x1 + k);
            FloatVector v2 = FloatVector.fromArray(F, x, x2 + k);
            FloatVector v3 = FloatVector.fromArray(F, x, x3 + k);
            FloatVector s0 = v0.fma(g00, FloatVector.fromArray(F, d, d0 + k));
            s0 = v1.fma(g10, s0);
            s0 = v2.fma(g20, s0);
            s0 = v3.fma(g30, s0);
            s0.intoArray(d, d0 + k);
        }
    }
}
