package io.github.widemargin.kernel;

/** How many classes a tile takes: 5, 3 and 2 make up every number from 2 on, with nothing computed in vain. */
final class ClassTiles {
    private ClassTiles() {}

    /** The next tile's width when this many classes are left; never leaves one behind. */
    static int width(int left) {
        if (Lanes.REGISTERS == 32) {
            if (left >= 5 && left != 6) {
                return 5;
            }
            if (left == 6) {
                return 3;
            }
        }
        return left % 2 == 0 ? 2 : 3;
    }
}
