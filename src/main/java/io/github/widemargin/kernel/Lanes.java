package io.github.widemargin.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** What this machine's vectors are like. Apart from the others so that nothing touches the module before it is wanted. */
final class Lanes {
    static final VectorSpecies<Float> F = preferred();
    static final int L = F.length();

    /** The lanes with numbers that have bit 0, or bit 1. */
    static final VectorMask<Float> BIT_0 = withBit(1);

    static final VectorMask<Float> BIT_1 = withBit(2);

    /** Exchange lanes at this distance. */
    static final VectorShuffle<Float> SWAP_1 = swap(1);

    static final VectorShuffle<Float> SWAP_2 = swap(2);
    static final VectorShuffle<Float> SWAP_4 = swap(4);
    static final VectorShuffle<Float> SWAP_8 = swap(8);

    /**
     * AVX-512 and NEON have 32 vector registers, the rest has 16: tiles of four rows by five classes, or of five
     * classes by four vectors, hold 20 sums and would spill.
     */
    static final int REGISTERS = L == 16 || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;

    private Lanes() {}

    /** 4, 8 or 16 lanes: wider ones are not known to exist, and fewer are of no use. */
    private static VectorSpecies<Float> preferred() {
        VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
        return preferred.length() < 4
                ? FloatVector.SPECIES_128
                : preferred.length() > 16 ? FloatVector.SPECIES_512 : preferred;
    }

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

    static int roundUp(int n, int multiple) {
        return Math.ceilDiv(n, multiple) * multiple;
    }
}
