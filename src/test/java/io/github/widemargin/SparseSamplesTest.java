package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SparseSamplesTest {
    private static final long[] START = {0, 2, 2, 3};
    private static final int[] INDEX = {1, 4, 0};
    private static final float[] VALUE = {0.5f, -1, 2};

    @Test
    void holdsWhatItWasGiven() {
        Samples samples = Samples.sparse(5, START, INDEX, VALUE);
        assertEquals(3, samples.size());
        assertEquals(3, samples.elements());
        assertTrue(samples.isSparse());
        assertFalse(samples.toDense().isSparse());
        assertArrayEquals(new float[] {0, 0.5f, 0, 0, -1}, samples.get(0));
        assertArrayEquals(new float[5], samples.get(1));
        assertArrayEquals(new float[] {2, 0, 0, 0, 0}, samples.get(2));
    }

    @Test
    void refusesWhatIsNotInOrder() {
        refuses(
                "indices must lie in [0, features): row=0, index[1]=4, features=4",
                () -> Samples.sparse(4, START, INDEX, VALUE));
        refuses(
                "indices must lie in [0, features): row=2, index[2]=-1, features=5",
                () -> Samples.sparse(5, START, new int[] {1, 4, -1}, VALUE));
        refuses(
                "indices of a row must ascend: row=0, index[1]=1, index[0]=1",
                () -> Samples.sparse(5, START, new int[] {1, 1, 0}, VALUE));
        refuses(
                "indices of a row must ascend: row=0, index[1]=0, index[0]=3",
                () -> Samples.sparse(5, START, new int[] {3, 0, 0}, VALUE));
        refuses(
                "rowStart must not descend: rowStart[1]=2, rowStart[2]=1",
                () -> Samples.sparse(5, new long[] {0, 2, 1, 3}, INDEX, VALUE));
        refuses(
                "rowStart must begin with 0: rowStart[0]=1",
                () -> Samples.sparse(5, new long[] {1, 2, 2, 3}, INDEX, VALUE));
        refuses(
                "each array must end where a row ends: row=1, rowStart[2]=2, elements=3",
                () -> Samples.sparse(5, new long[] {0, 2, 2}, INDEX, VALUE));
        refuses(
                "each array must end where a row ends: row=1, rowStart[2]=2, elements=3",
                () -> Samples.sparse(5, new long[] {0, 2, 2, 4}, INDEX, VALUE));
        refuses(
                "rowStart must end with the number of elements: rowStart[3]=4, elements=3",
                () -> Samples.sparse(5, new long[] {0, 2, 3, 4}, INDEX, VALUE));
        refuses(
                "value.length must be index.length: value.length=2, index.length=3",
                () -> Samples.sparse(5, START, INDEX, new float[2]));
        refuses("features must be at least 1: features=0", () -> Samples.sparse(0, START, INDEX, VALUE));
        refuses("rowStart must not be empty", () -> Samples.sparse(5, new long[0], INDEX, VALUE));
        refuses("index must not be null", () -> Samples.sparse(5, START, (int[]) null, VALUE));
    }

    @Test
    void tellsWhereAnElementIsNotFinite() {
        Samples samples = Samples.sparse(
                5, START, new int[][] {{1, 4}, {0}}, new float[][] {{0.5f, -1}, {Float.POSITIVE_INFINITY}});
        int[] labels = {1, 2, 3};
        refuses(
                "value must be finite: value[1][0]=Infinity, sample=2, feature=0",
                () -> SvmTrainer.builder().build().train(samples, labels));
        refuses(
                "value must be finite: value[1][0]=Infinity, sample=2, feature=0",
                () -> SvmObjective.of(5, 4).loss(new float[20], samples, labels, 0));
    }

    @Test
    void gradientsOfSeveralChunksAreTheSameForAnyNumberOfThreads() {
        Problem p = Problem.random(3000, 90, 7, 6).thinned(6);
        float[] one = new float[p.w().length];
        double loss = SvmObjective.of(90, 7).lossAndGradient(p.w(), p.sparse(1), p.y(), p.reg(), one);
        new Reference(p).assertLoss(loss);
        new Reference(p).assertGradient(one);
        for (int threads : new int[] {2, 3}) {
            float[] dw = new float[one.length];
            SvmObjective objective =
                    SvmObjective.builder(90, 7).threads(threads).build();
            assertEquals(loss, objective.lossAndGradient(p.w(), p.sparse(3), p.y(), p.reg(), dw));
            assertArrayEquals(one, dw);
        }
    }

    /** Dense and sparse samples in turn. */
    @Test
    void oneObjectiveAndOneStreamTakeBoth() {
        Problem p = Problem.random(300, 40, 3, 7).thinned(7);
        SvmObjective objective = SvmObjective.of(40, 3);
        float[] dense = new float[900];
        float[] sparse = new float[900];
        objective.scores(p.w(), p.x(), 300, dense);
        objective.scores(p.w(), p.sparse(2), sparse);
        assertArrayEquals(dense, sparse, 1e-5f);
        StreamTrainer mixed = StreamTrainer.of(40, new int[] {0, 1, 2}, 0.01f);
        StreamTrainer plain = StreamTrainer.of(40, new int[] {0, 1, 2}, 0.01f);
        for (int n = 0; n < 3; n++) {
            plain.partialFit(Samples.dense(p.x(), 40), p.y());
            mixed.partialFit(n == 1 ? Samples.dense(p.x(), 40) : p.sparse(2), p.y());
        }
        assertArrayEquals(plain.model().weights(), mixed.model().weights(), 1e-4f);
    }

    /** A training of samples that differ only in where their elements are is another one. */
    @Test
    void checkpointsGoOnToTheSameBitsAndBelongToTheirSamples(@TempDir Path folder) {
        Problem p = Problem.random(600, 60, 5, 8).thinned(8);
        for (int a = 0; a < p.x().length; a++) {
            p.x()[a] = p.x()[a] == 0 ? 0 : 1;
        }
        SvmTrainer.Builder settings = SvmTrainer.builder().regularization(1e-4f).gap(1e-3);
        TrainingResult undisturbed = settings.build().train(p.sparse(1), p.y());
        Path file = folder.resolve("checkpoint");
        for (int stop : new int[] {2, 9, 30}) {
            settings.checkpoint(file, Duration.ZERO)
                    .listener(epoch -> {
                        if (epoch.epoch() == stop) {
                            epoch.stop();
                        }
                    })
                    .build()
                    .train(p.sparse(1), p.y());
        }
        Problem mirrored = p.with(p.w(), p.x().clone(), p.y(), p.reg());
        for (int a = 0; a < p.x().length; a++) {
            mirrored.x()[a] = p.x()[a / 60 * 60 + 59 - a % 60];
        }
        SvmTrainer goingOn = settings.listener(epoch -> {}).build();
        assertThrows(UncheckedIOException.class, () -> goingOn.train(mirrored.sparse(1), p.y()));
        TrainingResult resumed = goingOn.train(p.sparse(1), p.y());
        assertEquals(undisturbed.dual(), resumed.dual());
        assertArrayEquals(undisturbed.model().weights(), resumed.model().weights());
    }

    /** The same bits for any number of threads, where the sums of several chunks are added. */
    @Test
    void threadsDoNotMatter() {
        Problem p = Problem.random(3000, 120, 7, 5).thinned(5);
        TrainingResult one = train(p, 1);
        TrainingResult two = train(p, 2);
        assertEquals(one.dual(), two.dual());
        assertArrayEquals(one.model().weights(), two.model().weights());
    }

    private static TrainingResult train(Problem p, int threads) {
        return SvmTrainer.builder().threads(threads).gap(1e-3).build().train(p.sparse(2), p.y());
    }

    private static void refuses(String message, Executable call) {
        assertEquals(message, Errors.messageOf(call));
    }
}
