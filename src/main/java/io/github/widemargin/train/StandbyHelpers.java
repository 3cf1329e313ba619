package io.github.widemargin.train;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Threads of the common pool that help with one run after another of a single caller. To wake one takes the caller some 40 µs, and
 * the thread 80 until it begins (a virtual machine on a Zen 5); so behind a run they stay a moment, in case there is another.
 */
final class StandbyHelpers {
    /** Nanoseconds that a helper stays when it has nothing to do. */
    private static final long STAY = 100_000;

    /** Nanoseconds after which it gives way to others that wait for the pool. */
    private static final long LONGEST_STAY = 5_000_000;

    private final AtomicIntegerArray present;
    private volatile OrderedChunks run; // null between runs

    /** For so many threads, the caller among them. */
    StandbyHelpers(int threads) {
        present = new AtomicIntegerArray(threads);
    }

    /** Has threads 1, …, count work at a run, and others that are there yet. */
    void begin(OrderedChunks run, int count) {
        this.run = run;
        for (int t = 1; t <= count; t++) {
            if (present.compareAndSet(t, 0, 1)) {
                int helper = t;
                try {
                    ForkJoinPool.commonPool().execute(() -> help(helper));
                } catch (RejectedExecutionException | OutOfMemoryError e) {
                    break; // the others do its share; it may come yet
                }
            }
        }
    }

    void end() {
        run = null;
    }

    private void help(int t) {
        OrderedChunks done = null;
        do {
            done = work(t, done);
            present.set(t, 0);
            // a run that began before that counts on this thread
        } while (run != null && run != done && present.compareAndSet(t, 0, 1));
    }

    /** Works at runs but the one that is done, until there was none for too long; returns the last. */
    private OrderedChunks work(int t, OrderedChunks done) {
        long began = System.nanoTime();
        long idleSince = began;
        long now;
        do {
            OrderedChunks next = run;
            if (next != null && next != done) {
                next.work(t);
                done = next;
                idleSince = System.nanoTime();
            } else {
                Thread.onSpinWait();
            }
            now = System.nanoTime();
        } while (now - idleSince < STAY && now - began < LONGEST_STAY);
        return done;
    }
}
