package io.github.widemargin;

import java.util.function.Supplier;

/**
 * What a training has reached at the end of an epoch.
 *
 * @param epoch the epoch's number, from 1
 * @param epochs how many there will be
 * @param seconds time since the start of the training
 * @param loss mean of the objective over the epoch's minibatches, each at the weights it met
 * @param snapshot makes the model as it is now; only to be called while the listener runs
 */
public record Epoch(int epoch, int epochs, double seconds, double loss, Supplier<LinearSvm> snapshot) {}
