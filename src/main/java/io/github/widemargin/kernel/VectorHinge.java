package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.RowBlock.ROWS;

import java.util.Arrays;

/** Scores, margins, G and gradient of a block of rows, then of the next. */
final class VectorHinge implements HingeKernel {
    private final ClassMajor layout;
    private final HingeLoss loss;
    private final BlockScores weights;
    private final RowBlock[] blocks;
    private final BlockMargins margins;
    private final float[] scratch;
    private final BlockLargest largest = new BlockLargest();
    private final VectorHinge first; // whose bias counts
    private float[] bias;

    VectorHinge(ClassMajor layout, HingeLoss loss, BlockScores weights) {
        this(layout, loss, weights, null);
    }

    private VectorHinge(ClassMajor layout, HingeLoss loss, BlockScores weights, VectorHinge first) {
        this.first = first == null ? this : first;
        this.layout = layout;
        this.loss = loss;
        this.weights = weights;
        blocks = new RowBlock[weights.blocks()];
        Arrays.setAll(blocks, b -> new RowBlock(layout, weights.transposes()));
        margins = new BlockMargins(loss, layout.classes);
        scratch = new float[weights.scratch()];
    }

    @Override
    public void setWeights(float[] w, float[] bias) {
        weights.set(w);
        first.bias = bias;
    }

    @Override
    public HingeKernel sibling() {
        return new VectorHinge(layout, loss, weights, first);
    }

    @Override
    public void scores(RowArray rows, int from, int to, float[] scores, int at) {
        float[] x = DenseRows.of(rows);
        for (int start = from, end; start < to; start = end) {
            end = start + Math.min(blocks.length * ROWS, to - start);
            int count = scoreBlocks(x, start, end);
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
    public void argMax(RowArray rows, int from, int to, int[] best, int at) {
        float[] x = DenseRows.of(rows);
        for (int start = from, end; start < to; start = end) {
            end = start + Math.min(blocks.length * ROWS, to - start);
            int count = scoreBlocks(x, start, end);
            for (int b = 0; b < count; b++) {
                largest.find(blocks[b].s, layout.classes);
                for (int i = 0; i < blocks[b].rows; i++) {
                    best[at++] = largest.of(i);
                }
            }
        }
    }

    @Override
    public double loss(RowArray rows, int from, int to, int[] y, float[] sampleWeights, int first, Gradient gradient) {
        float[] x = DenseRows.of(rows);
        double sum = 0;
        int label = first;
        for (int start = from, end; start < to; start = end) {
            end = start + Math.min(blocks.length * ROWS, to - start);
            int count = scoreBlocks(x, start, end);
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

    /** Computes the scores of the rows [start, to), in so many blocks. */
    private int scoreBlocks(float[] x, int start, int to) {
        int count = 0;
        for (int rows; start < to; start += rows) {
            rows = Math.min(ROWS, to - start);
            blocks[count++].set(x, start, rows);
        }
        weights.scores(blocks, count, scratch);
        for (int b = 0; b < count && first.bias != null; b++) {
            addBias(blocks[b].s);
        }
        return count;
    }

    private void addBias(float[] s) {
        for (int j = 0; j < layout.classes; j++) {
            float by = first.bias[j];
            for (int at = j * ROWS; at < (j + 1) * ROWS; at++) {
                s[at] += by;
            }
        }
    }
}
