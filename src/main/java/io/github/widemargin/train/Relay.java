package io.github.widemargin.train;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Two stages in lockstep: while the second works on step k, the first does step k + 1, on another thread if there is one. The
 * helper takes a step only when it can begin at once; what it has not begun, the caller does.
 */
abstract class Relay {
    /**
     * Nanoseconds of such work until the JVM has compiled it, for which C2 needs 1.7 to 2 seconds. Where no processor is left for the
     * compiler, the caller is alone for so long: the first training of a JVM, Fashion-MNIST on two processors, takes 0.15 seconds less
     * with reg 1e-2, 0.4 with 1e-3, 0.25 of these when it waits for one second.
     */
    static final long COMPILING = 2_000_000_000L;

    private static final boolean SPARE = Runtime.getRuntime().availableProcessors() > 2;
    static final AtomicLong WORKED = new AtomicLong(); // nanoseconds, of all in this JVM

    /** Pauses before a waiting thread lets others run. */
    private static final int SPINS = 20_000;

    private final AtomicInteger begun = new AtomicInteger(); // steps of the first stage
    private volatile int open; // steps of the first stage that may begin
    private volatile int done; // steps of the first stage that are complete
    private volatile Throwable failure;

    abstract void first(int step);

    abstract void second(int step);

    /** Runs both stages of steps 0 to steps - 1. */
    final void run(int steps, boolean withHelper) {
        boolean awaited = withHelper && steps > 1 && ForkJoinPool.commonPool().getParallelism() > 0;
        long start = System.nanoTime();
        long compiled = start + COMPILING - WORKED.get();
        try {
            for (int step = 0; step < steps; step++) {
                if (awaited && (SPARE || System.nanoTime() - compiled > 0)) {
                    awaited = false;
                    callHelper(steps);
                }
                finishFirst(step);
                open = step + 2;
                second(step);
            }
        } finally {
            awaitDone(begun.getAndSet(steps)); // of the helper's last one; it begins no other
            WORKED.addAndGet(System.nanoTime() - start);
        }
    }

    private void callHelper(int steps) {
        try {
            ForkJoinPool.commonPool().execute(() -> help(steps));
        } catch (RejectedExecutionException e) {
            // the caller does it all
        }
    }

    /** Does the step, or waits for the helper that has begun it. */
    private void finishFirst(int step) {
        if (begun.compareAndSet(step, step + 1)) {
            try {
                first(step);
            } catch (Throwable e) {
                failure = e;
                throw e;
            }
            done = step + 1;
        } else {
            awaitDone(step + 1);
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private void awaitDone(int count) {
        for (int n = 0; done < count && failure == null; n++) {
            pause(n);
        }
    }

    private void help(int steps) {
        for (int n = 0; begun.get() < steps; n++) {
            int step = begun.get();
            if (step > 0 && step < open && step < steps && begun.compareAndSet(step, step + 1)) {
                try {
                    first(step);
                } catch (Throwable e) {
                    failure = e;
                    return;
                }
                done = step + 1;
                n = 0;
            } else {
                pause(n);
            }
        }
    }

    private static void pause(int n) {
        if (n < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
