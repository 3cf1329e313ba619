package io.github.widemargin.train;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Chunks of work on several threads, whose results are taken in the order of the chunks: the same bits for any number of
 * threads. A helper that comes too late finds nothing left to do.
 */
abstract class OrderedChunks {
    /** Pauses before a waiting thread sleeps; they made two threads a tenth faster at 4096 × 784 × 10. */
    private static final int SPINS = 2000;

    private int chunks;
    private int next; // the chunk to begin
    private int working; // threads that are at one
    private volatile int added; // chunks that were taken
    private Throwable failure;

    /** Computes chunk c as thread t. */
    abstract void compute(int t, int c);

    /** Takes the result of thread t, that of chunk c. */
    abstract void take(int t, int c);

    /** Runs chunks 0, 1, … on so many threads, once in its life: the caller as thread 0, others of the common pool as 1, 2, … */
    final void run(int threads, int chunks) {
        this.chunks = chunks;
        int helpers = Math.min(
                Math.min(threads, chunks) - 1, ForkJoinPool.commonPool().getParallelism());
        for (int t = 1; t <= helpers; t++) {
            int helper = t;
            try {
                ForkJoinPool.commonPool().execute(() -> work(helper));
            } catch (RejectedExecutionException e) {
                break; // the others do its share
            }
        }
        work(0);
        spin(chunks);
        await();
    }

    private void work(int t) {
        for (int c = begin(); c < chunks; c = begin()) {
            try {
                compute(t, c);
                spin(c);
                addInOrder(t, c);
            } catch (Throwable e) {
                fail(e);
            } finally {
                end();
            }
        }
    }

    private synchronized int begin() {
        if (failure != null || next == chunks) {
            return chunks;
        }
        working++;
        return next++;
    }

    private synchronized void end() {
        working--;
        notifyAll();
    }

    /** The others are mostly done within microseconds; waking a thread takes tens of them. */
    private void spin(int count) {
        for (int n = 0; n < SPINS && added < count; n++) {
            Thread.onSpinWait();
        }
    }

    private synchronized void addInOrder(int t, int c) {
        awaitUninterrupted(() -> added == c || failure != null);
        if (failure == null) {
            take(t, c);
            added++;
            notifyAll();
        }
    }

    /** Returns when no thread works any more: what they worked with is the next call's then. */
    private synchronized void await() {
        awaitUninterrupted(() -> working == 0 && (added == chunks || failure != null));
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /** An interrupt is left to the caller's own waits. */
    private void awaitUninterrupted(BooleanSupplier condition) {
        boolean interrupted = false;
        while (!condition.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void fail(Throwable e) {
        failure = e;
        notifyAll();
    }
}
