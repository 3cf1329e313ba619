package io.github.widemargin.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
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

    /** As many lanes of whole numbers. */
    static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, F.vectorShape());

    /** The lanes with numbers that have a bit. */
    static final VectorMask<Float> BIT_0 = withBit(1);

    static final VectorMask<Float> BIT_1 = withBit(2);
    static final VectorMask<Float> BIT_2 = withBit(4);
    static final VectorMask<Float> BIT_3 = withBit(8);

    /** Exchange lanes at this distance. */
    static final VectorShuffle<Float> SWAP_1 = swap(1);

    static final VectorShuffle<Float> SWAP_2 = swap(2);
    static final VectorShuffle<Float> SWAP_4 = swap(4);
    static final VectorShuffle<Float> SWAP_8 = swap(8);

    /** Exchanges the halves of a vector, and the quarters of each half. */
    static final VectorShuffle<Float> SWAP_HALVES = swap(L / 2);

    static final VectorShuffle<Float> SWAP_QUARTERS = swap(L / 4);

    /** The upper half of the lanes, and the upper quarter of each half. */
    static final VectorMask<Float> UPPER_HALF = withBit(L / 2);

    static final VectorMask<Float> UPPER_QUARTERS = withBit(L / 4);

    /** 0, 1, … */
    static final FloatVector NUMBERS = FloatVector.zero(F).addIndex(1);

    /**
     * AVX-512 and NEON have 32 vector registers, the rest has 16, where tiles of four rows by four classes, with 16 sums
     * or coefficients, would spill.
     */
    static final int REGISTERS = L == 16 || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;

    private Lanes() {}

    private static VectorMask<Float> withBit(int bit) {
        boolean[] lanes = new boolean[L];
        for (int lane = 0; lane < L; lane++) {
            lanes[lane] = (lane & bit) != 0;
        }
        return VectorMask.fromArray(F, lanes, 0);
    }

    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(F, lane -> (lane ^ distance) % L);
    }
}
