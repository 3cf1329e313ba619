package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/**
 * Where the features are in vectors of {@linkplain Quads four rows}, of their weights and of their gradient. They are taken L at a time,
 * the last L of them first: these may repeat some of the next, and vectors that only repeat come first, so that they can be skipped. Of fewer
 * features than lanes the last lanes are of none.
 */
final class QuadLayout {
    final int features;

    /** Floats of four rows, or of a class. */
    final int stride;

    /** The first of them in a vector that does not only repeat others. */
    final int first;

    QuadLayout(int features) {
        this.features = features;
        int parts = Math.ceilDiv(features, L);
        stride = parts * 4 * L;
        first = Math.max(0, 4 - (features - (parts - 1) * L)) * L;
    }

    /** Where the four lanes of a feature begin; in the vectors of its weights all four have the same. */
    int at(int feature) {
        boolean isLast = feature >= stride / 4 - L;
        int vectors = isLast ? 0 : 4 * (1 + feature / L);
        int lane = isLast ? feature - Math.max(0, features - L) : feature % L;
        return (vectors + lane % 4) * L + lane / 4 * 4;
    }

    /** Where a feature is if each of the four rows has a vector of its own: that of the first, the next L behind. */
    int ofRow(int feature) {
        boolean isLast = feature >= stride / 4 - L;
        return isLast ? feature - Math.max(0, features - L) : 4 * (L + feature / L * L) + feature % L;
    }
}
