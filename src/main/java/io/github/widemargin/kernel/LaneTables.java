package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Masks, orders and numbers of lanes: what they need of the JDK takes milliseconds to load, and training on sparse samples needs none. */
final class LaneTables {
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

    /** The first four lanes, or the next, again and again. */
    static final VectorShuffle<Float> FOUR_LANES_0 = fourLanes(0);

    static final VectorShuffle<Float> FOUR_LANES_1 = fourLanes(4);
    static final VectorShuffle<Float> FOUR_LANES_2 = fourLanes(8);
    static final VectorShuffle<Float> FOUR_LANES_3 = fourLanes(12);

    private LaneTables() {}

    private static VectorShuffle<Float> fourLanes(int first) {
        return VectorShuffle.fromOp(F, lane -> (first + lane % 4) % L);
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
}
