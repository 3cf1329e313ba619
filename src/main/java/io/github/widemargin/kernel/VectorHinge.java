package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

import io.github.widemargin.kernel.HingeLoss.Kind;
import java.util.Arrays;

/**
 * Scores, margins, G and gradient of a block of rows, then of the next. The block's scores lie class after class, so that the
 * lanes of the margins are the rows.
 */
final class VectorHinge implements HingeKernel {
    /** From so many classes on a row without a class that does not violate is cheaper as a sum common to all classes. */
    private static final int LEAST_CLASSES_TO_SHARE = 4;

    private final ClassMajor layout;
    private final HingeLoss loss;
    private final BlockScores weights;

    private final RowBlock block = new RowBlock();
    private final float[] scratch;
    private final float[] s; // classes × ROWS
    private final float[] margins; // as s
    private final float[] threshold = new float[ROWS]; // what a score must exceed to violate
    private final float[] violators = new float[ROWS]; // their number, or the sum of their margins if squared
    private final long[] violates; // by class, a bit for each row
    private final float[] rowWeight = new float[ROWS];
    private final double[] rowLoss = new double[ROWS];
    private final Coefficients coefficients;

    VectorHinge(ClassMajor layout, HingeLoss loss, BlockScores weights) {
        this.layout = layout;
        this.loss = loss;
        this.weights = weights;
        scratch = new float[weights.scratch()];
        s = new float[layout.classes * ROWS];
        margins = new float[s.length];
        violates = new long[layout.classes];
        coefficients = new Coefficients(layout.classes);
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
            block.set(x, start, Math.min(ROWS, to - start), layout);
            weights.scores(block, s, scratch);
            for (int i = 0; i < block.rows; i++) {
                for (int j = 0; j < layout.classes; j++) {
                    scores[at++] = s[j * ROWS + i];
                }
            }
        }
    }

    @Override
    public double loss(float[] x, int from, int to, int[] y, float[] sampleWeights, int first, Gradient gradient) {
        double sum = 0;
        for (int start = from; start < to; start += ROWS) {
            block.set(x, start, Math.min(ROWS, to - start), layout);
            weights.scores(block, s, scratch);
            int label = first + start - from;
            for (int i = 0; i < block.rows; i++) {
                rowWeight[i] = loss.weight(sampleWeights, label + i, y[label + i]);
            }
            sum += margins(y, label);
            if (gradient != null) {
                collect(y, label);
                ((VectorGradient) gradient).add(block, coefficients);
            }
        }
        return sum;
    }

    /** From the scores to margins and violators; returns the loss of the block. */
    private double margins(int[] y, int label) {
        for (int i = 0; i < block.rows; i++) {
            int own = y[label + i] * ROWS + i;
            if (loss.kind() == Kind.ONE_VS_REST) {
                threshold[i] = -loss.margin();
                s[own] = -s[own];
            } else {
                // so that the true class's margin is exactly 0, however large its score
                threshold[i] = s[own] - loss.margin();
                s[own] = threshold[i];
            }
        }
        Arrays.fill(violates, 0);
        for (int i = 0; i < block.rows; i += L) {
            if (loss.kind() == Kind.CRAMMER_SINGER) {
                MarginPass.largest(s, i, layout.classes, threshold, loss.squared(), margins, violators, violates);
            } else {
                MarginPass.all(s, i, layout.classes, threshold, loss.squared(), margins, violators, violates);
            }
        }
        return loss.squared() ? sumOfSquares() : sum();
    }

    private double sum() {
        Arrays.fill(rowLoss, 0); // a sum for each row: one for all would wait for itself
        for (int at = 0; at < margins.length; at += ROWS) {
            for (int i = 0; i < block.rows; i++) {
                rowLoss[i] += margins[at + i];
            }
        }
        return weightedLoss();
    }

    private double sumOfSquares() {
        Arrays.fill(rowLoss, 0);
        for (int at = 0; at < margins.length; at += ROWS) {
            for (int i = 0; i < block.rows; i++) {
                rowLoss[i] += (double) margins[at + i] * margins[at + i];
            }
        }
        return weightedLoss();
    }

    private double weightedLoss() {
        double sum = 0;
        for (int i = 0; i < block.rows; i++) {
            sum += rowWeight[i] * rowLoss[i];
        }
        return sum;
    }

    /**
     * G: a violator has 1, its row's true class minus their number; if margins are squared, twice the margin, and minus
     * twice their sum. Where all other classes violate, 1 goes to all classes at once, and the true class has one less.
     */
    private void collect(int[] y, int label) {
        coefficients.clear();
        boolean oneVsRest = loss.kind() == Kind.ONE_VS_REST;
        float factor = loss.squared() ? 2 : 1;
        boolean mayShare =
                loss.kind() == Kind.WESTON_WATKINS && !loss.squared() && layout.classes >= LEAST_CLASSES_TO_SHARE;
        long listed = 0;
        for (int i = 0; i < block.rows; i++) {
            float g = factor * rowWeight[i];
            if (violators[i] == 0 || g == 0) {
                continue;
            }
            boolean share = mayShare && violators[i] == layout.classes - 1;
            if (share) {
                coefficients.add(layout.classes, i, g);
            } else {
                listed |= 1L << i;
            }
            if (!oneVsRest) {
                coefficients.add(y[label + i], i, -g * (share ? violators[i] + 1 : violators[i]));
            }
        }
        for (int j = 0; j < layout.classes && listed != 0; j++) {
            for (long rows = violates[j] & listed; rows != 0; rows &= rows - 1) {
                int i = Long.numberOfTrailingZeros(rows);
                float g = factor * rowWeight[i] * (loss.squared() ? margins[j * ROWS + i] : 1);
                coefficients.add(j, i, oneVsRest && j == y[label + i] ? -g : g);
            }
        }
    }
}
