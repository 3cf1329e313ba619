package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/** A row's nonzeros [from, to) and one to four vectors of classes. */
final class SparseTiles {
    private SparseTiles() {}

    /** s[c + …] = Σ_n value[n] · a[start + index[n] · stride + …]: 1 load and 1 FMA a nonzero, in two sums to hide the latency. */
    static void scores1(
            float[] a, int start, int stride, int[] index, float[] value, int from, int to, float[] s, int c) {
        FloatVector even = FloatVector.zero(F);
        FloatVector odd = FloatVector.zero(F);
        int n = from;
        for (; n < to - 1; n += 2) {
            FloatVector v = FloatVector.broadcast(F, value[n]);
            even = FloatVector.fromArray(F, a, start + index[n] * stride).fma(v, even);
            FloatVector u = FloatVector.broadcast(F, value[n + 1]);
            odd = FloatVector.fromArray(F, a, start + index[n + 1] * stride).fma(u, odd);
        }
        if (n < to) {
            FloatVector v = FloatVector.broadcast(F, value[n]);
            even = FloatVector.fromArray(F, a, start + index[n] * stride).fma(v, even);
        }
        even.add(odd).intoArray(s, c);
    }

    /** The same for two vectors, at start + c and start + d: 2 loads and 2 FMAs a nonzero. */
    static void scores2(
            float[] a, int start, int stride, int[] index, float[] value, int from, int to, float[] s, int c, int d) {
        FloatVector even0 = FloatVector.zero(F);
        FloatVector even1 = FloatVector.zero(F);
        FloatVector odd0 = FloatVector.zero(F);
        FloatVector odd1 = FloatVector.zero(F);
        int n = from;
        for (; n < to - 1; n += 2) {
            FloatVector v = FloatVector.broadcast(F, value[n]);
            int at = start + index[n] * stride;
            even0 = FloatVector.fromArray(F, a, at + c).fma(v, even0);
            even1 = FloatVector.fromArray(F, a, at + d).fma(v, even1);
            FloatVector u = FloatVector.broadcast(F, value[n + 1]);
            int next = start + index[n + 1] * stride;
            odd0 = FloatVector.fromArray(F, a, next + c).fma(u, odd0);
            odd1 = FloatVector.fromArray(F, a, next + d).fma(u, odd1);
        }
        if (n < to) {
            FloatVector v = FloatVector.broadcast(F, value[n]);
            int at = start + index[n] * stride;
            even0 = FloatVector.fromArray(F, a, at + c).fma(v, even0);
            even1 = FloatVector.fromArray(F, a, at + d).fma(v, even1);
        }
        even0.add(odd0).intoArray(s, c);
        even1.add(odd1).intoArray(s, d);
    }

    /** The same for four vectors: 4 loads and 4 FMAs a nonzero. */
    static void scores4(
            float[] a, int start, int stride, int[] index, float[] value, int from, int to, float[] s, int c) {
        FloatVector s0 = FloatVector.zero(F);
        FloatVector s1 = FloatVector.zero(F);
        FloatVector s2 = FloatVector.zero(F);
        FloatVector s3 = FloatVector.zero(F);
        for (int n = from; n < to; n++) {
            FloatVector v = FloatVector.broadcast(F, value[n]);
            int at = start + index[n] * stride;
            s0 = FloatVector.fromArray(F, a, at).fma(v, s0);
            s1 = FloatVector.fromArray(F, a, at + L).fma(v, s1);
            s2 = FloatVector.fromArray(F, a, at + 2 * L).fma(v, s2);
            s3 = FloatVector.fromArray(F, a, at + 3 * L).fma(v, s3);
        }
        s0.intoArray(s, c);
        s1.intoArray(s, c + L);
        s2.intoArray(s, c + 2 * L);
        s3.intoArray(s, c + 3 * L);
    }

    /** a[start + index[n] · stride + c + …] += value[n] · g[c + …]: 1 load, 1 FMA and 1 store a nonzero. */
    static void add1(float[] a, int start, int stride, int[] index, float[] value, int from, int to, float[] g, int c) {
        FloatVector g0 = FloatVector.fromArray(F, g, c);
        for (int n = from; n < to; n++) {
            FloatVector v = FloatVector.broadcast(F, value[n]);
            int at = start + index[n] * stride + c;
            v.fma(g0, FloatVector.fromArray(F, a, at)).intoArray(a, at);
        }
    }

    /** The same for two vectors, at c and d, which may overlap: 2 loads, 2 FMAs and 2 stores a nonzero. */
    static void add2(
            float[] a, int start, int stride, int[] index, float[] value, int from, int to, float[] g, int c, int d) {
        FloatVector g0 = FloatVector.fromArray(F, g, c);
        FloatVector g1 = FloatVector.fromArray(F, g, d);
        for (int n = from; n < to; n++) {
            FloatVector v = FloatVector.broadcast(F, value[n]);
            int at = start + index[n] * stride;
            FloatVector a0 = FloatVector.fromArray(F, a, at + c);
            FloatVector a1 = FloatVector.fromArray(F, a, at + d);
            v.fma(g0, a0).intoArray(a, at + c);
            v.fma(g1, a1).intoArray(a, at + d);
        }
    }
}
