package io.github.widemargin.kernel;

/**
 * How many classes a tile takes: 4, 3 and 2 make up every number from 2 on, with nothing computed in vain. Four rows by
 * five classes were 5 % faster, but C2 makes up to 17,900 nodes of that tile, and past 18,000 it begins to give up
 * inlining (NodeCountInliningCutoff); of four by four it makes 13,900.
 */
final class ClassTiles {
    private static final int WIDEST = Lanes.REGISTERS == 32 ? 4 : 2;

    private ClassTiles() {}

    /** The next tile's width when this many classes are left; leaves none or two at least, if there are two. */
    static int width(int left) {
        if (WIDEST == 4 && left >= 4) {
            return left == 5 || left == 6 ? 3 : 4;
        }
        return left == 3 ? 3 : Math.min(left, 2);
    }
}
