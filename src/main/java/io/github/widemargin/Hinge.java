package io.github.widemargin;

import io.github.widemargin.kernel.HingeLoss.Kind;

/** What a sample of class y loses by its scores s and the margin Δ, before it is squared or weighed. */
public enum Hinge {
    /**
     * Σ max(0, s_j - s_y + Δ) over the other classes j (Weston and Watkins, "Support vector machines for multi-class pattern
     * recognition", ESANN 1999).
     */
    WESTON_WATKINS(Kind.WESTON_WATKINS),

    /**
     * The largest of max(0, s_j - s_y + Δ) over the other classes j; of equals, the first counts (Crammer and Singer, "On the
     * algorithmic implementation of multiclass kernel-based vector machines", JMLR 2, 2001). Squared, it is the square of
     * the largest.
     */
    CRAMMER_SINGER(Kind.CRAMMER_SINGER),

    /** max(0, Δ - s_y) + Σ max(0, Δ + s_j) over the other classes j: a machine of two classes for each class. */
    ONE_VS_REST(Kind.ONE_VS_REST);

    final Kind kind;

    Hinge(Kind kind) {
        this.kind = kind;
    }
}
