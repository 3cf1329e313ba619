package io.github.widemargin.kernel;

/** W as {@linkplain Quads four rows} are multiplied with it: a vector for each of the quads', class by class. */
final class QuadWeights {
    final QuadLayout layout;
    final float[] w;

    /** Where they begin. */
    final int from;

    private final int classes;

    QuadWeights(int features, int classes) {
        this.classes = classes;
        layout = new QuadLayout(features);
        Aligned.Slice slice = Aligned.newSlice(classes * layout.stride);
        w = slice.array();
        from = slice.first();
    }

    /** Sets W, features × classes, row-major. */
    void set(float[] w) {
        for (int k = 0; k < layout.features; k++) {
            int at = from + layout.at(k);
            for (int j = 0; j < classes; j++, at += layout.stride) {
                float wkj = w[k * classes + j];
                this.w[at] = wkj;
                this.w[at + 1] = wkj;
                this.w[at + 2] = wkj;
                this.w[at + 3] = wkj;
            }
        }
    }
}
