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

    /** Of 10, 11 and so on; the mean of all that gained anything is 1. */
    private static float[] gains(float... some) {
        float[] gain = new float[SAMPLES];
        System.arraycopy(some, 0, gain, 10, some.length);
        float sum = 0;
        for (float g : some) {
            sum += g;
        }
        int others = 60;
        Arrays.fill(gain, 20, 20 + others, (others + some.length - sum) / others);
        return gain;
    }

    @Test
    void whatGainsMostComesMostOften() {
        int[] expected = once();
        expected[11] = 2;
        expected[12] = 3;
        expected[13] = 7;
        schedule.pace(gains(1.9f, 2.1f, 4.6f, 40), 3);
        assertArrayEquals(expected, visits(4));
        schedule.pace(new float[SAMPLES], 4); // nothing changed
        assertArrayEquals(once(), visits(5));
    }

    @Test
    void theFirstEpochsAreEven() {
        schedule.pace(gains(40), 2);
        assertArrayEquals(once(), visits(3));
    }

    @Test
    void atMostHalfAsManyComeAgain() {
        float[] gain = new float[SAMPLES];
        Arrays.fill(gain, Float.MIN_NORMAL);
        for (int i = 0; i < SAMPLES / 2; i++) {
            gain[2 * i] = 1; // twice the mean, and a little less
        }
        gain[0] = 1.5f;
        schedule.pace(gain, 3);
        schedule.plan(4);
        assertTrue(schedule.visited() > SAMPLES && schedule.visited() <= SAMPLES + SAMPLES / 2);
        Arrays.fill(gain, Float.MIN_NORMAL);
        schedule.pace(gain, 4);
        assertArrayEquals(once(), visits(5));
    }

    @Test
    void whatComesOftenIsSkippedOrUnchangedOnce() {
        schedule.pace(gains(40), 3);
        schedule.plan(4);
        assertEquals(SAMPLES + 6, schedule.visited());
        assertEquals(0, schedule.skipped());
        for (int n = 0; n < schedule.visited(); n++) {
            schedule.settle(schedule.order()[n], schedule.order()[n] != 10, 4);
        }
        assertEquals(7, visits(5)[10]); // it did not change in one epoch, however often it came
        schedule.settle(10, false, 5);
        schedule.settle(10, false, 5);
        assertEquals(0, visits(6)[10]);
        assertEquals(1, schedule.skipped());
        assertEquals(7, visits(7)[10]);
    }

    @Test
    void aSamplesVisitsAreNotSideBySide() {
        schedule.pace(gains(40), 3);
        schedule.plan(4);
        int last = schedule.visited() - 1;
        while (schedule.order()[last] != 10) {
            last--;
        }
        int first = 0;
        while (schedule.order()[first] != 10) {
            first++;
        }
        assertTrue(last - first > 7, first + " to " + last);
    }
}
