package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/** A matrix product with lanes along {@linkplain Quads four rows}: best for few features and fewer classes. */
final class QuadScores implements BlockScores {
    private final int classes;
    private final QuadWeights weights;

    QuadScores(int features, int classes) {
        this.classes = classes;
        weights = new QuadWeights(features, classes);
    }

    @Override
    public void set(float[] w) {
        weights.set(w);
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
    public void scores(RowBlock block, float[] sums, int from) {
        float[] x = block.quads.x;
        float[] w = weights.w;
        int stride = weights.layout.stride;
        int begin = weights.layout.first;
        for (int i = 0; i < Math.ceilDiv(block.rows, 4); i += 4) {
            int xi = block.quads.from + i * stride;
            for (int j = 0, tile; j < classes; j += tile) {
                tile = QuadTiles.classes(classes - j);
                int wj = weights.from + j * stride;
                int at = from + (j * Quads.COUNT + i) * L;
                if (tile == 3) {
                    QuadTiles.quads4Classes3(w, wj, x, xi, stride, begin, sums, at);
                } else {
                    QuadTiles.quads4Classes2(w, wj, x, xi, stride, begin, sums, at);
                }
            }
        }
        QuadTiles.addUp(sums, from, classes, block.s, block.sFrom);
    }
}
