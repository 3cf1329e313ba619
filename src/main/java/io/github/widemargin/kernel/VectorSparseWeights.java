package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Lanes are classes; those of a feature are whole vectors, and begin on a cache line where that can be had. */
final class VectorSparseWeights extends SparseWeights {
    private final int[] active; // vectors of classes that have a coefficient

    VectorSparseWeights(int features, int classes) {
        this(features, classes, Math.ceilDiv(classes, L) * L);
    }

    private VectorSparseWeights(int features, int classes, int stride) {
        super(features, classes, stride, Aligned.FIRST, Aligned.newArray(features * stride));
        active = new int[stride / L];
    }

    @Override
    SparseWeights another() {
        return new VectorSparseWeights(features, classes);
    }

    /** What is written behind a feature's last class, the next feature overwrites. */
    @Override
    void unpack(float scale, float share, float[] from, float[] to) {
        int whole = to.length < stride ? 0 : (to.length - stride) / classes + 1; // features with room for a stride
        for (int k = 0; k < whole; k++) {
            for (int c = 0; c < stride; c += L) {
                int at = k * classes + c;
                FloatVector old = FloatVector.fromArray(F, from, at).mul(share);
                FloatVector.fromArray(F, a, start(k) + c).mul(scale).add(old).intoArray(to, at);
            }
        }
        unpack(whole, scale, share, from, to);
    }

    @Override
    void scores(SparseRows x, int i, float[] s) {
        int from = x.start()[i];
        int to = x.start()[i + 1];
        int c = 0;
        for (; c <= stride - 4 * L; c += 4 * L) {
            SparseTiles.scores4(a, start(0) + c, stride, x.index(), x.value(), from, to, s, c);
        }
        if (c <= stride - 2 * L) {
            SparseTiles.scores2(a, start(0) + c, stride, x.index(), x.value(), from, to, s, c);
            c += 2 * L;
        }
        if (c < stride) {
            SparseTiles.scores1(a, start(0) + c, stride, x.index(), x.value(), from, to, s, c);
        }
    }

    @Override
    void add(SparseRows x, int i, float[] g) {
        int from = x.start()[i];
        int to = x.start()[i + 1];
        int count = 0;
        for (int c = 0; c < stride; c += L) {
            active[count] = c;
            count += FloatVector.fromArray(F, g, c)
                            .compare(VectorOperators.NE, 0f)
                            .anyTrue()
                    ? 1
                    : 0;
        }
        int n = 0;
        for (; n <= count - 2; n += 2) {
            SparseTiles.add2(a, start(0), stride, x.index(), x.value(), from, to, g, active[n], active[n + 1]);
        }
        if (n < count) {
            SparseTiles.add1(a, start(0), stride, x.index(), x.value(), from, to, g, active[n]);
        }
    }
}
