package io.github.widemargin.kernel;

/** A score and its class in one long, the larger for a larger score, then for an earlier class: a maximum without objects. */
final class BestClass {
    /** Less than any. */
    static final long NONE = Long.MIN_VALUE;

    /** More than any. */
    static final long NOT_FINITE = Long.MAX_VALUE;

    private BestClass() {}

    static long of(float score, int j) {
        if (!(Math.abs(score) < Float.POSITIVE_INFINITY)) {
            return NOT_FINITE;
        }
        int bits = Float.floatToRawIntBits(score + 0f); // 0 for -0, too
        int ordered = bits ^ (bits >> 31 & Integer.MAX_VALUE);
        return (long) ordered << 32 | ~j & 0xFFFFFFFFL;
    }

    /** The class; -1 of what is not finite. */
    static int classOf(long best) {
        return best == NOT_FINITE ? -1 : ~(int) best;
    }
}
