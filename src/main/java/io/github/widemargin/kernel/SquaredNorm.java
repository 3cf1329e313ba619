package io.github.widemargin.kernel;

/** May hold scratch: for one caller at a time. */
public interface SquaredNorm {
    /** ‖a‖², to within 3e-10 of it, or elements · 2⁻⁵³ if that is more; not finite if an element is not. */
    double of(float[] a);
}
