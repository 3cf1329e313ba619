package io.github.widemargin;

/** What is added to the score of each class beside the products with the features. */
public enum Bias {
    /** Nothing. */
    NONE(io.github.widemargin.train.Bias.NONE),

    /** The weight of a feature that is 1 for all samples, regularised like the others. */
    REGULARIZED(io.github.widemargin.train.Bias.REGULARIZED),

    /** The same, but the regularisation does not count it. */
    FREE(io.github.widemargin.train.Bias.FREE);

    final io.github.widemargin.train.Bias kind;

    Bias(io.github.widemargin.train.Bias kind) {
        this.kind = kind;
    }
}
