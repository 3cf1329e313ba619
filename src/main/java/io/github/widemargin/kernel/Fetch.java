package io.github.widemargin.kernel;

/**
 * Blocks of rows that come from memory: they are read before the tiles do it. Java has no prefetch, and tiles look too few
 * instructions ahead to have as many cache lines under way as a loop that does nothing else: with 10 classes that all violate a call
 * takes 17 % less time at 16384 × 784 on a Zen 5, 11 % at 3072 features, with 3 classes 36 % at 65536 × 64, read from start to end yet.
 */
final class Fetch {
    /** Floats of an array that lies in a cache most probably, 12 MB: to read it twice takes 10 % more on a Zen 5, on a Xeon 20 %. */
    private static final int IN_CACHE = 3 << 20;

    /** Floats of a block that the second-level cache holds beside W, 400 KB: at 3072 features 24 rows take 8 % less time than 48. */
    private static final int BLOCK = 100_000;

    /** At 16384 features eight rows take 12 % less time than 48 that are not read before. */
    private static final int LEAST_ROWS = 8;

    /** At 131072 features reading takes a quarter more. */
    private static final int MOST_FEATURES = 16384;

    private static final int LINE = 16; // floats

    /** Of a block. It does not depend on where the rows are, as the sums' rounding does on it. */
    final int rows;

    private final int features;
    private final boolean pays;
    private float notFinite; // or the compiler would leave the reading out

    /** For rows of so many features, if tiles wait for them. */
    Fetch(int features, boolean waits) {
        this.features = features;
        pays = waits && features <= MOST_FEATURES;
        int parts = Math.ceilDiv(RowBlock.ROWS * features, BLOCK);
        rows = pays ? Math.max(LEAST_ROWS, RowBlock.ROWS / parts / 4 * 4) : RowBlock.ROWS;
    }

    /** Reads the rows [from, to) if that pays. */
    void read(float[] x, int from, int to) {
        if (pays && x.length > IN_CACHE) {
            float sum = sum(x, from * features, to * features);
            if (Float.isNaN(sum)) { // hardly ever: see Unshared
                notFinite = sum;
            }
        }
    }

    /**
     * Of a float of each line but for the last ones perhaps, at four places a quarter apart: on a Xeon a call takes 7 % less time
     * with few violators and 3 to 5 % less with all than if it were read from start to end.
     */
    private static float sum(float[] x, int from, int to) {
        int quarter = (to - from) / 4;
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int k = from; k < from + quarter; k += LINE) {
            a += x[k];
            b += x[k + quarter];
            c += x[k + 2 * quarter];
            d += x[k + 3 * quarter];
        }
        return a + b + (c + d);
    }
}
