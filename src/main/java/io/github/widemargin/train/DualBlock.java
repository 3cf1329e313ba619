package io.github.widemargin.train;

import static io.github.widemargin.kernel.DualKernel.ROWS;

import io.github.widemargin.kernel.GramKernel;
import java.util.Arrays;

/**
 * Rows whose dual variables are improved one after the other, exactly as if the weights followed each change: the scores
 * of the rows yet to come follow by the products of the rows. First {@link #score}, with weights that lack the block before;
 * then {@link #ascend}, which makes up for that; then {@link #addToWeights}. Only the first and the last of these
 * touch the weights, so that one thread scores the next block while another ascends.
 */
final class DualBlock extends AscentRows {
    /**
     * Passes over the rows of a block, at most, and the share of the first pass's changes at which another is not worth it.
     * Fashion-MNIST with reg 1e-4 has a gap of 3.6 % after 40 epochs of 4 passes, of 3.1 % with these, of 2.8 % with a share
     * of 0.1.
     */
    private static final int MOST_PASSES = 8;

    private static final float LEAST_SHARE = 0.3f;

    private final GramKernel.GramBlock rows;
    private final DualWeights weights;

    /** Rows that can be improved, by their scores. */
    int count;

    /** Rows that did. */
    int changed;

    /** What the changes of α added to the dual, times P, but for the weights. */
    double gained;

    final int[] sample = new int[ROWS];
    private final float[] change; // of the coefficients, classes × ROWS
    private final boolean[] classChanged;
    private final boolean[] rowChanged = new boolean[ROWS];
    private final float[] products = new float[ROWS * ROWS];
    private final float[] productsWithLast = new float[ROWS * ROWS];
    private final double[] value = new double[ROWS]; // before
    private final int[] kept = new int[ROWS];
    private final float[] own = new float[ROWS]; // scores of the true classes
    private final float[] largest = new float[ROWS]; // of the others

    DualBlock(DualWeights weights, int classes) {
        super(classes, ROWS, classes);
        this.weights = weights;
        rows = ((GramKernel) weights.sum).newBlock();
        change = new float[classes * ROWS];
        classChanged = new boolean[classes];
    }

    /** Takes rows from, … of those listed, which lie in one array, and finds those that may change. */
    void score(DualProblem problem, DualVariables variables, RowAscent ascent, int[] listed, int from, int total) {
        int array = problem.rows().arrayOf(listed[from]);
        for (int i = 0; i < total; i++) {
            kept[i] = listed[from + i] - problem.rows().first[array];
        }
        rows.set(problem.rows().arrays[array], kept, total);
        rows.scores(s);
        weights.toScores(s);
        for (int i = 0; i < total; i++) {
            label[i] = problem.y()[listed[from + i]];
        }
        findLargest(total);
        count = 0;
        for (int i = 0; i < total; i++) {
            take(problem, variables, ascent, listed[from + i], i);
        }
        for (int at = 0; at < s.length; at += ROWS) {
            closeUp(at);
        }
    }

    /** The scores of the true classes, and the largest of the others. */
    private void findLargest(int total) {
        Arrays.fill(largest, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < total; i++) {
            int at = label[i] * ROWS + i;
            own[i] = s[at];
            s[at] = Float.NEGATIVE_INFINITY;
        }
        for (int at = 0; at < s.length; at += ROWS) {
            raise(at);
        }
        for (int i = 0; i < total; i++) {
            s[label[i] * ROWS + i] = own[i];
        }
    }

    // inner loops have methods of their own: C2 took 100 to 160 ms each time it compiled all of score, and did so three
    // times

    private void raise(int at) {
        for (int i = 0; i < ROWS; i++) {
            largest[i] = Math.max(largest[i], s[at + i]);
        }
    }

    private void closeUp(int at) {
        for (int p = 0; p < count; p++) {
            s[at + p] = s[at + kept[p]];
        }
    }

    /** Keeps a sample, row i so far, if it can be improved. */
    private void take(DualProblem problem, DualVariables variables, RowAscent ascent, int i, int row) {
        int y = problem.y()[i];
        float c = problem.weight(i);
        boolean positive = variables.isPositive(i);
        if (c == 0 || !positive && !ascent.violates(own[row], largest[row])) {
            return;
        }
        variables.get(i, alpha, count * classes);
        if (positive && !ascent.improves(this, row, alpha, count * classes, y, c)) {
            return;
        }
        sample[count] = i;
        label[count] = y;
        weight[count] = c;
        kept[count++] = row;
    }

    /** Improves α, after the block last improved; their changes go to variables. */
    void ascend(DualBlock last, DualVariables variables, RowAscent ascent) {
        clearChanges();
        if (count == 0) {
            return;
        }
        rows.keep(kept, count);
        rows.products(products);
        if (last.changed > 0) {
            follow(last);
        }
        for (int p = 0; p < count; p++) {
            value[p] = ascent.value(alpha, p * classes, classes, weight[p]);
        }
        float first = 0;
        int moving = count;
        for (int p = 0; p < count; p++) {
            kept[p] = p; // the rows that moved in the last pass
        }
        for (int pass = 0; pass < MOST_PASSES; pass++) {
            float moved = 0;
            int still = 0;
            for (int n = 0; n < moving; n++) {
                int p = kept[n];
                float by = ascent.improve(this, p);
                if (by != 0) {
                    rowChanged[p] = true;
                    kept[still++] = p;
                    moved += by;
                }
            }
            moving = still;
            if (pass == 0) {
                first = moved;
            }
            if (!(moved > LEAST_SHARE * first)) {
                break;
            }
        }
        for (int p = 0; p < count; p++) {
            if (rowChanged[p]) {
                changed++;
                gained += ascent.value(alpha, p * classes, classes, weight[p]) - value[p];
                variables.set(sample[p], alpha, p * classes);
            }
        }
    }

    boolean hasChanged(int p) {
        return rowChanged[p];
    }

    /** Adds the changes of the coefficients to the weights. */
    void addToWeights() {
        if (changed > 0) {
            weights.add(rows, count, change);
        }
    }

    @Override
    float curvature(int p) {
        return (products[p * ROWS + p] + weights.biasSquare) * weights.scale;
    }

    @Override
    void move(int p, int j, float by) {
        change[j * ROWS + p] += by;
        classChanged[j] = true;
        addProducts(products, p, j, by * weights.scale);
    }

    private void follow(DualBlock last) {
        rows.products(last.rows, productsWithLast);
        for (int j = 0; j < classes; j++) {
            for (int p = 0; p < last.count && last.classChanged[j]; p++) {
                float by = last.change[j * ROWS + p];
                if (by != 0) {
                    addProducts(productsWithLast, p, j, by * weights.scale);
                }
            }
        }
    }

    private void addProducts(float[] products, int p, int j, float factor) {
        int to = j * ROWS;
        int from = p * ROWS;
        float constant = weights.biasSquare;
        for (int i = 0; i < ROWS; i++) {
            s[to + i] += factor * (products[from + i] + constant);
        }
    }

    /** Forgets the changes. */
    void clearChanges() {
        changed = 0;
        gained = 0;
        Arrays.fill(rowChanged, false);
        for (int j = 0; j < classes; j++) {
            if (classChanged[j]) {
                Arrays.fill(change, j * ROWS, (j + 1) * ROWS, 0);
                classChanged[j] = false;
            }
        }
    }
}
