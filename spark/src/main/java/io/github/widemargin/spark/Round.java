package io.github.widemargin.spark;

import java.io.Serializable;

/**
 * What a round of a training had reached at its end. In a round weights go to each executor, and come from each partition, once at
 * most.
 *
 * @param round its number, from 1
 * @param improves whether it was there to improve; others measure the objective, or add up the weights anew and prove the bound
 * @param primal the smallest objective that was measured so far
 * @param dual the best bound so far that no objective is below; what is logged meanwhile may have the rounding errors of some rounds
 * @param seconds since the rows were packed
 * @param bytes that were sent to the executors and came back, in this round
 * @param restarted whether dual variables had been lost and were not restored yet
 */
public record Round(
        int round, boolean improves, double primal, double dual, double seconds, long bytes, boolean restarted)
        implements Serializable {
    /** (primal - dual) / primal: by what part of itself the primal is above the optimum at most. */
    public double gap() {
        return primal == 0 ? 0 : Math.max(0, (primal - dual) / primal);
    }

    Round withDual(double dual) {
        return new Round(round, improves, primal, dual, seconds, bytes, restarted);
    }
}
