package io.github.widemargin.kernel;

/**
 * Reads the rows of a block before the tiles do, where X comes from memory. Java has no prefetch, and tiles look too few
 * instructions ahead to have as many cache lines under way as a loop that does nothing else: with 10 classes that all violate a call
 * takes 17 % less time at 16384 × 784, 11 % at 3072 features, with 3 classes 36 % at 65536 × 64.
 */
final class Fetch {
    /** Floats of an array that lies in a cache most probably, 12 MB: reading it twice takes 10 % more. */
    private static final int CACHED = 3 << 20;

    /** Floats of a block that the second-level cache holds beside W, 300 KB: at 3072 features 24 rows take 8 % less time than 48. */
    private static final int BLOCK = 77_000;

    /** Eight at 16384 features take 12 % less time than no reading, at 131072 features a quarter more. */
    private static final int LEAST_ROWS = 8;

    private static final int MOST_FEATURES = 16384;

    private static final int LINE = 16; // floats

    private final int features;
    private final int rows;
    private float read; // or the compiler would leave the reading out

    /** For rows of so many features, if the tiles that they meet can gain. */
    Fetch(int features, boolean canGain) {
        this.features = features;
        int fit = Math.clamp(BLOCK / features / 4 * 4, LEAST_ROWS, RowBlock.ROWS);
        rows = canGain && features <= MOST_FEATURES ? fit : 0;
    }

    /** How many rows of x a block should have. */
    int rows(float[] x) {
        return pays(x) ? rows : RowBlock.ROWS;
    }

    /** Reads the rows [from, to) if that pays. */
    void read(float[] x, int from, int to) {
        if (pays(x)) {
            read = sum(x, from * features, to * features);
        }
    }

    private boolean pays(float[] x) {
        return rows > 0 && x.length > CACHED;
    }

    /** Of a float of each line; two sums, as each waits for the one before. */
    private static float sum(float[] x, int from, int to) {
        float even = 0;
        float odd = 0;
        for (int k = from; k < to - LINE; k += 2 * LINE) {
            even += x[k];
            odd += x[k + LINE];
        }
        return even + odd;
    }
}
