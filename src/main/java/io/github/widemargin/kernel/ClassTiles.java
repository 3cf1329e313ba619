package io.github.widemargin.kernel;

/** How many classes a tile takes: 5, 3 and 2 make up every number from 2 on, with nothing computed in vain. */
final class ClassTiles {
    static final int WIDEST = Lanes.REGISTERS == 32 ? 5 : 2;

    private ClassTiles() {}

    /** The next tile's width when this many classes are left; never leaves one behind. */
    static int width(int left) {
        if (WIDEST == 5 && left >= 5) {
            return left == 6 ? 3 : 5;
        }
        return left % 2 == 0 ? 2 : 3;
    }
}
