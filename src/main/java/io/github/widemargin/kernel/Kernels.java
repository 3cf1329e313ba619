package io.github.widemargin.kernel;

/** One implementation of the hot loops. {@link KernelProvider} picks it. */
public interface Kernels {
    /** Elements that vectors may read behind an array's last. */
    int SLACK = 16;

    String name();

    /** How many floats one instruction works on. */
    int lanes();

    /** Those over {@link DenseRows}. The dual kernels are {@link GramKernel}s. */
    RowKernels dense();

    /** Those over {@link SparseRows}. The dual kernels are {@link SparseDual}s. */
    RowKernels sparse();

    /** Scores for fixed weights w of features × classes, row-major, and what is added for each class, or null. They must not change. */
    Scorer scorer(float[] w, float[] bias, int features, int classes);

    /** The same for sparse rows. W has {@link #SLACK} finite elements more, that count for nothing. */
    SparseScorer sparseScorer(float[] w, float[] bias, int classes);

    SquaredNorm squaredNorm();
}
