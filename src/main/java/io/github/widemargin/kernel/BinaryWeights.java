package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/** What the second column of W is more than the first. Shared by siblings. */
final class BinaryWeights {
    final BinaryLayout layout;
    final float[] w;

    /** Where it begins. */
    final int from;

    /** What the second class's score is more, too. */
    float bias;

    // of both classes, until they are asked for
    private float[] both;
    private float[] bothBias;

    BinaryWeights(int features) {
        layout = new BinaryLayout(features);
        Aligned.Slice slice = Aligned.newSlice(layout.stride());
        w = slice.array();
        from = slice.first();
    }

    /** Sets W, features × 2, row-major, and what is added to each class's scores, or null. */
    void set(float[] w, float[] bias) {
        both = w;
        bothBias = bias;
        this.bias = bias == null ? 0 : bias[1] - bias[0];
        subtract(w, 0, layout.body(), L);
        subtract(w, layout.body(), layout.features(), L - layout.features());
    }

    private void subtract(float[] w, int from, int to, int offset) {
        for (int k = from; k < to; k++) {
            this.w[this.from + offset + k] = w[2 * k + 1] - w[2 * k];
        }
    }

    /** Passes the weights last set on to a hinge of both classes, once for all its siblings: who asks for losses alone need not wait for that. */
    synchronized void passTo(HingeKernel hinge) {
        if (both != null) {
            hinge.setWeights(both, bothBias);
            both = null;
        }
    }
}
