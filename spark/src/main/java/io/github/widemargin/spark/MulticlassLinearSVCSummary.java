package io.github.widemargin.spark;

import java.util.List;

/**
 * How a training went.
 *
 * @param rounds what every round had reached, in their order
 * @param converged whether the gap that was asked for is proven
 * @param partitions how many trained
 * @param seconds the whole of it took, with reading the rows
 */
public record MulticlassLinearSVCSummary(List<Round> rounds, boolean converged, int partitions, double seconds) {
    /** The objective of the model. */
    public double primal() {
        return rounds.isEmpty() ? 0 : rounds.getLast().primal();
    }

    /** The bound that no weights' objective is below. */
    public double dual() {
        return rounds.isEmpty() ? 0 : rounds.getLast().dual();
    }

    /** (primal - dual) / primal: by what part of itself the objective is above the optimum at most. */
    public double gap() {
        return rounds.isEmpty() ? 0 : rounds.getLast().gap();
    }

    /** What was sent to the executors and came back, in all rounds. */
    public long bytes() {
        return rounds.stream().mapToLong(Round::bytes).sum();
    }
}
