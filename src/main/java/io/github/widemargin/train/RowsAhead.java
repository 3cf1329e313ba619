package io.github.widemargin.train;

import io.github.widemargin.kernel.DenseRows;
import java.util.function.BooleanSupplier;

/**
 * Reads the rows of the next block and their α, one at each call of a thread that waits, so that they lie in the cache when they are wanted: they are
 * scattered over memory, and Java has no prefetch. Fashion-MNIST trains in 5 to 9 % less time with two threads.
 */
final class RowsAhead implements BooleanSupplier {
    private static final int LINE = 16; // floats

    private final Rows rows;
    private final Schedule schedule;
    private final DualVariables variables;
    private volatile int block;

    // of the thread that reads
    private int reading;
    private int next;
    private float read; // or the compiler would leave the reading out

    RowsAhead(Rows rows, DualVariables variables, Schedule schedule) {
        this.variables = variables;
        this.rows = rows;
        this.schedule = schedule;
    }

    /** This block comes next; 0 is not read ahead, and what is behind the last does not exist. */
    void set(int block) {
        this.block = block;
    }

    @Override
    public boolean getAsBoolean() {
        int wanted = block;
        if (wanted != reading) {
            reading = wanted;
            next = 0;
        }
        if (wanted == 0 || wanted == schedule.blocks() || next == schedule.size(wanted)) {
            return false;
        }
        int i = schedule.order()[schedule.start(wanted) + next++];
        int array = rows.arrayOf(i);
        float[] x = ((DenseRows) rows.arrays[array]).x;
        int start = (i - rows.first[array]) * rows.features();
        float sum = variables.touch(i);
        for (int k = start; k < start + rows.features(); k += LINE) {
            sum += x[k];
        }
        read = sum;
        return true;
    }
}
