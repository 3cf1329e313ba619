package io.github.widemargin.train;

/** What is added to the scores of a class: nothing, the weight of a feature that is always 1, or the same at no price. */
public enum Bias {
    NONE,
    REGULARIZED,
    FREE
}
