package io.github.widemargin.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What this machine's vectors are like. Apart from the others so that nothing touches the module before it is wanted. */
final class Lanes {
    /**
     * At most 16 lanes: the sums over the lanes are written for 4, 8 and 16. No other species of float may be used: where
     * the profile of a method of {@link FloatVector} has met two, C2 may inline both into a tile and box every vector, and
     * the tile stays some seven times slower for good. With four floats of 128 bits in the sums, one run in ten ended so.
     */
    static final VectorSpecies<Float> F =
            FloatVector.SPECIES_PREFERRED.length() > 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;

    static final int L = F.length();

    /**
     * AVX-512 and NEON have 32 vector registers, the rest has 16, where tiles of four rows by four classes, with 16 sums
     * or coefficients, would spill.
     */
    static final int REGISTERS = L == 16 || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;

    private Lanes() {}
}
