package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.widemargin.train.Helpers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final int SAMPLES = 4000;

    @TempDir
    Path folder;

    static int[] labels() {
        return Clouds.labels(SAMPLES, 1, 0, 1, 2, 3);
    }

    static Samples samples() {
        return Samples.dense(Clouds.of(labels(), 0.6f, 6), Clouds.FEATURES);
    }

    /** Weak enough for stages of larger regularisations, and for some tens of epochs. */
    static SvmTrainer.Builder settings(Bias bias) {
        Helpers.callAtOnce();
        return SvmTrainer.builder().regularization(1e-5f).gap(2e-3).bias(bias).threads(2);
    }

    private static void assertSame(TrainingResult expected, TrainingResult actual) {
        assertArrayEquals(expected.model().weights(), actual.model().weights());
        assertArrayEquals(expected.model().bias(), actual.model().bias());
        assertEquals(expected.primal(), actual.primal());
        assertEquals(expected.dual(), actual.dual());
        assertEquals(expected.stopReason(), actual.stopReason());
    }

    @Test
    void goesOnToTheSameBits() throws IOException {
        for (Bias bias : Bias.values()) {
            goesOnToTheSameBits(() -> settings(bias), samples(), 1, 3, 7, 20);
        }
    }

    @Test
    void goesOnToTheSameBitsWithSoManyFeaturesThatThreadsShareThem() throws IOException {
        int features = 600;
        Samples samples = Samples.dense(Clouds.of(labels(), features, 2, 6), features);
        goesOnToTheSameBits(() -> settings(Bias.NONE).regularization(1e-3f).epochs(12), samples, 7);
    }

    @Test
    void goesOnToTheSameBitsWithSparseRows() throws IOException {
        int[] stops =
                IntStream.rangeClosed(52, 66).toArray(); // the primals before tell when the last ones are computed
        goesOnToTheSameBits(() -> settings(Bias.NONE).regularization(1e-4f).gap(1e-4), words(), stops);
        goesOnToTheSameBits(() -> settings(Bias.NONE).regularization(1e-4f), words(), 1, 5, 9);
    }

    /** Eight words of 300 each, of a class's own every second one. */
    private static Samples words() {
        int features = 300;
        int nonzeros = 8;
        SplittableRandom random = new SplittableRandom(6);
        int[] y = labels();
        long[] start = new long[SAMPLES + 1];
        int[] index = new int[SAMPLES * nonzeros];
        float[] value = new float[index.length];
        Arrays.fill(value, 0.35f);
        for (int i = 0; i < SAMPLES; i++) {
            int step = features / nonzeros;
            for (int n = 0; n < nonzeros; n++) {
                int word = random.nextInt(2) == 0 ? y[i] + 4 * random.nextInt(step / 4) : random.nextInt(step);
                index[i * nonzeros + n] = n * step + word;
            }
            start[i + 1] = (i + 1L) * nonzeros;
        }
        return Samples.sparse(features, start, index, value);
    }

    private void goesOnToTheSameBits(Supplier<SvmTrainer.Builder> settings, Samples samples, int... stops)
            throws IOException {
        Map<Integer, Double> primals = new HashMap<>();
        TrainingResult undisturbed = settings.get()
                .listener(epoch -> primals.put(epoch.epoch(), epoch.primal()))
                .build()
                .train(samples, labels());
        for (int stop : stops) {
            Path file = Files.createTempDirectory(folder, null).resolve("checkpoint");
            TrainingResult first = settings.get()
                    .checkpoint(file, Duration.ZERO)
                    .listener(epoch -> {
                        if (epoch.epoch() == stop) {
                            epoch.stop();
                        }
                    })
                    .build()
                    .train(samples, labels());
            assertEquals(StopReason.REQUEST, first.stopReason(), stop + " " + undisturbed);
            TrainingResult second = settings.get()
                    .checkpoint(file, Duration.ofDays(1))
                    .listener(epoch -> assertEquals(primals.get(epoch.epoch()), epoch.primal(), "of epoch " + epoch))
                    .build()
                    .train(samples, labels());
            assertSame(undisturbed, second);
        }
    }

    @Test
    void belongsToOneTraining() throws IOException {
        Path file = folder.resolve("checkpoint");
        settings(Bias.NONE).checkpoint(file, Duration.ZERO).epochs(2).build().train(samples(), labels());
        refuses(file, "another bias", settings(Bias.FREE));
        refuses(file, "another seed", settings(Bias.NONE).seed(1));
        refuses(file, "another regularisation", settings(Bias.NONE).regularization(1f));
        refuses(file, "other weights", settings(Bias.NONE).balanced(true));
        refuses(file, "another hinge", settings(Bias.NONE).squared(true));
        refuses(file, "another margin", settings(Bias.NONE).margin(2));
        refuses(file, "another seed", settings(Bias.NONE).seed(42 + (1L << 32)));
        int[] changed = labels();
        changed[7] = (changed[7] + 1) % 4;
        refuses(file, "other labels", settings(Bias.NONE), samples(), changed);
        Samples others = Samples.dense(Clouds.of(labels(), 0.6f, 7), Clouds.FEATURES);
        refuses(file, "other samples", settings(Bias.NONE), others, labels());
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at += 1 + at / 3) {
            byte[] bad = good.clone();
            bad[at] ^= 4;
            Files.write(file, bad);
            assertThrows(
                    UncheckedIOException.class,
                    () -> settings(Bias.NONE)
                            .checkpoint(file, Duration.ZERO)
                            .build()
                            .train(samples(), labels()),
                    "byte " + at);
        }
        Path missing = folder.resolve("no").resolve("such");
        assertThrows(
                UncheckedIOException.class,
                () -> settings(Bias.NONE)
                        .checkpoint(missing, Duration.ZERO)
                        .build()
                        .train(samples(), labels()));
        assertFalse(Files.exists(missing));
    }

    private static void refuses(Path checkpoint, String otherwise, SvmTrainer.Builder settings) {
        refuses(checkpoint, otherwise, settings, samples(), labels());
    }

    private static void refuses(
            Path checkpoint, String otherwise, SvmTrainer.Builder settings, Samples samples, int[] labels) {
        SvmTrainer trainer = settings.checkpoint(checkpoint, Duration.ZERO).build();
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> trainer.train(samples, labels));
        assertEquals(
                checkpoint + ": the checkpoint is of " + otherwise, e.getCause().getMessage());
    }
}
