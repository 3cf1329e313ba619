package io.github.widemargin.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The model's file, little-endian: the letters WIDEMARG, int version, int features, int classes, the labels (int each),
 * the weights (float each, features × classes, row-major), and the CRC-32C of all before it as an int.
 */
public final class ModelFile {
    private static final byte[] MAGIC = "WIDEMARG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int HEADER = MAGIC.length + 3 * Integer.BYTES;
    private static final int BUFFER = 1 << 16;

    private ModelFile() {}

    /** What a model file holds. */
    public record Content(int features, int[] labels, float[] w) {}

    public static void write(Path path, Content content) throws IOException {
        WholeFile.write(path, channel -> {
            Sink sink = new Sink(channel);
            for (byte letter : MAGIC) {
                sink.room(1).put(letter);
            }
            sink.putInt(VERSION);
            sink.putInt(content.features());
            sink.putInt(content.labels().length);
            for (int label : content.labels()) {
                sink.putInt(label);
            }
            for (float weight : content.w()) {
                sink.putInt(Float.floatToRawIntBits(weight));
            }
            sink.finish();
        });
    }

    public static Content read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(path + ": a folder, not a Widemargin model");
        }
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            return read(path, channel);
        } catch (EOFException e) {
            throw new IOException(path + ": not a complete Widemargin model", e);
        }
    }

    private static Content read(Path path, SeekableByteChannel channel) throws IOException {
        Source source = new Source(channel);
        for (byte letter : MAGIC) {
            if (channel.size() < HEADER || source.next(1).get() != letter) {
                throw new IOException(path + ": not a Widemargin model");
            }
        }
        int version = source.getInt();
        if (version != VERSION) {
            throw new IOException(path + ": model version must be " + VERSION + ": version=" + version);
        }
        int features = source.getInt();
        int classes = source.getInt();
        // before memory is taken
        long weights = (long) features * classes;
        long size = HEADER + (weights + classes + 1) * Integer.BYTES;
        if (features < 1 || classes < 2 || weights > Integer.MAX_VALUE - 8 || size != channel.size()) {
            throw new IOException(
                    path + ": damaged: size=" + channel.size() + ", features=" + features + ", classes=" + classes);
        }
        int[] labels = new int[classes];
        for (int j = 0; j < classes; j++) {
            labels[j] = source.getInt();
        }
        float[] w = new float[(int) weights];
        for (int a = 0; a < w.length; a++) {
            w[a] = Float.intBitsToFloat(source.getInt());
        }
        if (!source.finish()) {
            throw new IOException(path + ": damaged: the checksum does not match");
        }
        return new Content(features, labels, w);
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static final class Sink {
        private final WritableByteChannel channel;
        private final ByteBuffer buffer = buffer();
        private final CRC32C checksum = new CRC32C();

        Sink(WritableByteChannel channel) {
            this.channel = channel;
        }

        ByteBuffer room(int bytes) throws IOException {
            if (buffer.remaining() < bytes) {
                drain();
            }
            return buffer;
        }

        void putInt(int value) throws IOException {
            room(Integer.BYTES).putInt(value);
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

    private static final class Source {
        private final ReadableByteChannel channel;
        private final ByteBuffer buffer = buffer().limit(0);
        private final CRC32C checksum = new CRC32C();

        Source(ReadableByteChannel channel) {
            this.channel = channel;
        }

        ByteBuffer next(int bytes) throws IOException {
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

        int getInt() throws IOException {
            return next(Integer.BYTES).getInt();
        }

        /** Whether what was read so far has the checksum that comes next. */
        boolean finish() throws IOException {
            next(Integer.BYTES);
            sum();
            return buffer.getInt() == (int) checksum.getValue();
        }

        /** Adds what was taken from the buffer since it was filled. */
        private void sum() {
            checksum.update(buffer.array(), 0, buffer.position());
        }
    }
}
