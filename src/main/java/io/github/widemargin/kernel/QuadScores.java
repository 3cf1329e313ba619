package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/** A matrix product with lanes along {@linkplain Quads four rows}: best for few features and fewer classes. */
final class QuadScores implements BlockScores {
    private final int classes;
    private final QuadLayout layout;
    private final float[] w; // a vector for each of the quads', class by class
    private final int from; // where they begin

    QuadScores(int features, int classes) {
        this.classes = classes;
        layout = new QuadLayout(features);
        Aligned.Slice slice = Aligned.newSlice(classes * layout.stride);
        w = slice.array();
        from = slice.first();
    }

    @Override
    public void set(float[] w) {
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

    @Override
    public int scratch() {
        return classes * Quads.COUNT * L;
    }

    @Override
    public RowForm form() {
        return RowForm.QUADS;
    }

    @Override
    public boolean waitsForRows() {
        return true;
    }

    @Override
    public void scores(RowBlock block, float[] sums) {
        float[] x = block.quads.x;
        int stride = layout.stride;
        for (int i = 0; i < Math.ceilDiv(block.rows, 4); i += 4) {
            int xi = block.quads.from + i * stride;
            for (int j = 0, tile; j < classes; j += tile) {
                tile = QuadTiles.classes(classes - j);
                int wj = from + j * stride;
                int at = (j * Quads.COUNT + i) * L;
                if (tile == 3) {
                    QuadTiles.quads4Classes3(w, wj, x, xi, stride, layout.first, sums, at);
                } else {
                    QuadTiles.quads4Classes2(w, wj, x, xi, stride, layout.first, sums, at);
                }
            }
        }
        QuadTiles.addUp(sums, block.s);
    }
}
