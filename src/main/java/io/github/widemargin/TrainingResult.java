package io.github.widemargin;

/**
 * What a training ended with.
 *
 * @param model the classifier
 * @param primal the objective, loss and regularisation, of the model over all samples
 * @param dual the best proven bound: no weights have a smaller objective
 * @param epochs how often the samples were gone through
 * @param seconds how long it took
 * @param stopReason why it ended
 */
public record TrainingResult(
        LinearSvm model, double primal, double dual, int epochs, double seconds, StopReason stopReason) {
    /** (primal - dual) / primal, or 0 if rounding errors make it negative: by what part of itself the primal is above the optimum at most. */
    public double gap() {
        return primal == 0 ? 0 : Math.max(0, (primal - dual) / primal);
    }
}
