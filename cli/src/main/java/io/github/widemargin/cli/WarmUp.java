package io.github.widemargin.cli;

import io.github.widemargin.Epoch;
import io.github.widemargin.Samples;
import io.github.widemargin.SvmTrainer;
import java.util.SplittableRandom;

/**
 * Trains on noise while the data are read: until the JVM has compiled the kernels they take a hundred times as long. Of
 * Fashion-MNIST's training with reg 1e-2 that saves 0.8 of 1.7 seconds.
 */
final class WarmUp {
    private static final int SAMPLES = 3000;
    private static final int FEATURES = 784;
    private static final int CLASSES = 10;

    private final Thread thread;
    private volatile boolean over;

    WarmUp(SvmTrainer.Builder settings) {
        thread = new Thread(
                () -> {
                    try {
                        run(settings);
                    } catch (OutOfMemoryError e) {
                        // it goes without
                    }
                },
                "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(SvmTrainer.Builder settings) {
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[SAMPLES * FEATURES];
        int[] y = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            y[i] = random.nextInt(CLASSES);
            for (int k = 0; k < FEATURES; k++) {
                x[i * FEATURES + k] = (k * CLASSES / FEATURES == y[i] ? 0.2f : 0) + random.nextFloat();
            }
        }
        Samples samples = Samples.dense(x, FEATURES);
        SvmTrainer trainer = settings.listener(this::epochEnded).build();
        while (!over) {
            trainer.train(samples, y);
        }
    }

    private void epochEnded(Epoch epoch) {
        if (over) {
            epoch.stop();
        }
    }

    /** Ends it, after the epoch that runs. */
    void end() {
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
    }
}
