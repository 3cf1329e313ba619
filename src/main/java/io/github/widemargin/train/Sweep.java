package io.github.widemargin.train;

/** A way through the samples of an epoch, improving the dual variables. */
interface Sweep {
    /**
     * Goes through what is scheduled, and adds up so many times the weights it passes, at most, to the average. Returns what the
     * changes of α added to the dual, times P, but for the weights.
     */
    double run(Schedule schedule, int epoch, int averaged, Average average);

    /** What the last run added to reg · P · ½‖W‖², the price of a bias within; NaN where it is not known. */
    double grown();

    /** Samples of the last run that were not at their optimum. */
    int violators();
}
