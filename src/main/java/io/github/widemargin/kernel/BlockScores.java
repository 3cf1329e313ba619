package io.github.widemargin.kernel;

/** S = X·W for a block of rows, with W laid out for it. Shared by threads that do not set it at the time. */
interface BlockScores {
    /** Sets W, features × classes, row-major. */
    void set(float[] w);

    /** How many floats of scratch {@link #scores} needs. */
    int scratch();

    /** In which {@link #scores} needs the rows. */
    default RowForm form() {
        return RowForm.AS_THEY_ARE;
    }

    /** Whether {@link #scores} is so short with a row that it waits for rows which come from memory. */
    default boolean waitsForRows() {
        return false;
    }

    /** Writes the scores of a block: that of row i and class j to its s[sFrom + j · {@link RowBlock#ROWS} + i]. Scratch begins at from. */
    void scores(RowBlock block, float[] scratch, int from);
}
