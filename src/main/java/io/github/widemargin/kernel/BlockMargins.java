package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

import io.github.widemargin.kernel.HingeLoss.Kind;
import java.util.Arrays;

/** Scores, margins and violators of a block, class after class, so that the lanes of the margins are the rows. */
final class BlockMargins {
    final HingeLoss loss;
    final int classes;

    /** The positive margins, else 0. */
    final float[] margins;

    /** By class, a bit for each row; those behind the last row mean nothing. */
    final long[] violates;

    /** By row, their number; the sum of their margins if these are squared. */
    final float[] violators = new float[ROWS];

    final float[] weight = new float[ROWS]; // by row
    private final float[] threshold = new float[ROWS]; // what a score must exceed to violate
    private final double[] rowLoss = new double[ROWS];

    BlockMargins(HingeLoss loss, int classes) {
        this.loss = loss;
        this.classes = classes;
        margins = new float[classes * ROWS];
        violates = new long[classes];
    }

    /**
     * Computes all from the scores of a block, and changes those of the true classes; returns the loss. Labels and weights
     * begin at first.
     */
    double compute(RowBlock block, int[] y, float[] sampleWeights, int first) {
        int rows = block.rows;
        float[] s = block.s;
        boolean oneVsRest = loss.kind() == Kind.ONE_VS_REST;
        for (int i = 0; i < rows; i++) {
            int yi = y[first + i];
            int own = yi * ROWS + i;
            weight[i] = loss.weight(sampleWeights, first + i, yi);
            if (oneVsRest) {
                threshold[i] = -loss.margin();
                s[own] = -s[own];
            } else {
                // so that the true class's margin is exactly 0, however large its score
                threshold[i] = s[own] - loss.margin();
                s[own] = threshold[i];
            }
        }
        Arrays.fill(threshold, rows, ROWS, Float.POSITIVE_INFINITY); // no violators behind the last row
        Arrays.fill(violates, 0);
        for (int i = 0; i < rows; i += L) {
            if (loss.kind() == Kind.CRAMMER_SINGER) {
                MarginPass.largest(s, i, classes, threshold, loss.squared(), margins, violators, violates);
            } else {
                MarginPass.all(s, i, classes, threshold, loss.squared(), margins, violators, violates);
            }
        }
        addUp();
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += weight[i] * rowLoss[i];
        }
        return sum;
    }

    /** A sum for each row, of all rows there may be: loops of a known length run in vectors. */
    private void addUp() {
        Arrays.fill(rowLoss, 0);
        for (int at = 0; at < margins.length; at += ROWS) {
            if (loss.squared()) {
                for (int i = 0; i < ROWS; i++) {
                    rowLoss[i] += (double) margins[at + i] * margins[at + i];
                }
            } else {
                for (int i = 0; i < ROWS; i++) {
                    rowLoss[i] += margins[at + i];
                }
            }
        }
    }
}
