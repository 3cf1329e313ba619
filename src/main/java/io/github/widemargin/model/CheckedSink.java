package io.github.widemargin.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/** Writes numbers, little-endian, and in the end the CRC-32C of all. */
final class CheckedSink {
    private static final int BUFFER = 1 << 16;

    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final CRC32C checksum = new CRC32C();

    CheckedSink(WritableByteChannel channel) {
        this.channel = channel;
    }

    private ByteBuffer room(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            drain();
        }
        return buffer;
    }

    void putInt(int value) throws IOException {
        room(Integer.BYTES).putInt(value);
    }

    void putDouble(double value) throws IOException {
        room(Double.BYTES).putDouble(value);
    }

    void putBytes(byte[] values) throws IOException {
        for (byte value : values) {
            room(1).put(value);
        }
    }

    void putInts(int[] values) throws IOException {
        for (int value : values) {
            putInt(value);
        }
    }

    void putFloats(float[] values) throws IOException {
        for (float value : values) {
            putInt(Float.floatToRawIntBits(value));
        }
    }

    void putDoubles(double[] values) throws IOException {
        for (double value : values) {
            putDouble(value);
        }
    }

    void finish() throws IOException {
        drain();
        buffer.putInt((int) checksum.getValue());
        drain();
    }

    private void drain() throws IOException {
        checksum.update(buffer.flip());
        buffer.rewind();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
