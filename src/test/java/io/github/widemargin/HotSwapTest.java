package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 64 threads predict while others save, load and replace the model. The property {@code widemargin.test.calls} is how many
 * predictions there are, and lets it tell how many swaps.
 */
class HotSwapTest {
    private static final long CALLS = Long.getLong("widemargin.test.calls", 2_000_000);
    private static final int THREADS = 64;
    private static final int SWAPPERS = 2;
    private static final int MODELS = 6;
    private static final int SAMPLES = 50;
    private static final int FEATURES = 37;
    private static final int CLASSES = 7;

    @TempDir
    Path folder;

    /** All that a swap needs. */
    private volatile LinearSvm current;

    private final float[][] x = new float[SAMPLES][];
    private final LinearSvm[] models = new LinearSvm[MODELS];
    /** What each model must answer to each sample. No two models have a label in common. */
    private final int[][] answers = new int[MODELS][SAMPLES];

    private void make() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < SAMPLES; i++) {
            x[i] = integers(random, FEATURES);
        }
        for (int m = 0; m < MODELS; m++) {
            float[] w = integers(random, FEATURES * CLASSES);
            int first = 100 * m;
            int[] labels = IntStream.range(first, first + CLASSES).toArray();
            models[m] = LinearSvm.of(w, FEATURES, labels);
            for (int i = 0; i < SAMPLES; i++) {
                answers[m][i] = labels[firstOfLargest(w, x[i])];
            }
        }
    }

    /** Small enough for sums without rounding. */
    private static float[] integers(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = random.nextInt(-20, 21);
        }
        return values;
    }

    private static int firstOfLargest(float[] w, float[] x) {
        int best = 0;
        long largest = Long.MIN_VALUE;
        for (int j = 0; j < CLASSES; j++) {
            long score = 0;
            for (int k = 0; k < FEATURES; k++) {
                score += (long) x[k] * (long) w[k * CLASSES + j];
            }
            if (score > largest) {
                largest = score;
                best = j;
            }
        }
        return best;
    }

    @Test
    void everyAnswerIsOneOfTheModels() throws Exception {
        make();
        current = models[0];
        AtomicBoolean enough = new AtomicBoolean();
        List<Future<BitSet>> predictors = new ArrayList<>();
        List<Future<Integer>> swappers = new ArrayList<>();
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS + SWAPPERS)) {
            for (int s = 0; s < SWAPPERS; s++) {
                Path file = folder.resolve(s + ".model");
                int from = s;
                swappers.add(threads.submit(() -> swap(file, from, enough)));
            }
            for (int t = 0; t < THREADS; t++) {
                predictors.add(threads.submit(() -> predict(Math.ceilDiv(CALLS, THREADS))));
            }
            BitSet seen = new BitSet();
            try {
                for (Future<BitSet> predictor : predictors) {
                    seen.or(predictor.get());
                }
            } finally {
                enough.set(true);
            }
            int swaps = 0;
            for (Future<Integer> swapper : swappers) {
                swaps += swapper.get();
            }
            if (System.getProperty("widemargin.test.calls") != null) {
                System.out.printf(
                        "%d calls, %d swaps, %.1f s%n",
                        THREADS * Math.ceilDiv(CALLS, THREADS), swaps, (System.nanoTime() - begin) * 1e-9);
            }
            assertTrue(swaps > MODELS, "swaps: " + swaps);
            assertEquals(MODELS, seen.cardinality(), "models that answered: " + seen);
        }
    }

    /** The models that answered. */
    private BitSet predict(long calls) {
        BitSet seen = new BitSet();
        for (long call = 0; call < calls; call++) {
            int i = (int) (call % SAMPLES);
            int label = current.predict(x[i]);
            int m = label / 100;
            if (label < 0 || m >= MODELS || answers[m][i] != label) {
                throw new AssertionError("sample " + i + " got " + label);
            }
            seen.set(m);
        }
        return seen;
    }

    private int swap(Path file, int from, AtomicBoolean enough) throws Exception {
        int swaps = 0;
        for (int m = from; !enough.get(); m = (m + 1) % MODELS) {
            models[m].save(file);
            current = LinearSvm.load(file);
            swaps++;
        }
        return swaps;
    }
}
