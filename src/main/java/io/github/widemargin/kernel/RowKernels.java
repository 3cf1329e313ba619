package io.github.widemargin.kernel;

/** The hot loops over dense rows, or over sparse ones. */
public interface RowKernels {
    /** A hinge loss for weights of features × classes. */
    HingeKernel hinge(int features, int classes, HingeLoss loss);

    /** Weights of features × classes as a sum of rows, zero. */
    DualKernel dual(int features, int classes);
}
