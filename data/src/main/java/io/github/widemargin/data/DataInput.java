package io.github.widemargin.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

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
        if (Files.isDirectory(file)) {
            throw new MalformedDataException(file, "a folder");
        }
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            // a pipe does not know its size
            long size = Files.isRegularFile(file) ? Files.size(file) : Long.MAX_VALUE / HIGHEST_RATIO;
            raw.mark(2);
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return gzip
                    ? new DataInput(file, new GZIPInputStream(raw, 1 << 16), size * HIGHEST_RATIO)
                    : new DataInput(file, raw, size);
        } catch (EOFException | ZipException e) {
            raw.close();
            throw damagedGzip(file);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static MalformedDataException damagedGzip(Path file) {
        return new MalformedDataException(file, "gzip data is damaged or ends early");
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

    /** Whether there is no control character among the next bytes but white space. */
    boolean beginsWithText() throws IOException {
        peek();
        for (int i = position; i < Math.min(limit, position + 512); i++) {
            if (buffer[i] < ' ' && buffer[i] >= 0 && "\t\n\r".indexOf(buffer[i]) < 0) {
                return false;
            }
        }
        return true;
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
        try {
            limit = Math.max(0, in.read(buffer));
        } catch (EOFException | ZipException e) {
            throw damagedGzip(file);
        }
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
