package io.github.widemargin.train;

/** The mean of the weights at points of an epoch, somewhat stretched, and room to compute it in. */
final class Average {
    private Weights mean;
    private Weights next;
    private double stretch;

    Average(int features, int classes) {
        mean = new Weights(features, classes);
        next = new Weights(features, classes);
    }

    /** Begins anew: with what the mean is to be multiplied. */
    void clear(double stretch) {
        this.stretch = stretch;
        mean.clear();
    }

    /** Adds the weights now. */
    void add(double share, DualWeights weights) {
        weights.addTo(stretch * share, mean, next);
        swap();
    }

    private void swap() {
        Weights swap = mean;
        mean = next;
        next = swap;
    }

    /** Adds to the weights of a part of the features; {@link #addBias} ends that for all parts. */
    void add(int part, double share, DualWeights weights) {
        weights.addTo(part, stretch * share, mean, next);
    }

    void addBias(double share, DualWeights weights) {
        weights.addBiasTo(stretch * share, mean, next);
        swap();
    }

    Weights mean() {
        return mean;
    }

    /** Room that nothing else needs between two additions. */
    Weights scratch() {
        return next;
    }
}
