package io.github.widemargin.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32C;

/** Reads what {@link CheckedSink} wrote. */
final class CheckedSource {
    private static final int BUFFER = 1 << 18;

    private final ReadableByteChannel channel;
    /** Direct, so that a file is read and summed without a copy on the heap. */
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN).limit(0);

    private final CRC32C checksum = new CRC32C();

    CheckedSource(ReadableByteChannel channel) {
        this.channel = channel;
    }

    private ByteBuffer next(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            sum();
            buffer.compact();
            while (buffer.position() < bytes) {
                if (channel.read(buffer) < 0) {
                    throw new EOFException();
                }
            }
            buffer.flip();
        }
        return buffer;
    }

    boolean begins(byte[] magic) throws IOException {
        boolean same = true;
        for (byte letter : magic) {
            same &= next(1).get() == letter;
        }
        return same;
    }

    int getInt() throws IOException {
        return next(Integer.BYTES).getInt();
    }

    double getDouble() throws IOException {
        return next(Double.BYTES).getDouble();
    }

    void getBytes(byte[] values) throws IOException {
        for (int at = 0, count; at < values.length; at += count) {
            count = whole(values.length - at, Byte.BYTES);
            buffer.get(values, at, count);
        }
    }

    void getInts(int[] values) throws IOException {
        for (int at = 0, count; at < values.length; at += count) {
            count = whole(values.length - at, Integer.BYTES);
            buffer.asIntBuffer().get(values, at, count);
            skip(count * Integer.BYTES);
        }
    }

    /** Reads so many, and answers whether all are finite. */
    boolean getFloats(float[] values, int length) throws IOException {
        int sign = 0;
        for (int at = 0, count; at < length; at += count) {
            count = whole(length - at, Float.BYTES);
            buffer.asFloatBuffer().get(values, at, count);
            sign |= signs(values, at, at + count); // while they are in the cache
            skip(count * Float.BYTES);
        }
        return sign >= 0;
    }

    /** Negative if one is not finite: its exponent of ones, and no other, carries into the sign. */
    private static int signs(float[] values, int from, int to) {
        int signs = 0;
        for (int i = from; i < to; i++) {
            signs |= (Float.floatToRawIntBits(values[i]) & Integer.MAX_VALUE)
                    + Float.floatToRawIntBits(Float.MIN_NORMAL);
        }
        return signs;
    }

    void getDoubles(double[] values) throws IOException {
        for (int at = 0, count; at < values.length; at += count) {
            count = whole(values.length - at, Double.BYTES);
            buffer.asDoubleBuffer().get(values, at, count);
            skip(count * Double.BYTES);
        }
    }

    /** How many whole numbers the buffer has, of so many wanted; at least one. */
    private int whole(int wanted, int bytes) throws IOException {
        return Math.min(wanted, next(bytes).remaining() / bytes);
    }

    private void skip(int bytes) {
        buffer.position(buffer.position() + bytes);
    }

    /** Whether what was read so far has the checksum that comes next, and nothing comes after. */
    boolean finish() throws IOException {
        next(Integer.BYTES);
        sum();
        boolean same = buffer.getInt() == (int) checksum.getValue();
        return same && !buffer.hasRemaining() && channel.read(buffer.clear()) < 0;
    }

    /** Adds what was taken from the buffer since it was filled. */
    private void sum() {
        checksum.update(buffer.duplicate().flip());
    }
}
