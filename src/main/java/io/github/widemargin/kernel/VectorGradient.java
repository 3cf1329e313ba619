package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/** A sum of Xᵀ·G that takes it block by block. */
interface VectorGradient extends Gradient {
    /** Adds length elements, whole vectors, from one sum to another, and leaves zeros. */
    static void addAndClear(float[] from, int start, float[] to, int at, int length) {
        FloatVector zero = FloatVector.zero(F);
        for (int k = 0; k < length; k += L) {
            FloatVector sum = FloatVector.fromArray(F, to, at + k);
            sum.add(FloatVector.fromArray(F, from, start + k)).intoArray(to, at + k);
            zero.intoArray(from, start + k);
        }
    }

    /** Adds a block. */
    void add(RowBlock block, BlockMargins margins);
}
