package io.github.widemargin.train;

import static io.github.widemargin.kernel.DualKernel.ROWS;

import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * Which samples an epoch visits, in blocks, and in which order. Those that stay as they are come more and more seldom; of sparse rows
 * those that gain most come several times.
 */
final class Schedule implements Serializable {
    private static final long serialVersionUID = 2;

    /** A sample that was visited in u epochs without a change is left out for 2^(u - 2), u counted up to this. */
    private static final int MOST_UNCHANGED = 5;

    /**
     * A sample comes √(2g) times, at most this often, where g is what it gained in the epoch before over the mean of those that did
     * (after Glasmachers and Dogan, "Accelerated coordinate descent with adaptive coordinate frequencies", 2013). With reg 1/P the 20
     * newsgroups take 6 % fewer visits to a gap of 1 %, 12 % fewer to 0.3 % with Crammer and Singer's hinge, 27 % fewer to 1e-3, and with
     * reg 1e-5 48 % fewer to 1 %; a9a takes 1 % more (means of two to six seeds). With reg 1e-5 at most 3 times takes a fifth more, 15
     * times as many; to leave out what gains little takes no fewer.
     */
    private static final int MOST_VISITS = 7;

    /** Epochs of one visit each: what they gain says little of later ones. */
    private static final int EVEN_EPOCHS = 3;

    private final int[] first; // rows of arrays
    private final boolean sparse;
    private final long seed;
    private final byte[] unchanged; // epochs with visits, in a row
    private final int[] due; // the epoch of the next visit
    private final byte[] again; // visits in the next epoch after its first; only of sparse rows
    private final int[] order;
    private final int[] start; // of blocks, in the order
    private final int[] end;
    private int blocks;
    private int visited;
    private int skipped;

    Schedule(Rows rows, long seed) {
        first = rows.first;
        sparse = rows.isSparse();
        this.seed = seed;
        unchanged = new byte[rows.size()];
        due = new int[rows.size()];
        again = new byte[sparse ? rows.size() : 0];
        order = new int[(int) Math.min(Integer.MAX_VALUE - 8, rows.size() + again.length / 2L)];
        start = new int[rows.size() / ROWS + rows.arrays()];
        end = new int[start.length];
    }

    /**
     * Puts the samples that are due in a random order. Dense ones are cut into blocks, each within an array, and the blocks of
     * several arrays mixed: one array after the other, news20 in several took 41 epochs instead of 12.
     */
    void plan(int epoch) {
        SplittableRandom random = new SplittableRandom(seed + epoch * 0x9E3779B97F4A7C15L);
        visited = 0;
        skipped = due.length;
        blocks = 0;
        if (sparse) {
            collect(0, due.length, epoch, random);
            return;
        }
        for (int b = 0; b < first.length - 1; b++) {
            int from = visited;
            collect(first[b], first[b + 1], epoch, random);
            for (int n = from; n < visited; n += ROWS) {
                start[blocks] = n;
                end[blocks++] = Math.min(n + ROWS, visited);
            }
        }
        for (int n = blocks - 1; n > 0 && first.length > 2; n--) {
            int other = random.nextInt(n + 1);
            swap(start, n, other);
            swap(end, n, other);
        }
    }

    /** Adds the rows [from, to) that are due, in a random order. */
    private void collect(int from, int to, int epoch, SplittableRandom random) {
        int first = visited;
        for (int i = from; i < to; i++) {
            if (due[i] <= epoch) {
                skipped--;
                order[visited++] = i;
                for (int n = sparse ? again[i] : 0; n > 0 && order.length - visited >= to - i; n--) {
                    order[visited++] = i;
                }
            }
        }
        for (int n = visited - 1; n > first; n--) {
            swap(order, n, first + random.nextInt(n - first + 1));
        }
    }

    private static void swap(int[] values, int a, int b) {
        int swap = values[a];
        values[a] = values[b];
        values[b] = swap;
    }

    int[] order() {
        return order;
    }

    int blocks() {
        return blocks;
    }

    /** Where a block begins in the order. */
    int start(int block) {
        return start[block];
    }

    /** How many rows it has. */
    int size(int block) {
        return end[block] - start[block];
    }

    /** How many visits the epoch makes. */
    int visited() {
        return visited;
    }

    /** How many samples it leaves out. */
    int skipped() {
        return skipped;
    }

    /** Whether a sample has been visited and changed then. */
    boolean changed(int i) {
        return due[i] > 0 && unchanged[i] == 0;
    }

    /** Decides when the samples of a block are visited again. */
    void settle(int step, DualBlock block, int epoch) {
        for (int n = start[step]; n < end[step]; n++) {
            settle(order[n], false, epoch);
        }
        for (int p = 0; p < block.count; p++) {
            if (block.hasChanged(p)) {
                settle(block.sample[p], true, epoch);
            }
        }
    }

    /** Decides when a sample is visited again; several visits of an epoch without a change count once. */
    void settle(int i, boolean changed, int epoch) {
        if (!changed && due[i] > epoch) {
            return;
        }
        int visits = changed ? 0 : Math.min(unchanged[i] + 1, MOST_UNCHANGED);
        unchanged[i] = (byte) visits;
        due[i] = epoch + 1 + (visits < 2 ? 0 : 1 << (visits - 2));
    }

    /**
     * Decides how often sparse rows come in the next epoch, if they are due, by what each gained in this: positive if it changed, else 0.
     * That adds half as many visits as there are samples, at most, as √(2g) - 1 is at most g/2.
     */
    void pace(float[] gain, int epoch) {
        if (epoch < EVEN_EPOCHS) {
            return;
        }
        double sum = 0;
        int changed = 0;
        for (float g : gain) {
            sum += g;
            changed += g > 0 ? 1 : 0;
        }
        double mean = sum / changed;
        for (int i = 0; i < gain.length; i++) {
            again[i] = (byte) (gain[i] > 2 * mean ? Math.min(Math.sqrt(2 * gain[i] / mean), MOST_VISITS) - 1 : 0);
        }
    }

    void visit(State state) {
        state.array(again);
        state.array(unchanged);
        state.array(due);
    }
}
