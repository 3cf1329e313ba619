package io.github.widemargin.kernel;

/** Xᵀ·G, touched only where a nonzero and a violator meet. */
record SparseGradient(SparseWeights sum) implements Gradient {
    /** Adds row i of x times its row of G. */
    void add(SparseRows x, int i, float[] g) {
        sum.add(x, i, g);
    }

    @Override
    public void addAndClear(Gradient other) {
        sum.addAndClear(((SparseGradient) other).sum);
    }

    @Override
    public void take(float scale, float reg, float[] w, float[] dw) {
        sum.unpack(scale, reg, w, dw);
        sum.clear();
    }

    @Override
    public void clear() {
        sum.clear();
    }
}
