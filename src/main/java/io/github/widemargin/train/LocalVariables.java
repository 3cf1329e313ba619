package io.github.widemargin.train;

import java.io.Serializable;

/** The dual variables of a part of the samples, and those that the last improvement led to, before it was extrapolated. */
public final class LocalVariables implements Serializable {
    private static final long serialVersionUID = 1;

    final DualVariables now;
    final DualVariables last;
    final Schedule schedule;

    /** Zeros, for the samples of rows. The seed tells in what order they are visited. */
    public LocalVariables(Rows rows, int classes, long seed) {
        now = new DualVariables(rows.size(), classes);
        last = new DualVariables(rows.size(), classes);
        schedule = new Schedule(rows, seed);
    }
}
