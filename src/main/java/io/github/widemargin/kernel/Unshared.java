package io.github.widemargin.kernel;

/**
 * Arrays that one thread writes with every block of rows. A cache line that two threads use and one writes goes to and fro between
 * them, which takes 0.1 to 0.2 µs each time, and what lies beside an array is the collector's choice, a new one each time it moves
 * them. So the elements in use are those from {@link #FIRST} on, and behind them are more than the processor would read ahead:
 * with nothing of it two threads took 1.6 times as long as they should at 65536 × 16 × 3 in one JVM of three, 1.2 times at 16384 × 64 × 26 and
 * 4096 × 784 × 10 in most; with a line 1.0, 1.1 and 1.1 times.
 */
final class Unshared {
    /** With the header of an array they are 64 bytes. */
    static final int FIRST = Aligned.FIRST;

    private static final int BEHIND = Aligned.APART;

    private Unshared() {}

    static int[] ints(int count) {
        return new int[FIRST + count + BEHIND];
    }

    static long[] longs(int count) {
        return new long[FIRST + count + BEHIND];
    }

    static float[] floats(int count) {
        return new float[FIRST + count + BEHIND];
    }

    static double[] doubles(int count) {
        return new double[FIRST + count + BEHIND];
    }
}
