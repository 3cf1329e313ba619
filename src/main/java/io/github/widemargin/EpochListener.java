package io.github.widemargin;

/** Watches a training. */
@FunctionalInterface
public interface EpochListener {
    /** An epoch has ended. */
    void epochEnded(Epoch epoch);
}
