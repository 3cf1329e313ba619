package io.github.widemargin.train;

import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.RowKernels;

/** A hinge loss for dense rows and one for sparse rows, each made when it is first wanted. */
public final class Hinges {
    private final Kernels kernels;
    private final int features;
    private final int classes;
    private final HingeLoss loss;
    private final int threads;
    private ParallelHinge dense;
    private ParallelHinge sparse;

    public Hinges(Kernels kernels, int features, int classes, HingeLoss loss, int threads) {
        this.kernels = kernels;
        this.features = features;
        this.classes = classes;
        this.loss = loss;
        this.threads = threads;
    }

    /** The one for these rows. */
    public ParallelHinge of(Rows rows) {
        if (rows.isSparse()) {
            sparse = sparse == null ? make(kernels.sparse()) : sparse;
            return sparse;
        }
        dense = dense == null ? make(kernels.dense()) : dense;
        return dense;
    }

    private ParallelHinge make(RowKernels rowKernels) {
        return new ParallelHinge(rowKernels, features, classes, loss, threads, true);
    }
}
