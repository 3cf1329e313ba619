package io.github.widemargin.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The bytes of a data file, unpacked, read through one buffer. */
final class DataInput implements AutoCloseable {
    /** No deflated byte stands for more (RFC 1951: a match of 258 bytes takes two bits at the least). */
    static final long HIGHEST_RATIO = 1032;

    private static final String PLAIN = "plain";

    private final Path file;
    private final InputStream in;
    private final String packing;
    private final long largestSize;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private Runnable filled = () -> {};

    /** Of bytes that come from some packing, which is to blame if they do not come. */
    DataInput(Path file, InputStream in, String packing, long largestSize) {
        this.file = file;
        this.in = in;
        this.packing = packing;
        this.largestSize = largestSize;
    }

    static DataInput open(Path file) throws IOException {
        return open(file, (bytes, size) -> {});
    }

    static DataInput open(Path file, ReadListener listener) throws IOException {
        if (Files.isDirectory(file)) {
            throw new MalformedDataException(file, "a folder");
        }
        CountedInput counted = new CountedInput(Files.newInputStream(file));
        InputStream raw = new BufferedInputStream(counted, 1 << 16);
        try {
            // a pipe does not know its size
            long size = Files.isRegularFile(file) ? Files.size(file) : Long.MAX_VALUE / HIGHEST_RATIO;
            raw.mark(2);
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            DataInput in = gzip
                    ? new DataInput(file, new GZIPInputStream(raw, 1 << 16), "gzip", size * HIGHEST_RATIO)
                    : new DataInput(file, raw, PLAIN, size);
            long told = Files.isRegularFile(file) ? size : 0;
            in.filled = () -> listener.bytesRead(counted.count(), told);
            return in;
        } catch (EOFException | ZipException e) {
            raw.close();
            throw damaged(file, "gzip");
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    static MalformedDataException damaged(Path file, String packing) {
        return new MalformedDataException(file, packing + " data is damaged or ends early");
    }

    Path file() {
        return file;
    }

    /** Whether these are the bytes of a file, as they are, which can be opened once more. */
    boolean isPlainFile() {
        return packing.equals(PLAIN) && Files.isRegularFile(file);
    }

    /** No more bytes than this can come: a header that promises more lies. */
    long largestSize() {
        return largestSize;
    }

    /** The next byte, or -1 at the end. */
    int read() throws IOException {
        return position < limit || fill() ? buffer[position++] & 0xff : -1;
    }

    /** The byte that {@code read} would give. */
    int peek() throws IOException {
        return position < limit || fill() ? buffer[position] & 0xff : -1;
    }

    /** The first bytes, up to 64 K of them, a character for each; only before anything is read. */
    String beginning() throws IOException {
        peek();
        return new String(buffer, 0, limit, StandardCharsets.ISO_8859_1);
    }

    /** Fills target[from, to), or as far as the bytes last; returns where it ended. */
    int read(byte[] target, int from, int to) throws IOException {
        int at = from;
        while (at < to && (position < limit || fill())) {
            int bytes = Math.min(to - at, limit - position);
            System.arraycopy(buffer, position, target, at, bytes);
            position += bytes;
            at += bytes;
        }
        return at;
    }

    /** The bytes that are left, for who wants them as a stream. */
    InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return DataInput.this.read();
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                int bytes = DataInput.this.read(target, from, from + length) - from;
                return bytes == 0 && length > 0 ? -1 : bytes;
            }
        };
    }

    MalformedDataException endsEarly(String format, long expected, long found) {
        return new MalformedDataException(
                file, format + " data ends early: expected " + expected + " bytes, found " + found);
    }

    void requireEnd(String format) throws IOException {
        if (read() >= 0) {
            throw new MalformedDataException(file, format + " data goes on behind the last element");
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = 0;
        try {
            limit = in.readNBytes(buffer, 0, buffer.length);
            filled.run();
        } catch (EOFException | ZipException e) {
            throw damaged(file, packing);
        }
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
