package io.github.widemargin.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTest {
    private static final int STEPS = 3000;
    private static final int MOST_RUNS = 2000; // on a busy machine the helper may come late

    /** Each stage finds complete what must come before it, and nothing begun that must come after. */
    private static final class Checked extends Relay {
        private final int[] first = new int[STEPS];
        private final int[] second = new int[STEPS];
        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private final int failing;

        /** Fails in the first stage of a step; -1 for none. */
        Checked(int failing) {
            this.failing = failing;
        }

        @Override
        void first(int step) {
            if (step == failing) {
                throw new IllegalArgumentException("step=" + step);
            }
            threads.add(Thread.currentThread());
            for (int k = 0; k < step; k++) {
                assertEquals(1, first[k]);
                assertTrue(second[k] == 1 || k == step - 1);
            }
            first[step]++;
        }

        @Override
        void second(int step) {
            for (int k = 0; k <= step; k++) {
                assertEquals(1, first[k]);
                assertEquals(k < step ? 1 : 0, second[k]);
            }
            second[step]++;
        }
    }

    @BeforeEach
    @AfterEach
    void callHelpers() {
        Helpers.callAtOnce();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyStepGoesThroughBothStagesInOrder(boolean withHelper) {
        Checked relay = new Checked(-1);
        relay.run(STEPS, withHelper);
        for (int step = 0; step < STEPS; step++) {
            assertEquals(1, relay.first[step]);
            assertEquals(1, relay.second[step]);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailureEndsBoth(boolean withHelper) {
        Checked relay = new Checked(STEPS / 2);
        RuntimeException failure = assertThrows(RuntimeException.class, () -> relay.run(STEPS, withHelper));
        int[] first = relay.first.clone();
        Throwable cause = failure instanceof IllegalStateException ? failure.getCause() : failure; // of the helper
        assertEquals("step=" + STEPS / 2, cause.getMessage());
        assertEquals(0, relay.second[STEPS / 2]);
        ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.SECONDS);
        assertArrayEquals(first, relay.first);
    }

    /** On two processors; where there are more it comes at the first. */
    @Test
    void aHelperMayComeInTheMiddle() {
        for (int run = 0; run < 20; run++) {
            Relay.WORKED.set(Relay.COMPILING - 1_000_000L);
            Checked relay = new Checked(-1);
            relay.run(STEPS, true);
            assertEquals(1, relay.second[STEPS - 1]);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHelperIsCalledOnceTheWorkIsCompiled(boolean compiled) {
        assumeTrue(ForkJoinPool.commonPool().getParallelism() > 0, "one processor: there is no helper");
        assumeTrue(compiled || Runtime.getRuntime().availableProcessors() == 2, "needs two processors");
        int helped = 0;
        for (int run = 0; run < (compiled ? MOST_RUNS : 20) && helped == 0; run++) {
            Relay.WORKED.set(compiled ? Relay.COMPILING + 1 : 0);
            Checked relay = new Checked(-1);
            relay.run(STEPS, true);
            helped += relay.threads.size() - 1;
        }
        assertEquals(compiled, helped > 0);
    }
}
