package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.RowBlock.ROWS;

/** What is not zero of G for a block of rows, class by class. A class after the last stands for all classes at once. */
final class Coefficients {
    /** Coefficients of a class; those of class j are at j · ROWS. */
    final int[] count;

    /** Their rows in the block. */
    final int[] row;

    final float[] value;

    /** The classes that have any. */
    final int[] active;

    int activeCount;

    Coefficients(int classes) {
        count = new int[classes + 1];
        row = new int[(classes + 1) * ROWS];
        value = new float[row.length];
        active = new int[classes + 1];
    }

    void clear() {
        for (int a = 0; a < activeCount; a++) {
            count[active[a]] = 0;
        }
        activeCount = 0;
    }

    void add(int j, int i, float g) {
        int n = count[j]++;
        if (n == 0) {
            active[activeCount++] = j;
        }
        row[j * ROWS + n] = i;
        value[j * ROWS + n] = g;
    }
}
