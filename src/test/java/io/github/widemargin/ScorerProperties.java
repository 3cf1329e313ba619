package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.widemargin.Shapes.Case;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.Scorer;
import io.github.widemargin.kernel.SparseScorer;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;

/** One row at a time: against double precision, and bit for bit against the plain loops that answer first. */
@Domain(Shapes.class)
@PropertyDefaults(tries = 200, shrinking = ShrinkingMode.BOUNDED)
class ScorerProperties {
    private static final float CANARY = 4711;

    @Property
    void scoresAreTheProduct(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem();
        int classes = p.classes();
        Reference reference = new Reference(p);
        Scorer scorer = kernels.scorer(p.w(), null, p.features(), classes);
        for (int i = 0; i < p.samples(); i++) {
            int row = i * p.features();
            float[] out = new float[classes + 2];
            Arrays.fill(out, CANARY);
            scorer.scores(p.x(), row, out, 1);
            assertEquals(CANARY, out[0], "written before the start");
            assertEquals(CANARY, out[classes + 1], "written behind the end");
            float[] scores = Arrays.copyOfRange(out, 1, classes + 1);
            reference.assertScores(i, scores);
            float[] plain = new float[classes];
            scorer.plain().scores(p.x(), row, plain, 0);
            assertArrayEquals(scores, plain, "plain loops");
            int best = firstOfLargest(scores);
            assertEquals(best, scorer.argMax(p.x(), row));
            assertEquals(best, scorer.plain().argMax(p.x(), row));
        }
    }

    @Property
    void scoresOfNonzerosAreTheProduct(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem().thinned(shape.seed());
        int classes = p.classes();
        Reference reference = new Reference(p);
        float[] w = Arrays.copyOf(p.w(), p.w().length + Kernels.SLACK);
        SparseScorer scorer = kernels.sparseScorer(w, null, classes);
        int[] index = new int[p.features() + 1];
        float[] value = new float[p.features() + 1];
        for (int i = 0; i < p.samples(); i++) {
            int end = nonzeros(p, i, index, value);
            float[] scores = new float[classes];
            scorer.scores(index, value, 1, end, scores, 0);
            reference.assertScores(i, scores);
            float[] plain = new float[classes];
            scorer.plain().scores(index, value, 1, end, plain, 0);
            assertArrayEquals(scores, plain, "plain loops");
            int best = firstOfLargest(scores);
            assertEquals(best, scorer.argMax(index, value, 1, end));
            assertEquals(best, scorer.plain().argMax(index, value, 1, end));
        }
    }

    @Property
    void biasesAreAddedInTheEnd(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem().thinned(shape.seed());
        int classes = p.classes();
        SplittableRandom random = new SplittableRandom(shape.seed());
        float[] bias = new float[classes];
        for (int j = 0; j < classes; j++) {
            bias[j] = random.nextFloat() - 0.5f;
        }
        float[] w = Arrays.copyOf(p.w(), p.w().length + Kernels.SLACK);
        Scorer without = kernels.scorer(p.w(), null, p.features(), classes);
        Scorer with = kernels.scorer(p.w(), bias, p.features(), classes);
        SparseScorer sparseWithout = kernels.sparseScorer(w, null, classes);
        SparseScorer sparseWith = kernels.sparseScorer(w, bias, classes);
        int[] index = new int[p.features() + 1];
        float[] value = new float[p.features() + 1];
        for (int i = 0; i < p.samples(); i++) {
            int row = i * p.features();
            float[] expected = new float[classes];
            float[] scores = new float[classes];
            without.scores(p.x(), row, expected, 0);
            add(bias, expected);
            with.scores(p.x(), row, scores, 0);
            assertArrayEquals(expected, scores);
            assertEquals(firstOfLargest(expected), with.argMax(p.x(), row));
            assertEquals(firstOfLargest(expected), with.plain().argMax(p.x(), row));
            int end = nonzeros(p, i, index, value);
            sparseWithout.scores(index, value, 1, end, expected, 0);
            add(bias, expected);
            sparseWith.scores(index, value, 1, end, scores, 0);
            assertArrayEquals(expected, scores);
            assertEquals(firstOfLargest(expected), sparseWith.argMax(index, value, 1, end));
            assertEquals(firstOfLargest(expected), sparseWith.plain().argMax(index, value, 1, end));
        }
    }

    @Property
    void whatIsNotFiniteHasNoLargestScore(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem();
        SplittableRandom random = new SplittableRandom(shape.seed());
        float[] x = Arrays.copyOf(p.x(), p.features());
        int[] index = new int[p.features()];
        Arrays.setAll(index, k -> k);
        float[] all = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        x[random.nextInt(x.length)] = all[random.nextInt(3)];
        Scorer scorer = kernels.scorer(p.w(), null, p.features(), p.classes());
        assertEquals(-1, scorer.argMax(x, 0));
        assertEquals(-1, scorer.plain().argMax(x, 0));
        float[] w = Arrays.copyOf(p.w(), p.w().length + Kernels.SLACK);
        SparseScorer sparse = kernels.sparseScorer(w, null, p.classes());
        assertEquals(-1, sparse.argMax(index, x, 0, index.length));
        assertEquals(-1, sparse.plain().argMax(index, x, 0, index.length));
    }

    /** One by one or in blocks, dense or sparse, all or some of them, on any number of threads. */
    @Property
    void manySamplesHaveTheScoresOfEach(@ForAll Case shape) {
        Problem p = shape.problem().thinned(shape.seed());
        SplittableRandom random = new SplittableRandom(shape.seed());
        int classes = p.classes();
        Reference reference = new Reference(p);
        int[] labels = new int[classes];
        Arrays.setAll(labels, j -> 7 * j - 3);
        LinearSvm model = LinearSvm.of(p.w(), p.features(), labels);
        int[] which =
                random.ints(p.samples(), 0, Math.max(1, p.samples())).distinct().toArray();
        for (Samples samples : new Samples[] {Samples.dense(p.x(), p.features()), p.sparse(2)}) {
            int threads = random.nextInt(4) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(3);
            float[] scores = new float[p.samples() * classes];
            model.scores(samples, threads, scores);
            int[] predicted = model.predict(samples, threads);
            float[][] all = model.scores(samples, null, 1);
            float[][] some = model.scores(samples, which, threads);
            int[] predictedSome = model.predict(samples, which, threads);
            for (int i = 0; i < p.samples(); i++) {
                float[] row = Arrays.copyOfRange(scores, i * classes, (i + 1) * classes);
                reference.assertScores(i, row);
                assertEquals(labels[firstOfLargest(row)], predicted[i]);
                assertArrayEquals(row, all[i]);
            }
            for (int n = 0; n < which.length; n++) {
                reference.assertScores(which[n], some[n]);
                assertEquals(labels[firstOfLargest(some[n])], predictedSome[n]);
            }
        }
    }

    /** In any order, from 1 on; returns their end. */
    private static int nonzeros(Problem p, int i, int[] index, float[] value) {
        int n = 1;
        for (int k = p.features() - 1; k >= 0; k--) {
            if (p.x()[i * p.features() + k] != 0) {
                index[n] = k;
                value[n++] = p.x()[i * p.features() + k];
            }
        }
        return n;
    }

    private static void add(float[] bias, float[] scores) {
        for (int j = 0; j < bias.length; j++) {
            scores[j] += bias[j];
        }
    }

    private static int firstOfLargest(float[] scores) {
        int best = 0;
        for (int j = 1; j < scores.length; j++) {
            best = scores[j] > scores[best] ? j : best;
        }
        return best;
    }
}
