package io.github.widemargin.kernel;

/** A sum of Xᵀ·G over rows. Belongs to one caller at a time. */
public interface Gradient {
    /** Adds another sum of the same shape, which is zero then. */
    void addAndClear(Gradient other);

    /** Writes dw = scale · Xᵀ·G + reg · w, w and dw row-major, and is zero then. */
    void take(float scale, float reg, float[] w, float[] dw);

    void clear();
}
