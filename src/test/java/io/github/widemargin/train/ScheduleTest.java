package io.github.widemargin.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.kernel.SparseRows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final int SAMPLES = 100;

    private final Schedule schedule = new Schedule(empty(), 1);

    private static Rows empty() {
        SparseRows rows = new SparseRows(new int[SAMPLES + 1], new int[0], new float[0]);
        return Rows.sparse(new SparseRows[] {rows}, 1);
    }

    /** How often each sample comes in the epoch. */
    private int[] visits(int epoch) {
        schedule.plan(epoch);
        int[] visits = new int[SAMPLES];
        for (int n = 0; n < schedule.visited(); n++) {
            visits[schedule.order()[n]]++;
        }
        return visits;
    }

    private static int[] once() {
        int[] visits = new int[SAMPLES];
        Arrays.fill(visits, 1);
        return visits;
    }

    @Test
    void whatGainsMostComesMostOften() {
        float[] gain = new float[SAMPLES];
        gain[10] = 1.9f;
        gain[11] = 2.1f;
        gain[12] = 4.6f;
        gain[13] = 1000;
        int[] expected = once();
        expected[11] = 2;
        expected[12] = 3;
        expected[13] = 7;
        schedule.pace(gain, 1, 3);
        assertArrayEquals(expected, visits(4));
        schedule.pace(gain, Double.NaN, 4); // nothing changed
        assertArrayEquals(once(), visits(5));
    }

    @Test
    void theFirstEpochsAreEven() {
        float[] gain = new float[SAMPLES];
        gain[0] = SAMPLES;
        schedule.pace(gain, 1, 2);
        assertArrayEquals(once(), visits(3));
    }

    @Test
    void whatComesOftenIsOneSample() {
        float[] gain = new float[SAMPLES];
        Arrays.fill(gain, 0, SAMPLES / 2, 8);
        schedule.pace(gain, 1, 3);
        schedule.settle(SAMPLES - 1, false, 3);
        schedule.settle(SAMPLES - 1, false, 3); // not due in the next epoch
        schedule.plan(4);
        assertEquals(4 * SAMPLES / 2 + SAMPLES / 2 - 1, schedule.visited());
        assertEquals(1, schedule.skipped());
        int[] order = Arrays.copyOf(schedule.order(), schedule.visited());
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        assertTrue(!Arrays.equals(sorted, order));
    }
}
