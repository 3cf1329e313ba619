package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/**
 * Where the features of a column are for {@link BinaryTiles}, which read rows where they lie, in whole vectors: the last L features
 * come first, and may repeat some that others have, in lanes that do not count. So feature k is at L + k in a column, from body on at
 * L - features + k.
 */
record BinaryLayout(int features) {
    /** Features before the last vector. */
    int body() {
        return stride() - L;
    }

    /** Floats of a column. */
    int stride() {
        return Math.ceilDiv(features, L) * L;
    }
}
