package io.github.widemargin.kernel;

/** Over sparse rows, the weights laid out as their maker does. */
record SparseKernels(Maker maker) implements RowKernels {
    interface Maker {
        /** Weights of features × classes, zero. */
        SparseWeights weights(int features, int classes);
    }

    @Override
    public HingeKernel hinge(int features, int classes, HingeLoss loss) {
        return new SparseHinge(maker.weights(features, classes), loss);
    }

    @Override
    public DualKernel dual(int features, int classes) {
        return new SparseDual(maker.weights(features, classes));
    }
}
