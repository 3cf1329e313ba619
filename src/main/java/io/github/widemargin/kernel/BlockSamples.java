package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Unshared.FIRST;

import java.util.Arrays;

/** Labels and weights of the samples of a block, and by row the losses of all blocks. */
final class BlockSamples {
    private final HingeLoss loss;
    private final int classes;
    private final int most;
    private final float[] table;
    private final int weight;

    /** By row, from FIRST on; -1 behind the last one. */
    final int[] label;

    /** By row, from FIRST on, of all blocks. */
    final double[] rowLoss;

    boolean isFinite;

    /** For so many rows at most; weights go to a table, by row from weight on, 0 behind the last one. */
    BlockSamples(HingeLoss loss, int classes, int most, float[] table, int weight) {
        this.loss = loss;
        this.classes = classes;
        this.most = most;
        this.table = table;
        this.weight = weight;
        label = Unshared.ints(most);
        Arrays.fill(label, -1);
        rowLoss = Unshared.doubles(most);
    }

    /** Takes so many, whose labels and weights begin at first. */
    void set(int[] y, float[] sampleWeights, int first, int rows) {
        System.arraycopy(y, first, label, FIRST, rows);
        if (sampleWeights == null && loss.classWeights() == null) {
            Arrays.fill(table, weight, weight + rows, 1);
        } else {
            float largest = 0;
            for (int i = 0; i < rows; i++) {
                table[weight + i] = loss.weight(sampleWeights, first + i, label[FIRST + i]);
                largest = Math.max(largest, table[weight + i]);
            }
            if (largest == Float.POSITIVE_INFINITY) { // the product of two that are finite
                isFinite = false;
            }
        }
        if (rows < most) {
            Arrays.fill(label, FIRST + rows, FIRST + most, -1);
            Arrays.fill(table, weight + rows, weight + most, 0);
        }
    }

    /** They may have changed since they were checked. */
    void requireLabels(int rows) {
        int negative = 0;
        for (int i = FIRST; i < FIRST + rows; i++) {
            negative |= label[i] | classes - 1 - label[i];
        }
        if (negative < 0) {
            throw new IndexOutOfBoundsException("labels must lie in [0, classes): classes=" + classes);
        }
    }

    /** Begins a loss. */
    void clearLoss() {
        Arrays.fill(rowLoss, FIRST, FIRST + most, 0);
        isFinite = true;
    }

    /** That of all blocks since it was cleared; not finite if one of their scores or margins is not. */
    double loss() {
        if (!isFinite) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = FIRST; i < FIRST + most; i++) {
            sum += rowLoss[i];
        }
        return sum;
    }
}
