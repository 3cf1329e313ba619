package io.github.widemargin.kernel;

/** Work on the tables of a block of rows whose dual variables are improved: a row of {@link DualKernel#ROWS} for each class. */
public interface AscentTables {
    /**
     * Writes for each row of the block whether its variables can be improved: so, unless slack[i] ≤ 0. The slope of a variable is
     * {@code base[i] + s[j · ROWS + i] - damping[i] · α}, with all of the row's α if they are bounded {@code together}, else its own.
     *
     * @param alpha classes × ROWS
     * @param bound what the α, or their sum, is at most; may be infinite
     */
    void slack(
            float[] s,
            float[] alpha,
            int classes,
            float[] base,
            float[] damping,
            float[] bound,
            boolean together,
            float[] slack);

    /** Adds factor[n] · (products[at + i] + constant) to s[j[n] · ROWS + i] for all rows i and so many n. */
    void follow(float[] products, int at, float constant, int[] j, float[] factor, int count, float[] s);
}
