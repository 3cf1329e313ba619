package io.github.widemargin.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwoPartsTest {
    private static final int STEPS = 3000;
    private static final int MOST_RUNS = 2000; // on a busy machine the helper may come late

    /** Each part finds the step complete that was before. */
    private static final class Checked {
        private final int[][] done = new int[2][STEPS];
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private final int failing; // part of the step in the middle; -1 for none

        Checked(int failing) {
            this.failing = failing;
        }

        void run(boolean withHelper) {
            try (TwoParts parts = new TwoParts(withHelper, () -> false)) {
                for (int n = 0; n < STEPS; n++) {
                    int step = n;
                    parts.run(part -> part(step, part));
                }
            }
        }

        private void part(int step, int part) {
            if (part == failing && step == STEPS / 2) {
                throw new IllegalArgumentException("step=" + step);
            }
            threads.add(Thread.currentThread());
            if (step > 0) {
                assertEquals(1, done[0][step - 1]);
                assertEquals(1, done[1][step - 1]);
            }
            done[part][step]++;
        }
    }

    @BeforeEach
    @AfterEach
    void callHelpers() {
        Helpers.callAtOnce();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyStepIsCompleteBeforeTheNext(boolean withHelper) {
        Checked work = new Checked(-1);
        work.run(withHelper);
        for (int step = 0; step < STEPS; step++) {
            assertEquals(1, work.done[0][step]);
            assertEquals(1, work.done[1][step]);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "false, 1", "true, 0", "true, 1"})
    void aFailureEndsBoth(boolean withHelper, int part) {
        Checked work = new Checked(part);
        RuntimeException failure = assertThrows(RuntimeException.class, () -> work.run(withHelper));
        int[][] done = {work.done[0].clone(), work.done[1].clone()};
        Throwable cause = failure instanceof IllegalStateException ? failure.getCause() : failure; // of the helper
        assertEquals("step=" + STEPS / 2, cause.getMessage());
        assertEquals(0, work.done[part][STEPS / 2]);
        assertEquals(0, work.done[part][STEPS / 2 + 1]);
        ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.SECONDS);
        assertArrayEquals(done, work.done);
    }

    @Test
    void theHelperIsNeverIdleBehindTheEnd() {
        assumeTrue(ForkJoinPool.commonPool().getParallelism() > 0, "one processor: there is no helper");
        AtomicInteger idle = new AtomicInteger();
        int[] parts = new int[2];
        for (int run = 0; run < MOST_RUNS && idle.get() < 20; run++) {
            AtomicBoolean closed = new AtomicBoolean();
            AtomicBoolean late = new AtomicBoolean();
            try (TwoParts work = new TwoParts(true, () -> {
                idle.incrementAndGet();
                LockSupport.parkNanos(100_000); // most runs end meanwhile
                late.compareAndSet(false, closed.get());
                return true;
            })) {
                for (int step = 0; step < STEPS; step++) {
                    work.run(part -> parts[part]++);
                }
            }
            closed.set(true);
            ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.SECONDS);
            assertFalse(late.get());
            assertEquals((run + 1) * STEPS, parts[0]);
            assertEquals((run + 1) * STEPS, parts[1]);
        }
        assertTrue(idle.get() >= 20);
    }

    /** On two processors; where there are more it comes at the first. */
    @Test
    void aHelperMayComeInTheMiddle() {
        for (int run = 0; run < 20; run++) {
            TwoParts.WORKED.set(TwoParts.COMPILING - 1_000_000L);
            Checked work = new Checked(-1);
            work.run(true);
            assertEquals(1, work.done[1][STEPS - 1]);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHelperIsCalledOnceTheWorkIsCompiled(boolean compiled) {
        assumeTrue(ForkJoinPool.commonPool().getParallelism() > 0, "one processor: there is no helper");
        assumeTrue(compiled || Runtime.getRuntime().availableProcessors() == 2, "needs two processors");
        int helped = 0;
        for (int run = 0; run < (compiled ? MOST_RUNS : 20) && helped == 0; run++) {
            TwoParts.WORKED.set(compiled ? TwoParts.COMPILING + 1 : 0);
            Checked work = new Checked(-1);
            work.run(true);
            helped += work.threads.size() - 1;
        }
        assertEquals(compiled, helped > 0);
    }
}
