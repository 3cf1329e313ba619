package io.github.widemargin;

/**
 * What a training ended with.
 *
 * @param model the classifier
 * @param primal the objective, loss and regularisation, of the model over all samples
 * @param epochs how often the samples were gone through
 * @param seconds how long it took
 */
public record TrainingResult(LinearSvm model, double primal, int epochs, double seconds) {}
