package io.github.widemargin.kernel;

/**
 * Arrays that one thread writes with every block of rows. A cache line that two threads use and one writes goes to and fro between
 * them, which made 48 rows of 16 features take 0.34 µs instead of 0.22 with 3 classes on a Zen 5, and what lies beside an array is the
 * collector's choice, a new one each time it moves them. So the elements in use are those from {@link #FIRST} on, and behind them are
 * more than hardware would read ahead. What two threads gain by it docs/kernels.md has under "Several threads".
 */
final class Unshared {
    /** With the header of an array they are 64 bytes at least. */
    static final int FIRST = Aligned.FIRST;

    private static final int BEHIND = Aligned.APART;

    private Unshared() {}

    static int[] ints(int count) {
        return new int[FIRST + count + BEHIND];
    }

    static long[] longs(int count) {
        return new long[FIRST + count + BEHIND / 2];
    }

    static float[] floats(int count) {
        return new float[FIRST + count + BEHIND];
    }

    static double[] doubles(int count) {
        return new double[FIRST + count + BEHIND / 2];
    }
}
