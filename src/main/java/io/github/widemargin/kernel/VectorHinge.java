package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.RowBlock.ROWS;

/** Scores, margins, G and gradient of a block of rows, then of the next. */
final class VectorHinge implements HingeKernel {
    private final ClassMajor layout;
    private final HingeLoss loss;
    private final BlockScores weights;
    private final Fetch fetch;
    private final RowBlock block;
    private final BlockMargins margins;
    private final Aligned.Slice scratch;
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
        fetch = new Fetch(layout.features, weights.waitsForRows());
        block = new RowBlock(layout, weights.form());
        margins = new BlockMargins(loss, layout.classes, VectorKernels.isDense(layout.features, layout.classes));
        scratch = Aligned.newSlice(weights.scratch());
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
    public Gradient newGradient() {
        return VectorKernels.gradient(layout.features, layout.classes);
    }

    @Override
    public void scores(RowArray rows, int from, int to, float[] scores, int at) {
        float[] x = DenseRows.of(rows);
        for (int start = from; start < to; start += block.rows) {
            scoreBlock(x, start, to);
            for (int i = 0; i < block.rows; i++) {
                for (int j = 0; j < layout.classes; j++) {
                    scores[at++] = block.s[block.sFrom + j * ROWS + i];
                }
            }
        }
        block.forget();
    }

    @Override
    public void argMax(RowArray rows, int from, int to, int[] best, int at) {
        float[] x = DenseRows.of(rows);
        for (int start = from; start < to; start += block.rows) {
            scoreBlock(x, start, to);
            largest.find(block.s, block.sFrom, layout.classes);
            for (int i = 0; i < block.rows; i++) {
                best[at++] = largest.of(i);
            }
        }
        block.forget();
    }

    @Override
    public double loss(RowArray rows, int from, int to, int[] y, float[] sampleWeights, int first, Gradient gradient) {
        float[] x = DenseRows.of(rows);
        margins.samples.clearLoss();
        try {
            for (int start = from, label = first; start < to; start += block.rows, label += block.rows) {
                scoreBlock(x, start, to);
                margins.compute(block, y, sampleWeights, label);
                if (gradient != null) {
                    ((VectorGradient) gradient).add(block, margins);
                }
            }
        } finally {
            block.forget();
        }
        return margins.samples.loss();
    }

    /** Computes the scores of a block of the rows [start, to). */
    private void scoreBlock(float[] x, int start, int to) {
        int end = start + Math.min(fetch.rows, to - start);
        fetch.read(x, start, end);
        block.set(x, start, end - start);
        weights.scores(block, scratch.array(), scratch.first());
        if (first.bias != null) {
            addBias(block.s, block.sFrom);
        }
    }

    private void addBias(float[] s, int from) {
        for (int j = 0; j < layout.classes; j++) {
            float by = first.bias[j];
            for (int at = from + j * ROWS; at < from + (j + 1) * ROWS; at++) {
                s[at] += by;
            }
        }
    }
}
