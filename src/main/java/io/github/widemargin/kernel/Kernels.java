package io.github.widemargin.kernel;

/** One implementation of the hot loops. {@link KernelProvider} picks it. */
public interface Kernels {
    String name();

    /** How many floats one instruction works on. */
    int lanes();

    /** A hinge loss for weights of features × classes. */
    HingeKernel hinge(int features, int classes, HingeLoss loss);

    /** Zero, for the hinges of this shape. */
    Gradient gradient(int features, int classes);

    /** Weights of features × classes as a sum of rows, zero. */
    DualKernel dual(int features, int classes);

    /** Scores for fixed weights w of features × classes, row-major, and what is added for each class, or null. They must not change. */
    Scorer scorer(float[] w, float[] bias, int features, int classes);

    /** ‖a‖², accumulated in double. */
    double squaredNorm(float[] a);
}
