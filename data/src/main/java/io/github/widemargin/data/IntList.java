package io.github.widemargin.data;

import java.util.Arrays;

/** Ints whose number turns out at the end. */
final class IntList {
    /** No array is longer. */
    static final int MOST = Integer.MAX_VALUE - 8;

    private int[] value = new int[1024];
    private int size;

    void add(int next) {
        if (size == value.length) {
            value = Arrays.copyOf(value, (int) Math.min(MOST, size * 3L / 2));
        }
        value[size++] = next;
    }

    int[] toArray() {
        return Arrays.copyOf(value, size);
    }
}
