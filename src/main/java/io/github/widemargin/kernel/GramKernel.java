package io.github.widemargin.kernel;

/**
 * A {@link DualKernel} whose blocks know the products of their rows. Its features are one or two parts, each with a share of all
 * scores, products and sums. Two threads may work on one part each, and while one computes the scores of a part, or which rows
 * to keep, the other may compute products of rows that will be kept.
 */
public interface GramKernel extends DualKernel {
    int parts();

    AscentTables tables();

    /** Adds a part's share of a table to the sum. */
    static void sum(float[] share, float[] sum) {
        for (int at = 0; at < sum.length; at++) {
            sum[at] += share[at];
        }
    }

    @Override
    GramBlock newBlock();

    @Override
    GramKernel newSum();

    @Override
    default void addTo(float scale, float[] from, float[] to) {
        for (int part = 0; part < parts(); part++) {
            addTo(part, scale, from, to);
        }
    }

    /** {@link #addTo(float, float[], float[])} for the features of a part. */
    void addTo(int part, float scale, float[] from, float[] to);

    /** Rows and their products. */
    interface GramBlock extends Block {
        /** Rows whose products are computed at a time. */
        int TILE = 4;

        /** Those of the kernel. */
        int parts();

        @Override
        default void scores(float[] s) {
            scores(0, s);
            for (int part = 1; part < parts(); part++) {
                float[] share = new float[s.length];
                scores(part, share);
                sum(share, s);
            }
        }

        @Override
        default void add(float[] change) {
            for (int part = 0; part < parts(); part++) {
                add(part, change);
            }
        }

        /** Writes what a part adds to the {@linkplain #scores(float[]) scores} of all rows taken. */
        void scores(int part, float[] s);

        /**
         * Writes what a part adds to the products of rows kept: to that of i and j to g[j · ROWS + i], for i from a multiple of {@link
         * #TILE} up to to, and j ≤ i; and anything to those that make their tiles whole. Those of i before must have been computed since
         * {@link #set}, and these rows be the ones that are kept in the end. Before {@link #keep} all are.
         */
        void products(int part, int from, int to, float[] g);

        /** {@link #add(float[])} for the features of a part. */
        void add(int part, float[] change);
    }
}
