package io.github.widemargin.cli;

import io.github.widemargin.Epoch;
import io.github.widemargin.Samples;
import io.github.widemargin.SvmTrainer;
import io.github.widemargin.data.DataFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Trains on noise on a thread of its own while a file is read, and predicts, so that C2 has compiled most of that when the
 * samples are there. Not where reading takes all processors, or is over too soon: there it takes them from the reading.
 */
final class WarmUp {
    private static final int SAMPLES = 480;
    private static final int FEATURES = 784;
    private static final int CLASSES = 10;

    /** Then what matters is compiled. */
    private static final double MOST_SECONDS = 1;

    /** Bytes that take a fifth of a second to read. */
    private static final long LEAST_BYTES = 4_000_000;

    private final SvmTrainer trainer;
    private final Thread thread;
    private volatile boolean over;
    private volatile int rounds;

    private WarmUp(SvmTrainer.Builder loss, boolean begin) {
        trainer =
                loss.regularization(1e-2f).epochs(2).listener(this::epochEnded).build();
        thread = new Thread(this::run, "warm-up");
        thread.setDaemon(true);
        if (begin && Runtime.getRuntime().availableProcessors() > 1) {
            thread.start();
        }
    }

    /** Begins to train with such a loss. */
    static WarmUp begin(SvmTrainer.Builder loss) {
        return new WarmUp(loss, true);
    }

    /** Begins to train with such a loss if it pays for a file that is read meanwhile. */
    static WarmUp begin(SvmTrainer.Builder loss, Path file) throws IOException {
        return new WarmUp(loss, pays(file));
    }

    /** LIBSVM text is read on all processors. */
    static boolean pays(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) >= LEAST_BYTES && !DataFiles.isLibsvm(file);
    }

    private void run() {
        try {
            SplittableRandom random = new SplittableRandom(1);
            int[] y = random.ints(SAMPLES, 0, CLASSES).toArray();
            Samples samples = noise(y, random);
            for (Seconds running = new Seconds(); !over && running.elapsed() < MOST_SECONDS; ) {
                trainer.train(samples, y).model().predict(samples);
                rounds++;
            }
        } catch (IllegalArgumentException | OutOfMemoryError e) {
            // a margin too large for a float, which the training will report; or it goes without
        }
    }

    /** A tenth of a sample's features, its class's, is larger. */
    private static Samples noise(int[] y, SplittableRandom random) {
        float[] x = new float[y.length * FEATURES];
        for (int a = 0; a < x.length; a++) {
            boolean own = a % FEATURES * CLASSES / FEATURES == y[a / FEATURES];
            x[a] = (own ? 0.2f : 0) + random.nextFloat();
        }
        return Samples.dense(x, FEATURES);
    }

    private void epochEnded(Epoch epoch) {
        if (over) {
            epoch.stop();
        }
    }

    /** Trainings that have ended. */
    int rounds() {
        return rounds;
    }

    /**
     * Ends it after the epoch that runs, and waits for that: a training that began beside it would be slower by more. Returns the
     * seconds it waited.
     */
    double end() {
        Seconds waiting = new Seconds();
        over = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return waiting.elapsed();
    }
}
