package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.RowBlock.ROWS;

import java.util.Arrays;

/** Scores, margins, G and gradient of a block of rows, then of the next. */
final class VectorHinge implements HingeKernel {
    /** Floats of W, 1 MB, from which on it is read for three blocks at a time: more do not stay in the second-level cache. */
    private static final int LARGE = 1 << 18;

    private final ClassMajor layout;
    private final HingeLoss loss;
    private final BlockScores weights;
    private final RowBlock[] blocks;
    private final BlockMargins margins;
    private final float[] scratch;

    VectorHinge(ClassMajor layout, HingeLoss loss, BlockScores weights) {
        this.layout = layout;
        this.loss = loss;
        this.weights = weights;
        blocks = new RowBlock[layout.features * layout.classes < LARGE ? 1 : 3];
        Arrays.setAll(blocks, b -> new RowBlock(layout, weights.transposes()));
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
        for (int start = from; start < to; start += blocks.length * ROWS) {
            int count = scoreBlocks(x, start, to);
            for (int b = 0; b < count; b++) {
                for (int i = 0; i < blocks[b].rows; i++) {
                    for (int j = 0; j < layout.classes; j++) {
                        scores[at++] = blocks[b].s[j * ROWS + i];
                    }
                }
            }
        }
    }

    @Override
    public double loss(float[] x, int from, int to, int[] y, float[] sampleWeights, int first, Gradient gradient) {
        double sum = 0;
        int label = first;
        for (int start = from; start < to; start += blocks.length * ROWS) {
            int count = scoreBlocks(x, start, to);
            for (int b = 0; b < count; b++) {
                sum += margins.compute(blocks[b], y, sampleWeights, label);
                if (gradient != null) {
                    ((VectorGradient) gradient).add(blocks[b], margins, y, label);
                }
                label += blocks[b].rows;
            }
        }
        return sum;
    }

    /** Computes the scores of the next blocks of rows; returns how many there are. */
    private int scoreBlocks(float[] x, int start, int to) {
        int count = 0;
        for (; count < blocks.length && start < to; start += ROWS) {
            blocks[count++].set(x, start, Math.min(ROWS, to - start));
        }
        weights.scores(blocks, count, scratch);
        return count;
    }
}
