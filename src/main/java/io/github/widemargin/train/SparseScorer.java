package io.github.widemargin.train;

import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.Kernels;

/** The scores of sparse rows. */
public final class SparseScorer {
    private final ParallelHinge hinge;
    private final Rows rows;
    private final float[] scores;

    /** For weights of features × classes and what is added for each class, or null. */
    public SparseScorer(Kernels kernels, float[] w, float[] bias, Rows rows) {
        this.rows = rows;
        int classes = w.length / rows.features();
        hinge = new ParallelHinge(rows.kernels(kernels), rows.features(), classes, HingeLoss.PLAIN, 1, false);
        hinge.setWeights(w, bias);
        scores = new float[classes];
    }

    /** Writes those of row i. */
    public void scores(int i, float[] out) {
        hinge.scores(rows, i, i + 1, out);
    }

    /** The class of the largest score of row i, the first of equals; -1 if a score is not finite. */
    public int argMax(int i) {
        hinge.scores(rows, i, i + 1, scores);
        int best = 0;
        float check = 0;
        for (int j = 0; j < scores.length; j++) {
            check += 0 * scores[j];
            best = scores[j] > scores[best] ? j : best;
        }
        return check == 0 ? best : -1;
    }
}
