package io.github.widemargin.jcstress;

import io.github.widemargin.LinearSvm;

/** A model, and a sample whose label is 7. */
final class Models {
    static final float[] X = {1, 1, 1, 1, 1};

    private static final float[] W = {1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3};
    private static final float[] BIAS = {1, 0, 0};
    private static final int[] LABELS = {5, 6, 7};

    private Models() {}

    static LinearSvm make() {
        return LinearSvm.of(W, BIAS, X.length, LABELS);
    }
}
