package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;
import static io.github.widemargin.kernel.Unshared.FIRST;

import io.github.widemargin.kernel.HingeLoss.Kind;
import java.util.Arrays;

/** Scores, margins and violators of a block, class after class, so that the lanes of the margins are the rows. */
final class BlockMargins {
    /** By comparing labels in lanes a call at 16 × 2 to 6 takes 5 to 10 % less, at 16 × 10 2 to 6 % more. */
    private static final int MOST_CLASSES_COMPARED = 6;

    /** Rows with violators that are taken one by one, with the same result: a call at 64 × 26 with few takes 6 to 11 % less; 24 rows gain as much. */
    private static final int MOST_ROWS_ALONE = 12;

    /** Where nothing begins. */
    static final int NONE = -1;

    final HingeLoss loss;
    final int classes;

    /** ROWS floats for each quantity or class, by row; the five ints below say where each begins. */
    final float[] table;

    /** By row, that of the sample; 0 behind the last row. */
    final int weight;

    /** By row, how many violate; the sum of their margins if these are squared. */
    final int violators;

    private final int threshold; // by row, what a score must exceed to violate

    /** The positive margins, else 0; and of classes that make these a multiple of four. With G, of the classes but the label's. */
    final int margins;

    /** All of G, classes × ROWS, where it is computed with the margins, instead of what violates; else {@link #NONE}. */
    final int g;

    /** By class, from FIRST on, a bit for each row; none behind the last row. After the classes {@link #violating}. */
    final long[] violates;

    /** By row, from FIRST on, the class that cannot violate; -1 if there is none. */
    final int[] label;

    final BlockSamples samples;
    private final int marginRows;

    /** If dense is set all of G is asked for. */
    BlockMargins(HingeLoss loss, int classes, boolean dense) {
        this.loss = loss;
        this.classes = classes;
        violates = Unshared.longs(classes + 1);
        boolean inTheSame =
                dense && classes <= FewClassTiles.MOST_CLASSES && loss.kind() == Kind.WESTON_WATKINS && !loss.squared();
        marginRows = Math.ceilDiv(classes, 4) * 4;
        Aligned.Slice slice = Aligned.newSlice((3 + marginRows + (inTheSame ? classes : 0)) * ROWS);
        table = slice.array();
        weight = slice.first();
        violators = weight + ROWS;
        threshold = violators + ROWS;
        margins = threshold + ROWS;
        g = inTheSame ? margins + marginRows * ROWS : NONE;
        samples = new BlockSamples(loss, classes, ROWS, table, weight);
        if (loss.kind() == Kind.ONE_VS_REST) {
            label = Unshared.ints(ROWS);
            Arrays.fill(label, -1);
        } else {
            label = samples.label;
        }
    }

    /** Computes all from the scores of a block, whose labels and weights begin at first; adds to the loss. */
    void compute(RowBlock block, int[] y, float[] sampleWeights, int first) {
        int rows = block.rows;
        samples.set(y, sampleWeights, first, rows);
        if (g == NONE) {
            computeAny(block.s, block.sFrom, rows);
        } else {
            computeFew(block.s, block.sFrom, rows);
        }
    }

    private void computeFew(float[] s, int from, int rows) {
        float margin = loss.margin();
        long bad = classes == 2
                ? FewClassMargins.classes2(s, from, label, margin, table, weight, margins, g)
                : FewClassMargins.classes3(s, from, label, margin, table, weight, margins, g);
        if (bad << -rows != 0) {
            samples.requireLabels(rows);
            samples.isFinite = false;
        }
        if (classes == 2) {
            addOne(table, margins, weight, samples.rowLoss);
        } else {
            addTwo(table, margins, weight, samples.rowLoss);
        }
    }

    private void computeAny(float[] s, int from, int rows) {
        if (loss.kind() == Kind.ONE_VS_REST) {
            samples.requireLabels(rows);
            // the true class violates like the others, by its negated score
            for (int i = 0; i < rows; i++) {
                int at = from + samples.label[FIRST + i] * ROWS + i;
                s[at] = -s[at];
            }
            Arrays.fill(table, threshold, threshold + rows, -loss.margin());
        } else {
            setThresholds(s, from, rows);
        }
        if (rows < ROWS) {
            Arrays.fill(table, threshold + rows, threshold + ROWS, Float.NaN); // no violators behind the last row
        }
        Arrays.fill(violates, FIRST, FIRST + classes + 1, 0);
        // of all rows that there may be: what others before them left behind the last one would be added, too
        long notFinite = 0;
        if (loss.kind() == Kind.CRAMMER_SINGER) {
            for (int i = 0; i < ROWS; i += L) {
                notFinite |= MarginPass.largest(
                                s,
                                from,
                                i,
                                classes,
                                label,
                                table,
                                threshold,
                                loss.squared(),
                                margins,
                                violators,
                                violates)
                        << i;
            }
        } else {
            for (int i = 0; i < ROWS; i += MarginPass.ROWS_OF_ALL) {
                notFinite |= MarginPass.all(
                                s,
                                from,
                                i,
                                classes,
                                label,
                                table,
                                threshold,
                                loss.squared(),
                                margins,
                                violators,
                                violates)
                        << i;
            }
        }
        if (notFinite << -rows != 0) { // without the bits behind the last row
            samples.isFinite = false;
        }
        addLosses();
    }

    private void addLosses() {
        if (Long.bitCount(violating()) > MOST_ROWS_ALONE) {
            for (int j = 0; j < marginRows; j += 4) {
                addFour(table, margins + j * ROWS, loss.squared(), weight, samples.rowLoss);
            }
            return;
        }
        for (long left = violating(); left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            for (int j = 0; j < marginRows; j += 4) {
                samples.rowLoss[FIRST + i] += table[weight + i] * ofFour(table, margins + j * ROWS + i, loss.squared());
            }
        }
    }

    /** A bit for each row with violators; none behind the last row. */
    long violating() {
        return violates[FIRST + classes];
    }

    private void setThresholds(float[] s, int from, int rows) {
        float margin = loss.margin();
        if (classes > MOST_CLASSES_COMPARED) {
            samples.requireLabels(rows);
            for (int i = 0; i < rows; i++) {
                table[threshold + i] = s[from + label[FIRST + i] * ROWS + i] - margin;
            }
            return;
        }
        long noClass = 0;
        for (int i = 0; i < rows; i += MarginPass.ROWS_OF_ALL) {
            noClass |= MarginPass.thresholds(s, from, i, classes, label, margin, table, threshold) << i;
        }
        if (noClass << -rows != 0) {
            samples.requireLabels(rows);
        }
    }

    /**
     * A sum for each row, of all rows there may be: loops of a known length run in vectors. Four classes at a time, because a
     * sum waits for the one before: with 26 classes and 64 features a call was 2 % faster at the median of six.
     */
    private static void addFour(float[] m, int margins, boolean squared, int weight, double[] sum) {
        for (int i = 0; i < ROWS; i++) {
            sum[FIRST + i] += m[weight + i] * ofFour(m, margins + i, squared);
        }
    }

    private static double ofFour(float[] m, int k, boolean squared) {
        return power(m[k], squared)
                + power(m[k + ROWS], squared)
                + (power(m[k + 2 * ROWS], squared) + power(m[k + 3 * ROWS], squared));
    }

    private static void addTwo(float[] m, int margins, int weight, double[] sum) {
        for (int i = 0; i < ROWS; i++) {
            sum[FIRST + i] += m[weight + i] * ((double) m[margins + i] + m[margins + ROWS + i]);
        }
    }

    private static void addOne(float[] m, int margins, int weight, double[] sum) {
        for (int i = 0; i < ROWS; i++) {
            sum[FIRST + i] += m[weight + i] * (double) m[margins + i];
        }
    }

    private static double power(double margin, boolean squared) {
        return squared ? margin * margin : margin;
    }
}
