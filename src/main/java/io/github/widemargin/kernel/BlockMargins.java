package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

import io.github.widemargin.kernel.HingeLoss.Kind;
import java.util.Arrays;

/** Scores, margins and violators of a block, class after class, so that the lanes of the margins are the rows. */
final class BlockMargins {
    /** By comparing labels in lanes a call at 16 × 2 to 6 takes 5 to 10 % less, at 16 × 10 2 to 6 % more. */
    private static final int MOST_CLASSES_COMPARED = 6;

    final HingeLoss loss;
    final int classes;

    /** The positive margins, else 0; and of classes that make these a multiple of four. With G, of the classes but the label's. */
    final float[] margins;

    /** All of G, classes × ROWS, where it is computed with the margins, instead of what follows; else null. */
    final float[] g;

    /** By class, a bit for each row; those behind the last row mean nothing. */
    final long[] violates;

    /** By row, their number; the sum of their margins if these are squared. */
    final float[] violators = new float[ROWS];

    /** By row, the sample's label. */
    final int[] own = new int[ROWS];

    /** By row, the class that cannot violate; -1 if there is none. */
    final int[] label;

    /** By row, that of the sample; 0 behind the last row. */
    final float[] weight = new float[ROWS];

    private final float[] threshold = new float[ROWS]; // what a score must exceed to violate
    private final double[] rowLoss = new double[ROWS]; // of all blocks
    private boolean isFinite;

    /** If dense is set all of G is asked for. */
    BlockMargins(HingeLoss loss, int classes, boolean dense) {
        this.loss = loss;
        this.classes = classes;
        label = loss.kind() == Kind.ONE_VS_REST ? new int[ROWS] : own;
        Arrays.fill(label, -1);
        margins = new float[Math.ceilDiv(classes, 4) * 4 * ROWS];
        violates = new long[classes];
        boolean inTheSame =
                dense && classes <= FewClassTiles.MOST_CLASSES && loss.kind() == Kind.WESTON_WATKINS && !loss.squared();
        g = inTheSame ? new float[classes * ROWS] : null;
    }

    /** Computes all from the scores of a block, whose labels and weights begin at first; adds to the loss. */
    void compute(RowBlock block, int[] y, float[] sampleWeights, int first) {
        int rows = block.rows;
        float[] s = block.s;
        System.arraycopy(y, first, own, 0, rows);
        if (sampleWeights == null && loss.classWeights() == null) {
            Arrays.fill(weight, 0, rows, 1);
        } else {
            for (int i = 0; i < rows; i++) {
                weight[i] = loss.weight(sampleWeights, first + i, own[i]);
            }
        }
        if (rows < ROWS) {
            Arrays.fill(label, rows, ROWS, -1);
            Arrays.fill(weight, rows, ROWS, 0);
        }
        if (g == null) {
            computeAny(s, rows);
        } else {
            computeFew(s, rows);
        }
    }

    private void computeFew(float[] s, int rows) {
        float margin = loss.margin();
        long bad = classes == 2
                ? FewClassMargins.classes2(s, label, margin, weight, margins, g)
                : FewClassMargins.classes3(s, label, margin, weight, margins, g);
        if (bad << -rows != 0) {
            requireLabels(rows);
            isFinite = false;
        }
        if (classes == 2) {
            addOne(margins, weight, rowLoss);
        } else {
            addTwo(margins, weight, rowLoss);
        }
    }

    private void computeAny(float[] s, int rows) {
        if (loss.kind() == Kind.ONE_VS_REST) {
            requireLabels(rows);
            // the true class violates like the others, by its negated score
            for (int i = 0; i < rows; i++) {
                int at = own[i] * ROWS + i;
                s[at] = -s[at];
            }
            Arrays.fill(threshold, 0, rows, -loss.margin());
        } else {
            setThresholds(s, rows);
        }
        if (rows < ROWS) {
            Arrays.fill(threshold, rows, ROWS, Float.NaN); // no violators behind the last row
        }
        Arrays.fill(violates, 0);
        // of all rows that there may be: what others before them left behind the last one would be added, too
        long notFinite = 0;
        if (loss.kind() == Kind.CRAMMER_SINGER) {
            for (int i = 0; i < ROWS; i += L) {
                notFinite |= MarginPass.largest(
                                s, i, classes, label, threshold, loss.squared(), margins, violators, violates)
                        << i;
            }
        } else {
            for (int i = 0; i < ROWS; i += MarginPass.ROWS_OF_ALL) {
                notFinite |=
                        MarginPass.all(s, i, classes, label, threshold, loss.squared(), margins, violators, violates)
                                << i;
            }
        }
        isFinite &= notFinite << -rows == 0; // without the bits behind the last row
        for (int at = 0; at < margins.length; at += 4 * ROWS) {
            addFour(margins, at, loss.squared(), weight, rowLoss);
        }
    }

    /** Begins a loss. */
    void clearLoss() {
        Arrays.fill(rowLoss, 0);
        isFinite = true;
    }

    /** That of all blocks since it was cleared; not finite if one of their scores or margins is not. */
    double loss() {
        if (!isFinite) {
            return Double.NaN;
        }
        double sum = 0;
        for (double ofRows : rowLoss) {
            sum += ofRows;
        }
        return sum;
    }

    private void setThresholds(float[] s, int rows) {
        float margin = loss.margin();
        if (classes > MOST_CLASSES_COMPARED) {
            requireLabels(rows);
            for (int i = 0; i < rows; i++) {
                threshold[i] = s[label[i] * ROWS + i] - margin;
            }
            return;
        }
        long noClass = 0;
        for (int i = 0; i < rows; i += MarginPass.ROWS_OF_ALL) {
            noClass |= MarginPass.thresholds(s, i, classes, label, margin, threshold) << i;
        }
        if (noClass << -rows != 0) {
            requireLabels(rows);
        }
    }

    /** They may have changed since they were checked. */
    private void requireLabels(int rows) {
        int negative = 0;
        for (int i = 0; i < rows; i++) {
            negative |= own[i] | classes - 1 - own[i];
        }
        if (negative < 0) {
            throw new IndexOutOfBoundsException("labels must lie in [0, classes): classes=" + classes);
        }
    }

    /**
     * A sum for each row, of all rows there may be: loops of a known length run in vectors. Four classes at a time, because a
     * sum waits for the one before: with 26 classes and 64 features a call was 2 % faster at the median of six.
     */
    private static void addFour(float[] m, int at, boolean squared, float[] weight, double[] sum) {
        for (int i = 0; i < ROWS; i++) {
            int k = at + i;
            double ofRow = power(m[k], squared)
                    + power(m[k + ROWS], squared)
                    + (power(m[k + 2 * ROWS], squared) + power(m[k + 3 * ROWS], squared));
            sum[i] += weight[i] * ofRow;
        }
    }

    private static void addTwo(float[] m, float[] weight, double[] sum) {
        for (int i = 0; i < ROWS; i++) {
            sum[i] += weight[i] * ((double) m[i] + m[ROWS + i]);
        }
    }

    private static void addOne(float[] m, float[] weight, double[] sum) {
        for (int i = 0; i < ROWS; i++) {
            sum[i] += weight[i] * (double) m[i];
        }
    }

    private static double power(double margin, boolean squared) {
        return squared ? margin * margin : margin;
    }
}
