package io.github.widemargin.data.fuzz;

import java.util.Arrays;

/** What a fuzzer invents: a file, perhaps another and its size in a byte, and a last byte that decides how they are read. */
final class FuzzInput {
    private byte[] bytes;
    private int choices;

    FuzzInput(byte[] bytes) {
        this.bytes = bytes;
        choices = lastByte();
    }

    /** One of so many choices, all of a target's together 256 or fewer. */
    int choice(int count) {
        int chosen = choices % count;
        choices /= count;
        return chosen;
    }

    boolean flag() {
        return choice(2) == 1;
    }

    byte[] secondFile() {
        return last(lastByte());
    }

    /** What was not taken yet. */
    byte[] file() {
        return bytes;
    }

    private int lastByte() {
        byte[] last = last(1);
        return last.length == 0 ? 0 : last[0] & 0xff;
    }

    /** Takes off so many bytes, or all there are. */
    private byte[] last(int count) {
        int from = Math.max(0, bytes.length - count);
        byte[] last = Arrays.copyOfRange(bytes, from, bytes.length);
        bytes = Arrays.copyOf(bytes, from);
        return last;
    }
}
