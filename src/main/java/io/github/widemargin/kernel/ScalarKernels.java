package io.github.widemargin.kernel;

/** Plain loops that read like the formulas. */
public final class ScalarKernels implements Kernels, RowKernels {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public RowKernels dense() {
        return this;
    }

    @Override
    public RowKernels sparse() {
        return new SparseKernels(ScalarSparseWeights::new);
    }

    @Override
    public HingeKernel hinge(int features, int classes, HingeLoss loss) {
        return new ScalarHinge(features, classes, loss);
    }

    @Override
    public DualKernel dual(int features, int classes) {
        return new ScalarDual(features, classes);
    }

    @Override
    public Scorer scorer(float[] w, float[] bias, int features, int classes) {
        return new ScalarScorer(w, bias, features, classes);
    }

    @Override
    public SparseScorer sparseScorer(float[] w, float[] bias, int classes) {
        return new ScalarSparseScorer(w, bias, classes);
    }

    @Override
    public SquaredNorm squaredNorm() {
        return ScalarKernels::squaredNorm;
    }

    private static double squaredNorm(float[] a) {
        double sum = 0;
        for (float v : a) {
            sum += (double) v * v;
        }
        return sum;
    }
}
