package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.RowBlock.ROWS;
import static io.github.widemargin.kernel.Unshared.FIRST;

import io.github.widemargin.kernel.HingeLoss.Kind;

/**
 * What is not zero of G for a block of rows, class by class. Where every class but the true one violates, all of them get the same: it
 * is listed once, by label or as that of one class after the last.
 */
final class Coefficients {
    /** From so many classes on; the true class's terms grow by the factor (classes + 1) / (classes - 1). */
    private static final int LEAST_CLASSES_TO_SHARE = 4;

    /** A call in which all violate takes 3 to 16 % less with 4 to 50 classes by label, with 8 lanes 2 to 7, with 100 classes as long. */
    private static final int MOST_CLASSES_BY_LABEL = 64;

    /** Floats of a gradient, 512 KB: with more in it by label takes as long. */
    private static final int LARGE = 1 << 17;

    private final int classes;

    /** Whether what is shared is listed by label, behind the classes; else it is one list there, and taken off the label's. */
    final boolean byLabel;

    final int lists;

    /** Coefficients of list j, for a class or behind the classes shared: count[FIRST + j]. */
    private final int[] count;

    /** Their rows as indexes of {@link RowBlock#start}, FIRST more than in the block: those of list j from {@link #begin} to {@link #end}. */
    final int[] row;

    final float[] value;

    private final int[] active; // at FIRST how many lists have any; these follow

    Coefficients(int features, int classes) {
        this.classes = classes;
        byLabel = classes >= LEAST_CLASSES_TO_SHARE
                && classes <= MOST_CLASSES_BY_LABEL
                && (long) features * classes < LARGE;
        lists = byLabel ? 2 * classes : classes + 1;
        count = Unshared.ints(lists);
        row = Unshared.ints(lists * ROWS);
        value = Unshared.floats(lists * ROWS);
        active = Unshared.ints(lists + 1);
    }

    /** How many lists have any. */
    int activeCount() {
        return active[FIRST];
    }

    /** One of those. */
    int active(int a) {
        return active[FIRST + 1 + a];
    }

    int begin(int j) {
        return FIRST + j * ROWS;
    }

    int end(int j) {
        return begin(j) + count[FIRST + j];
    }

    /** Lists those of a table: that of row i and class j is change[j · ROWS + i]. */
    void collect(int rows, float[] change) {
        clear();
        for (int j = 0; j < classes; j++) {
            for (int i = 0; i < rows; i++) {
                if (change[j * ROWS + i] != 0) {
                    add(j, i, change[j * ROWS + i]);
                }
            }
        }
    }

    /** Lists those of a block of rows. */
    void collect(BlockMargins m) {
        clear();
        HingeLoss loss = m.loss;
        boolean oneVsRest = loss.kind() == Kind.ONE_VS_REST;
        boolean shares = loss.kind() == Kind.WESTON_WATKINS && !loss.squared() && classes >= LEAST_CLASSES_TO_SHARE;
        float factor = loss.squared() ? 2 : 1;
        long listed = 0;
        for (long left = m.violating(); left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            float g = m.table[m.weight + i];
            float violators = m.table[m.violators + i];
            if (g == 0) {
                continue;
            }
            boolean share = shares && violators == classes - 1;
            if (share && byLabel) {
                add(classes + m.label[FIRST + i], i, g);
                continue;
            }
            if (share) {
                add(classes, i, g);
            } else {
                listed |= 1L << i;
            }
            if (!oneVsRest) {
                add(m.label[FIRST + i], i, -factor * (g * (share ? classes : violators)));
            }
        }
        for (int j = 0; j < classes && listed != 0; j++) {
            for (long violators = m.violates[FIRST + j] & listed; violators != 0; violators &= violators - 1) {
                int i = Long.numberOfTrailingZeros(violators);
                float g = factor * (m.table[m.weight + i] * (loss.squared() ? m.table[m.margins + j * ROWS + i] : 1));
                add(j, i, oneVsRest && j == m.samples.label[FIRST + i] ? -g : g);
            }
        }
    }

    /** How many there are. */
    int size() {
        int size = 0;
        for (int a = 0; a < activeCount(); a++) {
            size += count[FIRST + active(a)];
        }
        return size;
    }

    private void clear() {
        for (int a = 0; a < activeCount(); a++) {
            count[FIRST + active(a)] = 0;
        }
        active[FIRST] = 0;
    }

    private void add(int j, int i, float g) {
        int n = count[FIRST + j]++;
        if (n == 0) {
            active[FIRST + 1 + active[FIRST]++] = j;
        }
        int at = begin(j) + n;
        row[at] = FIRST + i;
        value[at] = g;
    }
}
