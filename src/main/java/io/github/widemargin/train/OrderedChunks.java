package io.github.widemargin.train;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Chunks of work on several threads, in one lane or in several of neighbours; the results of a lane are taken in the order of its chunks: the same
 * bits for any number of threads. Thread t begins in lane t, or in turn if there are fewer lanes, so that in call after call its chunks are those that its caches know, and
 * goes on in the next. A helper that comes too late finds nothing left to do. Once begun, no thread wakes another, which would take tens of
 * microseconds.
 */
abstract class OrderedChunks {
    /** Pauses before a waiting thread sleeps. */
    private static final int SPINS = 20_000;

    private static final long SLEEP = 50_000; // nanoseconds

    private static final int NONE = -1;

    private final AtomicInteger working = new AtomicInteger(); // threads that are at a chunk, or look for one
    private final AtomicIntegerArray next; // by lane, the chunk to begin
    private final AtomicIntegerArray awaited; // by lane, the chunk to be taken
    private int chunks;

    /** Chunks of a lane, since {@link #run}: chunk c is in lane c / length. */
    int length;

    private volatile Throwable failure;

    OrderedChunks(int lanes) {
        next = new AtomicIntegerArray(lanes);
        awaited = new AtomicIntegerArray(lanes);
    }

    /** Chunks of each of so many lanes, but the last ones perhaps. */
    static int length(int chunks, int lanes) {
        return Math.ceilDiv(chunks, lanes);
    }

    /** Computes chunk c as thread t. */
    abstract void compute(int t, int c);

    /** Takes the result of thread t, that of chunk c; at most once at a time for each lane. */
    abstract void take(int t, int c);

    /** Runs chunks 0, 1, … on so many threads, once in its life: the caller as thread 0, others of the common pool as 1, 2, … */
    final void run(int threads, int chunks) {
        prepare(chunks);
        for (int t = 1; t <= helpers(threads); t++) {
            int helper = t;
            try {
                ForkJoinPool.commonPool().execute(() -> work(helper));
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                break; // the others do its share
            }
        }
        finish();
    }

    /** The same with helpers that may still be there from a run before. */
    final void run(StandbyHelpers helpers, int threads, int chunks) {
        prepare(chunks);
        try {
            helpers.begin(this, helpers(threads));
            finish();
        } finally {
            helpers.end();
        }
    }

    private void prepare(int chunks) {
        this.chunks = chunks;
        length = length(chunks, next.length());
        for (int lane = 0; lane < next.length(); lane++) {
            next.set(lane, lane * length);
            awaited.set(lane, lane * length);
        }
    }

    private int helpers(int threads) {
        return Math.min(Math.min(threads, chunks) - 1, ForkJoinPool.commonPool().getParallelism());
    }

    /** Returns when no thread works any more: what they worked with is the next call's then. */
    private void finish() {
        work(0);
        for (int n = 0; working.get() > 0; n++) {
            pause(n);
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /** Computes and takes chunks as thread t until there are none left. */
    final void work(int t) {
        working.incrementAndGet();
        try {
            for (int c = begin(t); c != NONE; c = begin(t)) {
                compute(t, c);
                int lane = c / length;
                for (int n = 0; awaited.get(lane) < c && failure == null; n++) {
                    pause(n);
                }
                if (failure == null) {
                    take(t, c);
                    awaited.set(lane, c + 1);
                }
            }
        } catch (Throwable e) {
            failure = e;
        } finally {
            working.decrementAndGet();
        }
    }

    /** The next chunk of the first lane, from a thread's own on, that has one left. */
    private int begin(int t) {
        int lanes = next.length();
        for (int n = 0; n < lanes && failure == null; n++) {
            int lane = (t + n) % lanes;
            int end = Math.min(chunks, (lane + 1) * length);
            if (next.get(lane) < end) {
                int c = next.getAndIncrement(lane);
                if (c < end) {
                    return c;
                }
            }
        }
        return NONE;
    }

    /** Waits for another thread, for the n-th time in a row. */
    private static void pause(int n) {
        if (n < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(SLEEP);
        }
    }
}
