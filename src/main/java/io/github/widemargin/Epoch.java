package io.github.widemargin;

import java.util.function.Supplier;

/**
 * What a training has reached at the end of an epoch.
 *
 * @param epoch the epoch's number, from 1
 * @param seconds time since the start of the training
 * @param primal the smallest objective so far; it is not computed while the gap asked for is out of reach
 * @param dual a bound that no weights' objective is below, but for the rounding errors of a few epochs
 * @param violators samples that were found not to be at their optimum
 * @param skipped samples that were left out because they had not changed for some epochs; no gap is claimed without them
 * @param snapshot makes the best model so far; only to be called while the listener runs
 * @param stopping what {@link #stop} does
 */
public record Epoch(
        int epoch,
        double seconds,
        double primal,
        double dual,
        int violators,
        int skipped,
        Supplier<LinearSvm> snapshot,
        Runnable stopping) {
    /** Ends the training after this epoch. */
    public void stop() {
        stopping.run();
    }

    /** (primal - dual) / primal, or 0 if rounding errors make it negative. */
    public double gap() {
        return primal == 0 ? 0 : Math.max(0, (primal - dual) / primal);
    }
}
