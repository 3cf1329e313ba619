package io.github.widemargin.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.widemargin.kernel.DualKernel;
import org.junit.jupiter.api.Test;

class RowsAheadTest {
    private static final int FEATURES = 7;

    /** Of a block that comes next each row is read, be it in one array or another. */
    @Test
    void readsTheRowsOfTheBlockThatComesNext() {
        int samples = 2 * DualKernel.ROWS + 5;
        Rows rows = Rows.dense(new float[][] {new float[samples * FEATURES], new float[3 * FEATURES]}, FEATURES);
        Schedule schedule = new Schedule(rows, 1);
        schedule.plan(1);
        RowsAhead ahead = new RowsAhead(rows, new DualVariables(rows.size(), 3), schedule);
        assertEquals(0, count(ahead));
        int read = schedule.size(0);
        for (int block = 1; block < schedule.blocks(); block++) {
            ahead.set(block);
            int count = count(ahead);
            assertEquals(schedule.size(block), count);
            read += count;
        }
        assertEquals(samples + 3, read);
        ahead.set(schedule.blocks());
        assertEquals(0, count(ahead));
    }

    private static int count(RowsAhead ahead) {
        int count = 0;
        while (ahead.getAsBoolean()) {
            count++;
        }
        return count;
    }
}
