package io.github.widemargin.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The bytes of a data file, unpacked, read through one buffer. */
final class DataInput implements AutoCloseable {
    /** No deflated byte stands for more (RFC 1951: a match of 258 bytes takes two bits at the least). */
    private static final long HIGHEST_RATIO = 1032;

    private final Path file;
    private final InputStream in;
    private final long largestSize;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;

    private DataInput(Path file, InputStream in, long largestSize) {
        this.file = file;
        this.in = in;
        this.largestSize = largestSize;
    }

    static DataInput open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            long size = Files.size(file);
            raw.mark(2);
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return gzip
                    ? new DataInput(file, new GZIPInputStream(raw, 1 << 16), size * HIGHEST_RATIO)
                    : new DataInput(file, raw, size);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    Path file() {
        return file;
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

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
