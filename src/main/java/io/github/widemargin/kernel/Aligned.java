package io.github.widemargin.kernel;

/**
 * Float arrays of which the vectors from {@link #FIRST} on begin on cache lines. Loads of 512 bits that cross a line take
 * twice as long: tiles reach 0.93 of the FMA peak with aligned operands, 0.76 with one of two, 0.59 with none. Java does not
 * let an array be placed, but an array that fills more than half a region of G1 gets regions of its own, and so begins,
 * after its header, at a known place; so do large arrays under ZGC and Shenandoah. Under other collectors, or where the
 * sizes are guessed wrongly, it is a matter of chance, and of speed only. Users' arrays of samples are mostly that large.
 */
final class Aligned {
    /** The first element on a cache line: the header of an array takes 16 of its 64 bytes. */
    static final int FIRST = 12;

    /** Floats of a cache line. */
    private static final int LINE = 16;

    /** Floats between what threads may write: see {@link Unshared}. */
    static final int APART = 512;

    /** Below this many floats, 16 KB, alignment is not worth the memory. */
    private static final int SMALL = 4096;

    /** The heaps of collectors with regions are multiples of this. */
    private static final int PAGE = 1 << 21;

    /**
     * Half a region: G1 aims at 2048 regions, of 1 to 32 MB and a power of two. 0 where there are none: from what the Serial
     * collector calls the most memory it takes a survivor space off, which leaves whole pages in few cases. There large arrays would
     * gain nothing, and a first training on Fashion-MNIST takes 0.2 seconds less without. The Parallel collector with large pages
     * passes for one with regions, which costs memory only.
     */
    private static final int HALF_REGION = halfRegion(Runtime.getRuntime().maxMemory());

    private Aligned() {}

    private static int halfRegion(long heap) {
        if (heap % PAGE != 0) {
            return 0;
        }
        long region = Math.clamp(Math.ceilDiv(heap, 2048), 1 << 20, 1 << 25);
        return (int) (Long.highestOneBit(2 * region - 1) / 2 / Float.BYTES);
    }

    /** Room for length floats from {@link #FIRST} on; where there are regions those share no cache line with another object. */
    static float[] newArray(int length) {
        int needed = Math.addExact(FIRST, length);
        return new float[length < SMALL ? needed + APART : Math.max(needed, HALF_REGION)];
    }

    /** What small arrays share, of models and the scratch of kernels, so that they are aligned, too; it lives as long as one of its slices is in use. */
    private static float[] shared = {};

    private static int used;

    private static final Slice EMPTY = new Slice(shared, 0);

    /** Part of an array that begins with the element first, on a cache line, and shares none. */
    record Slice(float[] array, int first) {}

    /** Room for length floats, zero like the twelve before them, in an array that is shared if they are few. */
    static synchronized Slice newSlice(int length) {
        if (length == 0) {
            return EMPTY;
        }
        if (length < 0) { // it would give away once more what others use
            throw new NegativeArraySizeException(Integer.toString(length));
        }
        int needed = Math.addExact(FIRST + APART, length);
        if (needed >= HALF_REGION) {
            return new Slice(new float[needed], FIRST);
        }
        if (needed > shared.length - used) {
            shared = new float[HALF_REGION];
            used = 0;
        }
        int first = used + FIRST;
        used += Math.ceilDiv(needed, LINE) * LINE;
        return new Slice(shared, first);
    }
}
