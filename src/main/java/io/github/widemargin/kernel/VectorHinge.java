package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.RowBlock.ROWS;

/** Scores, margins, G and gradient of a block of rows, then of the next. */
final class VectorHinge implements HingeKernel {
    private final ClassMajor layout;
    private final HingeLoss loss;
    private final BlockScores weights;
    private final RowBlock block;
    private final BlockMargins margins;
    private final float[] scratch;

    VectorHinge(ClassMajor layout, HingeLoss loss, BlockScores weights) {
        this.layout = layout;
        this.loss = loss;
        this.weights = weights;
        block = new RowBlock(layout, weights.transposes());
        margins = new BlockMargins(loss, layout.classes);
        scratch = Aligned.newArray(weights.scratch());
    }

    @Override
    public void setWeights(float[] w) {
        weights.set(w);
    }

    @Override
    public HingeKernel sibling() {
        return new VectorHinge(layout, loss, weights);
    }

    @Override
    public void scores(float[] x, int from, int to, float[] scores, int at) {
        for (int start = from; start < to; start += ROWS) {
            block.set(x, start, Math.min(ROWS, to - start));
            weights.scores(block, margins.s, scratch);
            for (int i = 0; i < block.rows; i++) {
                for (int j = 0; j < layout.classes; j++) {
                    scores[at++] = margins.s[j * ROWS + i];
                }
            }
        }
    }

    @Override
    public double loss(float[] x, int from, int to, int[] y, float[] sampleWeights, int first, Gradient gradient) {
        double sum = 0;
        for (int start = from; start < to; start += ROWS) {
            block.set(x, start, Math.min(ROWS, to - start));
            weights.scores(block, margins.s, scratch);
            int label = first + start - from;
            sum += margins.compute(block.rows, y, sampleWeights, label);
            if (gradient != null) {
                ((VectorGradient) gradient).add(block, margins, y, label);
            }
        }
        return sum;
    }
}
