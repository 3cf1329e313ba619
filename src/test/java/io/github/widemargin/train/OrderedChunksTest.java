package io.github.widemargin.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrderedChunksTest {
    @Property
    void everyChunkIsComputedOnceAndTakenInItsLanesOrder(
            @ForAll @IntRange(min = 1, max = 5) int lanes,
            @ForAll @IntRange(min = 1, max = 5) int threads,
            @ForAll @IntRange(max = 40) int chunks,
            @ForAll boolean standby) {
        AtomicIntegerArray computed = new AtomicIntegerArray(chunks);
        List<List<Integer>> taken = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            taken.add(new ArrayList<>());
        }
        OrderedChunks run = new OrderedChunks(lanes) {
            @Override
            void compute(int t, int c) {
                computed.incrementAndGet(c);
            }

            @Override
            void take(int t, int c) {
                taken.get(c / length).add(c);
            }
        };
        if (standby) {
            run.run(new StandbyHelpers(threads), threads, chunks);
        } else {
            run.run(threads, chunks);
        }
        for (int c = 0; c < chunks; c++) {
            assertEquals(1, computed.get(c));
        }
        List<Integer> inOrder = taken.stream().flatMap(List::stream).toList();
        assertEquals(IntStream.range(0, chunks).boxed().toList(), inOrder);
    }

    @Test
    void whatFailsEndsAllLanes() {
        OrderedChunks run = new OrderedChunks(2) {
            @Override
            void compute(int t, int c) {
                if (c == 5) {
                    throw new ArithmeticException("chunk=5");
                }
            }

            @Override
            void take(int t, int c) {}
        };
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> run.run(2, 8));
        assertEquals("chunk=5", e.getCause().getMessage());
    }
}
