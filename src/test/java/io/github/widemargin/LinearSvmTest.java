package io.github.widemargin;

import static io.github.widemargin.Errors.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearSvmTest {
    private static final int[] LABELS = {-3, 10, 4};
    /** Class j scores with feature j; features 3 and 4 count for none. */
    private static final float[] W = {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};

    private final LinearSvm model = LinearSvm.of(W, 5, LABELS);

    @Test
    void predictsTheLabelOfTheLargestScore() {
        assertEquals(-3, model.predict(new float[] {3, 1, 2, 9, 9}));
        assertEquals(10, model.predict(new float[] {-3, -1, -2, 0, 0}));
        assertEquals(4, model.predict(new float[] {0, 0, 1, 0, 0}));
    }

    @Test
    void predictsTheFirstOfEquals() {
        assertEquals(10, model.predict(new float[] {0, 5, 5, 0, 0}));
    }

    @Test
    void predictsAllSamples() {
        Samples samples = Samples.dense(new float[] {1, 0, 0, 0, 0, 0, 0, 1, 0, 0}, 5);
        assertArrayEquals(new int[] {-3, 4}, model.predict(samples));
    }

    /** Where kernels may read rows before they compute. */
    @Test
    void predictsFromALargeArrayAsFromSmallOnes() {
        int features = 2000;
        int parts = 4;
        int rows = Shapes.Part.LEAST_ELEMENTS / parts / features + 1;
        Problem p = Problem.random(parts * rows, features, 5, 3);
        LinearSvm trained = LinearSvm.of(p.w(), features, new int[] {5, 6, 7, 8, 9});
        int[] all = trained.predict(Samples.dense(p.x(), features), 2);
        for (int part = 0; part < parts; part++) {
            int from = part * rows;
            float[] x = Arrays.copyOfRange(p.x(), from * features, (from + rows) * features);
            assertArrayEquals(
                    trained.predict(Samples.dense(x, features)),
                    Arrays.copyOfRange(all, from, from + rows),
                    "part " + part);
        }
    }

    @Test
    void scoresEveryClass() {
        float[] out = new float[3];
        model.scores(new float[] {1.5f, 2.5f, -3.5f, 4, 5}, out);
        assertArrayEquals(new float[] {1.5f, 2.5f, -3.5f}, out);
    }

    @Test
    void readsASampleAnywhereInAnArray() {
        float[] x = {9, 9, 0, 1, 2, 0, 0, 9};
        assertEquals(4, model.predict(x, 2));
        float[] out = new float[3];
        model.scores(x, 2, out);
        assertArrayEquals(new float[] {0, 1, 2}, out);
        assertEquals(
                "offset must satisfy 0 <= offset <= x.length - features: offset=4, x.length=8, features=5",
                messageOf(() -> model.predict(x, 4)));
        assertEquals(
                "offset must satisfy 0 <= offset <= x.length - features: offset=-1, x.length=8, features=5",
                messageOf(() -> model.scores(x, -1, out)));
    }

    @Test
    void readsNonzeros() {
        int[] index = {4, 1, 0, 2, 1};
        float[] value = {9, 5, 4, 7, -2};
        assertEquals(4, model.predict(index, value));
        assertEquals(10, model.predict(index, value, 0, 3));
        float[] out = new float[3];
        model.scores(index, value, out);
        assertArrayEquals(new float[] {4, 3, 7}, out);
        model.scores(index, value, 0, 0, out);
        assertArrayEquals(new float[3], out);
        index[3] = 5;
        assertEquals(
                "indices must lie in [0, features): index[3]=5, features=5",
                messageOf(() -> model.predict(index, value)));
        index[3] = -1;
        assertEquals(
                "indices must lie in [0, features): index[3]=-1, features=5",
                messageOf(() -> model.scores(index, value, out)));
        value[1] = Float.NaN;
        assertEquals(
                "value must be finite: value[1]=NaN, feature=1", messageOf(() -> model.predict(index, value, 0, 3)));
        assertEquals(
                "elements must satisfy 0 <= from <= to <= index.length, value.length: from=0, to=5, index.length=5, value.length=4",
                messageOf(() -> model.predict(index, new float[4])));
    }

    @Test
    void findsTheLargestScores() {
        LinearSvm five = LinearSvm.of(new float[5], 1, new int[] {10, 11, 12, 13, 14});
        float[] scores = {1, 3, 2, 3, -1};
        int[] top = new int[4];
        five.top(scores, top);
        assertArrayEquals(new int[] {11, 13, 12, 10}, top);
        int[] all = new int[5];
        five.top(scores, all);
        assertArrayEquals(new int[] {11, 13, 12, 10, 14}, all);
        int[] first = new int[1];
        five.top(scores, first);
        assertArrayEquals(new int[] {11}, first);
        five.top(scores, new int[0]);
        assertEquals(
                "top.length must be at most classes: top.length=6, classes=5",
                messageOf(() -> five.top(scores, new int[6])));
        scores[2] = Float.NaN;
        assertEquals("scores must be finite: scores[2]=NaN", messageOf(() -> five.top(scores, first)));
    }

    @Test
    void tellsWhatItIs() {
        assertEquals("LinearSvm[features=5, classes=3, labels=[-3, 10, 4]]", model.toString());
        int[] many = IntStream.range(0, 12).toArray();
        assertEquals(
                "LinearSvm[features=1, classes=12, labels=[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …]]",
                LinearSvm.of(new float[12], 1, many).toString());
    }

    @Test
    void ordersItsClasses() {
        LinearSvm biased = LinearSvm.of(new float[] {1, 2, 3, 4, 5, 6}, new float[] {7, 8, 9}, 2, LABELS);
        LinearSvm ordered = biased.ordered(new int[] {4, -3, 10});
        assertArrayEquals(new int[] {4, -3, 10}, ordered.labels());
        assertArrayEquals(new float[] {3, 1, 2, 6, 4, 5}, ordered.weights());
        assertArrayEquals(new float[] {9, 7, 8}, ordered.bias());
        // the first of equals
        assertEquals(4, model.ordered(new int[] {4, -3, 10}).predict(new float[] {0, 5, 5, 0, 0}));
        assertEquals(
                "order must have the labels of the model: order[1]=5",
                messageOf(() -> model.ordered(new int[] {4, 5, 10})));
        assertEquals("labels must differ: label=4", messageOf(() -> model.ordered(new int[] {4, 4, 10})));
        assertEquals(
                "order.length must be classes: order.length=2, classes=3",
                messageOf(() -> model.ordered(new int[] {4, 10})));
    }

    @Test
    void knowsNames() {
        assertTrue(model.labelNames().isEmpty());
        List<String> names = new ArrayList<>(List.of("minus", "ten", "four"));
        LinearSvm named = model.withLabelNames(names);
        names.set(0, "x");
        assertEquals(List.of("minus", "ten", "four"), named.labelNames().orElseThrow());
        assertEquals(
                List.of("four", "minus", "ten"),
                named.ordered(new int[] {4, -3, 10}).labelNames().orElseThrow());
        assertEquals(10, named.predict(new float[] {0, 5, 5, 0, 0}));
        assertTrue(model.labelNames().isEmpty());
        assertEquals(
                "names must be one for each class: names=2, classes=3",
                messageOf(() -> model.withLabelNames(List.of("a", "b"))));
        assertEquals(
                "names must differ: class=0, class=2", messageOf(() -> model.withLabelNames(List.of("a", "b", "a"))));
        assertEquals("names must not be empty: class=1", messageOf(() -> model.withLabelNames(List.of("a", "", "c"))));
        assertEquals(
                "names must not be empty: class=2",
                messageOf(() -> model.withLabelNames(Arrays.asList("a", "b", null))));
        assertEquals("names must not be null", messageOf(() -> model.withLabelNames(null)));
        assertEquals(
                "names must be Unicode text: class=2",
                messageOf(() -> model.withLabelNames(List.of("a", "b", "\ud800")))); // no file could keep it
    }

    @Test
    void isImmutable() {
        float[] w = W.clone();
        int[] labels = LABELS.clone();
        LinearSvm own = LinearSvm.of(w, 5, labels);
        w[0] = 100;
        labels[0] = 100;
        own.weights()[0] = 100;
        own.labels()[0] = 100;
        assertArrayEquals(W, own.weights());
        assertArrayEquals(LABELS, own.labels());
        assertEquals(-3, own.predict(new float[] {3, 1, 2, 0, 0}));
    }

    @Test
    void refusesWhatIsNotFinite() {
        assertEquals(
                "x must be finite: x[3]=NaN, feature=3",
                messageOf(() -> model.predict(new float[] {1, 2, 3, Float.NaN, 0})));
        assertEquals(
                "x must be finite: x[7]=Infinity, sample=1, feature=2",
                messageOf(() -> model.predict(
                        Samples.dense(new float[] {1, 2, 3, 4, 5, 1, 2, Float.POSITIVE_INFINITY, 4, 5}, 5))));
        float[] w = W.clone();
        w[14] = Float.NEGATIVE_INFINITY;
        assertEquals("w must be finite: w[14]=-Infinity", messageOf(() -> LinearSvm.of(w, 5, LABELS)));
    }

    @Test
    void refusesWrongShapes() {
        assertEquals("x.length must be features: x.length=4, features=5", messageOf(() -> model.predict(new float[4])));
        assertEquals(
                "out.length must be classes: out.length=2, classes=3",
                messageOf(() -> model.scores(new float[5], new float[2])));
        assertEquals(
                "samples.features must be features: samples.features=4, features=5",
                messageOf(() -> model.predict(Samples.dense(new float[8], 4))));
        assertEquals(
                "w.length must be features * labels.length: w.length=15, features=4, labels.length=3",
                messageOf(() -> LinearSvm.of(W, 4, LABELS)));
        assertEquals("labels must differ: label=4", messageOf(() -> LinearSvm.of(W, 5, new int[] {4, 1, 4})));
        assertEquals(
                "x.length must be a multiple of features: x.length=7, features=2",
                messageOf(() -> Samples.dense(new float[7], 2)));
    }

    /** Scores that no float holds are the caller's mistake, not one of warming up. */
    @Test
    void warmsUpWhateverItsWeights() {
        float[] w = {3e38f, 1, 1, 1};
        LinearSvm large = LinearSvm.of(w, new float[] {3e38f, 0}, 2, new int[] {5, 6});
        large.warmUp();
        large.warmUpSparse();
        assertEquals(6, large.predict(new float[] {-1, 2}));
        assertEquals(6, large.predict(new int[] {0, 1}, new float[] {-1, 2}));
    }

    /** Also from the pool that would warm it up in the background; what is asked meanwhile, and afterwards, is the same. */
    @Test
    void warmsUpFromManyThreadsAtOnce() throws Exception {
        Problem p = Problem.random(64, 37, 13, 1);
        int[] labels = IntStream.range(0, 13).toArray();
        LinearSvm shared = LinearSvm.of(p.w(), 37, labels);
        LinearSvm early = LinearSvm.of(p.w(), 37, labels);
        int[] expected =
                IntStream.range(0, 64).map(i -> early.predict(p.x(), i * 37)).toArray();
        List<Future<?>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(ForkJoinPool.commonPool().submit(() -> shared.warmUp()));
        }
        for (int round = 0; round < 100; round++) {
            assertArrayEquals(
                    expected,
                    IntStream.range(0, 64)
                            .map(i -> shared.predict(p.x(), i * 37))
                            .toArray());
        }
        shared.warmUp();
        for (Future<?> thread : threads) {
            thread.get();
        }
        for (int i = 0; i < 64; i++) {
            assertEquals(expected[i], shared.predict(p.x(), i * 37));
        }
    }

    @Test
    void samplesAreNotKept() throws InterruptedException {
        LinearSvm model = LinearSvm.of(new float[20 * 3], 20, new int[] {0, 1, 2});
        WeakReference<float[]> samples = predicted(model);
        for (int round = 0; round < 100 && !samples.refersTo(null); round++) {
            System.gc();
            Thread.sleep(10);
        }
        assertTrue(samples.refersTo(null));
        assertEquals(20, model.features());
    }

    private static WeakReference<float[]> predicted(LinearSvm model) {
        float[] x = new float[100 * 20]; // so many that they are taken in blocks
        model.predict(Samples.dense(x, 20), 2);
        model.scores(Samples.dense(x, 20), 2, new float[100 * 3]);
        return new WeakReference<>(x);
    }
}
