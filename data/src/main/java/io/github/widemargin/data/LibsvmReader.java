package io.github.widemargin.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** LIBSVM text, cut into chunks of whole lines that are read on all processors and taken in their order. */
final class LibsvmReader {
    private static final byte[] NOTHING = {};
    private static final int MOST_THREADS = 8; // each with a chunk, and others on the way
    private static final int MOST_LINE = 1 << 28;
    private static final int LEAST_LINE = 1 << 23;

    private final DataInput in;
    private final ReadOptions options;
    private final RowBlocks blocks;
    private final IntList labels = new IntList();
    private final Deque<LibsvmChunk> free = new ArrayDeque<>(); // that have been taken
    private byte[] rest = NOTHING; // the beginning of a line
    private final long longestLine;
    private long lines;
    private int width;

    private LibsvmReader(DataInput in, ReadOptions options) {
        this.in = in;
        this.options = options;
        blocks = new RowBlocks(in.file());
        // all chunks may hold such a line, and one is copied to grow
        long share = Runtime.getRuntime().maxMemory() / (4 * (threads() + 3));
        longestLine = Math.clamp(Long.highestOneBit(share), LEAST_LINE, MOST_LINE);
    }

    private static int threads() {
        return Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    }

    static LabeledSamples read(DataInput in, ReadOptions options) throws IOException {
        return new LibsvmReader(in, options).read();
    }

    private LabeledSamples read() throws IOException {
        LibsvmChunk first = nextChunk();
        LibsvmChunk second = first == null ? null : nextChunk();
        if (first != null) {
            take(first.parse());
        }
        if (second != null) {
            readOn(second);
        }
        if (blocks.rows() == 0) {
            throw new MalformedDataException(in.file(), "no samples");
        }
        int features = options.features() > 0 ? options.features() : width;
        if (features == 0) {
            throw new MalformedDataException(in.file(), "no features");
        }
        if (width > features) {
            if (!options.featuresLeftOut()) {
                throw new MalformedDataException(in.file(), "expected " + features + " features, found " + width);
            }
            options.listener().featuresLeftOut(features, width);
        }
        return new LabeledSamples(blocks.samples(features), labels.toArray());
    }

    private void readOn(LibsvmChunk second) throws IOException {
        int threads = threads();
        Deque<Future<LibsvmChunk>> reading = new ArrayDeque<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "widemargin-reader");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (LibsvmChunk chunk = second; chunk != null; chunk = nextChunk()) {
                LibsvmChunk next = chunk;
                reading.add(pool.submit(next::parse));
                if (reading.size() > threads + 1) {
                    take(await(reading.remove()));
                }
            }
            while (!reading.isEmpty()) {
                take(await(reading.remove()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private LibsvmChunk await(Future<LibsvmChunk> chunk) throws IOException {
        try {
            return chunk.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading " + in.file() + " was interrupted");
        }
    }

    /** The next whole lines, not yet parsed; null behind the last. */
    private LibsvmChunk nextChunk() throws IOException {
        LibsvmChunk chunk = free.isEmpty() ? new LibsvmChunk(options.firstIndex(), options.features()) : free.remove();
        if (chunk.text.length < 2 * rest.length) {
            chunk.text = new byte[2 * rest.length];
        }
        System.arraycopy(rest, 0, chunk.text, 0, rest.length);
        int end = rest.length;
        rest = NOTHING;
        int from = end; // there is no line feed before
        while (true) {
            int room = chunk.text.length - 1; // but for a last line feed
            end = in.read(chunk.text, end, room);
            if (end < room) {
                if (end > 0 && chunk.text[end - 1] != '\n') {
                    chunk.text[end++] = '\n';
                }
                return end == 0 ? null : chunk.set(end);
            }
            int cut = end;
            while (cut > from && chunk.text[cut - 1] != '\n') {
                cut--;
            }
            if (cut > from) {
                rest = Arrays.copyOfRange(chunk.text, cut, end);
                return chunk.set(cut);
            }
            if (chunk.text.length >= longestLine) {
                throw new MalformedDataException(
                        in.file(), "lines must be at most " + (longestLine >> 20) + " MB long with this memory (-Xmx)");
            }
            from = end;
            chunk.text = Arrays.copyOf(chunk.text, 2 * chunk.text.length);
        }
    }

    private void take(LibsvmChunk chunk) throws IOException {
        if (chunk.problem != null) {
            throw new MalformedDataException(in.file(), lines + chunk.lines + 1, chunk.problemColumn(), chunk.problem);
        }
        blocks.add(chunk);
        for (int i = 0; i < chunk.rows; i++) {
            labels.add(chunk.labels[i]);
        }
        lines += chunk.lines;
        width = Math.max(width, chunk.width);
        free.add(chunk);
    }
}
