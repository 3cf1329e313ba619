package io.github.widemargin.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32C;

/** Reads what {@link CheckedSink} wrote. */
final class CheckedSource {
    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(CheckedSink.BUFFER)
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(0);
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
        for (int a = 0; a < values.length; a++) {
            values[a] = next(1).get();
        }
    }

    void getInts(int[] values) throws IOException {
        for (int a = 0; a < values.length; a++) {
            values[a] = getInt();
        }
    }

    void getFloats(float[] values) throws IOException {
        for (int a = 0; a < values.length; a++) {
            values[a] = Float.intBitsToFloat(getInt());
        }
    }

    void getDoubles(double[] values) throws IOException {
        for (int a = 0; a < values.length; a++) {
            values[a] = getDouble();
        }
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
        checksum.update(buffer.array(), 0, buffer.position());
    }
}
