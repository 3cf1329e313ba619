package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/** A matrix product with lanes along four rows, which its tile exchanges for itself: best for few features and two or three classes. */
final class FewClassScores implements BlockScores {
    /** What is there before the first features. */
    private static final float[] ZERO = new float[FewClassTiles.MOST_CLASSES * QuadTiles.CLASS];

    private final int features;
    private final int classes;
    private final QuadWeights weights;

    FewClassScores(int features, int classes) {
        this.features = features;
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
        return RowForm.QUADS_IN_TILES;
    }

    @Override
    public boolean waitsForRows() {
        return true;
    }

    @Override
    public void scores(RowBlock block, float[] sums, int from) {
        int quads = Math.ceilDiv(block.rows, 4);
        int stride = weights.layout.stride;
        int k = Math.max(0, features - L);
        for (int v = 0; v < stride; k = v / 4, v += 4 * L) {
            int x0 = block.first() + k;
            int w0 = weights.from + v;
            float[] before = v == 0 ? ZERO : sums;
            int b0 = v == 0 ? 0 : from;
            int step = v == 0 ? 0 : L;
            if (classes == 2) {
                FewClassTiles.classes2(
                        block.x, x0, features, quads, weights.w, w0, stride, before, b0, step, sums, from);
            } else {
                FewClassTiles.classes3(
                        block.x, x0, features, quads, weights.w, w0, stride, before, b0, step, sums, from);
            }
        }
        QuadTiles.addUp(sums, from, classes, block.s, block.sFrom);
    }
}
