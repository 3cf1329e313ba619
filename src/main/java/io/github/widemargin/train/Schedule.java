package io.github.widemargin.train;

import static io.github.widemargin.kernel.DualKernel.ROWS;

import java.util.SplittableRandom;

/** Which samples an epoch visits, in blocks, and in which order. Those that stay as they are come more and more seldom. */
final class Schedule {
    /** A sample that has not changed in u visits is left out for 2^(u - 2) epochs, u counted up to this. */
    private static final int MOST_UNCHANGED = 5;

    private final Rows rows;
    private final long seed;
    private final byte[] unchanged; // visits in a row
    private final int[] due; // the epoch of the next visit
    private final int[] order;
    private final int[] start; // of blocks in the order
    private int blocks;
    private int visited;

    Schedule(Rows rows, long seed) {
        this.rows = rows;
        this.seed = seed;
        unchanged = new byte[rows.size()];
        due = new int[rows.size()];
        order = new int[rows.size()];
        start = new int[rows.size() / ROWS + rows.arrays() + 1];
    }

    /** Puts the samples that are due in a random order, those of each array by themselves, and cuts them into blocks. */
    void plan(int epoch) {
        SplittableRandom random = new SplittableRandom(seed + epoch * 0x9E3779B97F4A7C15L);
        visited = 0;
        blocks = 0;
        for (int b = 0; b < rows.arrays(); b++) {
            int from = visited;
            for (int i = rows.first[b]; i < rows.first[b + 1]; i++) {
                if (due[i] <= epoch) {
                    order[visited++] = i;
                }
            }
            for (int n = visited - 1; n > from; n--) {
                int other = from + random.nextInt(n - from + 1);
                int swap = order[n];
                order[n] = order[other];
                order[other] = swap;
            }
            for (int n = from; n < visited; n += ROWS) {
                start[blocks++] = n;
            }
        }
        start[blocks] = visited;
    }

    int[] order() {
        return order;
    }

    int blocks() {
        return blocks;
    }

    /** Where a block begins in the order; the one after the last begins at its end. */
    int start(int block) {
        return start[block];
    }

    /** How many samples the epoch visits. */
    int visited() {
        return visited;
    }

    /** Decides when the samples of a block are visited again. */
    void settle(int step, DualBlock block, int epoch) {
        for (int n = start[step]; n < start[step + 1]; n++) {
            settle(order[n], false, epoch);
        }
        for (int p = 0; p < block.count; p++) {
            if (block.hasChanged(p)) {
                settle(block.sample[p], true, epoch);
            }
        }
    }

    /** Decides when a sample is visited again. */
    void settle(int i, boolean changed, int epoch) {
        int visits = changed ? 0 : Math.min(unchanged[i] + 1, MOST_UNCHANGED);
        unchanged[i] = (byte) visits;
        due[i] = epoch + 1 + (visits < 2 ? 0 : 1 << (visits - 2));
    }

    void visit(State state) {
        state.array(unchanged);
        state.array(due);
    }
}
