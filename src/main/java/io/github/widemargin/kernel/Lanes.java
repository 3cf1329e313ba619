package io.github.widemargin.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What this machine's vectors are like. Apart from the others so that nothing touches the module before it is wanted. */
final class Lanes {
    static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    static final int L = F.length();

    /**
     * AVX-512 and NEON have 32 vector registers, the rest has 16: tiles of four rows by five classes, or of five
     * classes by four vectors, hold 20 sums and would spill.
     */
    static final int REGISTERS = L == 16 || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;

    private Lanes() {}

    static int roundUp(int n, int multiple) {
        return Math.ceilDiv(n, multiple) * multiple;
    }
}
