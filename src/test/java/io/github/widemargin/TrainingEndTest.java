package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training tells while it runs, and how it ends. */
class TrainingEndTest {
    private static final int FEATURES = Clouds.FEATURES;

    @Test
    void saysWhyItEnded() {
        int[] y = Clouds.labels(2000, 1, 0, 1, 2);
        Samples samples = Samples.dense(Clouds.of(y, 0.5f, 6), FEATURES);
        SvmTrainer.Builder hard = SvmTrainer.builder().regularization(1e-5f).gap(1e-6);
        TrainingResult epochs = hard.epochs(3).build().train(samples, y);
        assertEquals(StopReason.EPOCHS, epochs.stopReason());
        assertEquals(3, epochs.epochs());
        assertTrue(epochs.gap() > 1e-6);
        hard.epochs(1_000_000);
        assertEquals(
                StopReason.TIME,
                hard.timeLimit(Duration.ofNanos(1)).build().train(samples, y).stopReason());
        hard.timeLimit(Duration.ofDays(365_000));
        TrainingResult requested = hard.listener(e -> {
                    if (e.epoch() == 4) {
                        e.stop();
                    }
                })
                .build()
                .train(samples, y);
        assertEquals(StopReason.REQUEST, requested.stopReason());
        assertEquals(4, requested.epochs());
        TrainingResult interrupted = hard.listener(e -> {
                    if (e.epoch() == 2) {
                        Thread.currentThread().interrupt();
                    }
                })
                .build()
                .train(samples, y);
        assertTrue(Thread.interrupted());
        assertEquals(StopReason.INTERRUPT, interrupted.stopReason());
        assertEquals(2, interrupted.epochs());
        assertTrue(requested.primal() <= 2.0 && requested.gap() > 1e-6);
    }

    @Test
    void stopsEarlyWithTheBestModel() {
        int[] y = Clouds.labels(300, 1, 0, 1, 2);
        int[] held = Clouds.labels(2000, 2, 0, 1, 2);
        float[] heldX = Clouds.of(held, 0.6f, 8);
        List<Double> accuracies = new ArrayList<>();
        TrainingResult result = SvmTrainer.builder()
                .regularization(1e-6f)
                .gap(1e-6)
                .validation(Samples.dense(heldX, FEATURES), held, 3)
                .listener(e -> accuracies.add(Clouds.accuracy(e.snapshot().get(), heldX, held)))
                .build()
                .train(Samples.dense(Clouds.of(y, 0.6f, 6), FEATURES), y);
        assertEquals(StopReason.VALIDATION, result.stopReason());
        double best = accuracies.stream().mapToDouble(a -> a).max().orElseThrow();
        assertEquals(best, Clouds.accuracy(result.model(), heldX, held));
        assertTrue(accuracies.size() >= accuracies.indexOf(best) + 4, accuracies.toString());
        assertTrue(result.gap() < 1, result.toString());
        assertEquals(result.gap(), result.model().info().orElseThrow().gap());
    }

    @Test
    void anInterruptedTrainingStillSavesItsCheckpoint(@TempDir Path folder) {
        int[] y = Clouds.labels(1000, 3, 0, 1, 2);
        Path file = folder.resolve("checkpoint");
        TrainingResult result = SvmTrainer.builder()
                .gap(1e-6)
                .checkpoint(file, Duration.ofDays(1))
                .listener(e -> Thread.currentThread().interrupt())
                .build()
                .train(Samples.dense(Clouds.of(y, 0.5f, 4), FEATURES), y);
        assertTrue(Thread.interrupted());
        assertEquals(StopReason.INTERRUPT, result.stopReason());
        assertTrue(Files.exists(file));
    }

    @Test
    void aLimitThatIsReachedStaysReached(@TempDir Path folder) {
        int[] y = Clouds.labels(1000, 3, 0, 1, 2);
        Samples samples = Samples.dense(Clouds.of(y, 0.5f, 4), FEATURES);
        SvmTrainer trainer = SvmTrainer.builder()
                .gap(1e-6)
                .epochs(5)
                .checkpoint(folder.resolve("checkpoint"), Duration.ofDays(1))
                .build();
        TrainingResult first = trainer.train(samples, y);
        TrainingResult again = trainer.train(samples, y);
        assertEquals(5, again.epochs());
        assertArrayEquals(first.model().weights(), again.model().weights());
        assertEquals(first.dual(), again.dual());
    }

    @Test
    void tellsEveryEpoch() {
        int[] y = Clouds.labels(3000, 1, 0, 1, 2);
        Samples samples = Samples.dense(Clouds.of(y, 0.2f, 6), FEATURES);
        List<Epoch> epochs = new ArrayList<>();
        List<LinearSvm> models = new ArrayList<>();
        TrainingResult result = SvmTrainer.builder()
                .gap(1e-4)
                .listener(epoch -> {
                    epochs.add(epoch);
                    models.add(epoch.snapshot().get());
                })
                .build()
                .train(samples, y);
        assertEquals(
                IntStream.rangeClosed(1, result.epochs()).boxed().toList(),
                epochs.stream().map(Epoch::epoch).toList());
        Epoch last = epochs.get(epochs.size() - 1);
        assertEquals(result.primal(), last.primal());
        assertEquals(result.dual(), last.dual());
        assertEquals(result.gap(), last.gap());
        assertArrayEquals(
                result.model().weights(), models.get(models.size() - 1).weights());
        assertEquals(0, epochs.get(0).skipped());
        assertTrue(epochs.stream().anyMatch(e -> e.skipped() > 0), "nothing was skipped");
        assertTrue(epochs.stream().allMatch(e -> e.violators() <= 3000 - e.skipped()));
        assertTrue(last.violators() < epochs.get(0).violators());
    }
}
