package io.github.widemargin.kernel;

/** A {@link DualKernel} whose blocks know the products of their rows. */
public interface GramKernel extends DualKernel {
    @Override
    GramBlock newBlock();

    @Override
    GramKernel newSum();

    /** Rows and their products. */
    interface GramBlock extends Block {
        /** Writes all products of two rows kept: that of i and j to g[j · ROWS + i]. */
        void products(float[] g);

        /**
         * Writes the products of the rows kept with those that another block keeps, and knows the products of: that of i and the
         * other's j to g[j · ROWS + i].
         */
        void products(GramBlock other, float[] g);
    }
}
