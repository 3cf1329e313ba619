package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/** A matrix product with lanes along {@linkplain Quads four rows}: best for few features and fewer classes. */
final class QuadScores implements BlockScores {
    private final ClassMajor layout;
    private final Quads quads;
    private final float[] w; // a vector for each of the quads', class by class
    private final int from; // where they begin

    QuadScores(ClassMajor layout) {
        this.layout = layout;
        quads = new Quads(layout);
        Aligned.Slice slice = Aligned.newSlice(layout.classes * quads.stride);
        w = slice.array();
        from = slice.first();
    }

    @Override
    public void set(float[] w) {
        for (int k = 0; k < layout.features; k++) {
            int at = from + quads.at(k);
            for (int j = 0; j < layout.classes; j++, at += quads.stride) {
                float wkj = w[k * layout.classes + j];
                this.w[at] = wkj;
                this.w[at + 1] = wkj;
                this.w[at + 2] = wkj;
                this.w[at + 3] = wkj;
            }
        }
    }

    @Override
    public int scratch() {
        return layout.classes * Quads.COUNT * L;
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
        Quads x = block.quads;
        for (int i = 0; i < Math.ceilDiv(block.rows, 4); i += 4) {
            int xi = x.from + i * x.stride;
            for (int j = 0, tile; j < layout.classes; j += tile) {
                tile = QuadTiles.classes(layout.classes - j);
                int wj = from + j * x.stride;
                int at = (j * Quads.COUNT + i) * L;
                if (tile == 3) {
                    QuadTiles.quads4Classes3(w, wj, x.x, xi, x.stride, x.first, x.end, sums, at);
                } else {
                    QuadTiles.quads4Classes2(w, wj, x.x, xi, x.stride, x.first, x.end, sums, at);
                }
            }
        }
        QuadTiles.addUp(sums, block.s);
    }
}
