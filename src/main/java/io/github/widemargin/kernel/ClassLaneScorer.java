package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;

/** Lanes are classes, those of a feature as W has them; what is read behind them belongs to the next feature, and is dropped. */
final class ClassLaneScorer implements SparseScorer {
    private final float[] w;
    private final float[] bias; // in whole vectors
    private final int classes;

    ClassLaneScorer(float[] w, float[] bias, int classes) {
        this.w = w;
        this.classes = classes;
        int padded = Math.ceilDiv(classes, L) * L;
        this.bias = bias == null ? new float[padded] : Arrays.copyOf(bias, padded);
    }

    @Override
    public void scores(int[] index, float[] value, int from, int to, float[] scores, int at) {
        NonzeroTile.scores(w, classes, index, value, from, to, bias, scores, at);
    }

    @Override
    public int argMax(int[] index, float[] value, int from, int to) {
        return NonzeroTile.scores(w, classes, index, value, from, to, bias, null, 0);
    }

    @Override
    public SparseScorer plain() {
        return new PlainSparseScorer(w, bias, classes);
    }
}
