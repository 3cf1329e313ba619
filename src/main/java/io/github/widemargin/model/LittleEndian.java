package io.github.widemargin.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Arrays as little-endian bytes, a block at a time. */
final class LittleEndian {
    private static final int BLOCK = 1 << 16;

    private LittleEndian() {}

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void floats(float[] values, OutputStream out) throws IOException {
        floats(values, 0, 1, values.length, out);
    }

    /** So many floats, each so many places behind the one before it. */
    static void floats(float[] values, int from, int step, int count, OutputStream out) throws IOException {
        ByteBuffer block = buffer(BLOCK);
        for (int n = 0; n < count; n++) {
            room(block, Float.BYTES, out).putFloat(values[from + n * step]);
        }
        drain(block, out);
    }

    /** Of eight bytes each. */
    static void longs(int[] values, OutputStream out) throws IOException {
        ByteBuffer block = buffer(BLOCK);
        for (int value : values) {
            room(block, Long.BYTES, out).putLong(value);
        }
        drain(block, out);
    }

    private static ByteBuffer room(ByteBuffer block, int bytes, OutputStream out) throws IOException {
        if (block.remaining() < bytes) {
            drain(block, out);
        }
        return block;
    }

    private static void drain(ByteBuffer block, OutputStream out) throws IOException {
        out.write(block.array(), 0, block.position());
        block.clear();
    }
}
