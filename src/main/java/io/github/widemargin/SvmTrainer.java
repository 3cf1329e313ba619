package io.github.widemargin;

import io.github.widemargin.train.MinibatchSolver;
import io.github.widemargin.train.MinibatchSolver.NotFiniteException;
import java.util.Arrays;

/**
 * Trains a {@link LinearSvm}: minimises the objective of {@link SvmObjective} over W by minibatch gradient descent with
 * momentum, a step length that follows from the data and the regularisation, and a weighted average of the iterates.
 *
 * <p>The same samples, settings and seed give the same bits. A trainer belongs to one caller at a time.
 */
public final class SvmTrainer {
    private final float regularization;
    private final int epochs;
    private final int batchSize;
    private final long seed;
    private final EpochListener listener;

    private SvmTrainer(Builder builder) {
        regularization = builder.regularization;
        epochs = builder.epochs;
        batchSize = builder.batchSize;
        seed = builder.seed;
        listener = builder.listener;
    }

    /** Settings that suit features scaled to [0, 1] or [-1, 1]. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Trains on samples with one label each. Labels may be any numbers; the classes are the different ones, ascending.
     *
     * @throws IllegalArgumentException if there are no samples, fewer than two different labels, or an element that is not
     *     finite
     */
    public TrainingResult train(Samples samples, int[] labels) {
        Require.notNull(samples, "samples");
        Require.notNull(labels, "labels");
        Require.that(
                labels.length == samples.size(),
                "labels.length must be samples.size",
                "labels.length",
                labels.length,
                "samples.size",
                samples.size());
        int[] classLabels = Arrays.stream(labels).sorted().distinct().toArray();
        Require.that(classLabels.length >= 2, "labels must be of two classes or more", "classes", classLabels.length);
        int features = samples.features();
        Require.shape(features, classLabels.length);
        int[] y = new int[labels.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = Arrays.binarySearch(classLabels, labels[i]);
        }
        Require.that(
                (long) Math.min(batchSize, samples.size()) * features <= Integer.MAX_VALUE - 8,
                "batchSize * features must fit one array",
                "batchSize",
                batchSize,
                "features",
                features);
        long start = System.nanoTime();
        MinibatchSolver solver = new MinibatchSolver(samples.rows(), y, classLabels.length);
        try {
            double primal = solver.solve(
                    regularization,
                    epochs,
                    batchSize,
                    seed,
                    (epoch, loss) -> listener.epochEnded(new Epoch(
                            epoch,
                            epochs,
                            seconds(start),
                            loss,
                            () -> LinearSvm.of(solver.weights(), features, classLabels))));
            LinearSvm model = LinearSvm.of(solver.weights(), features, classLabels);
            return new TrainingResult(model, primal, epochs, seconds(start));
        } catch (NotFiniteException e) {
            throw Require.notFinite(samples.rows(), 0, samples.size());
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Collects the settings. */
    public static final class Builder {
        private float regularization = 1e-3f;
        private int epochs = 20;
        private int batchSize = 64;
        private long seed = 42;
        private EpochListener listener = epoch -> {};

        private Builder() {}

        /** The factor of ½‖W‖², positive; 1e-3 unless set. */
        public Builder regularization(float reg) {
            Require.that(
                    reg > 0 && reg < Float.POSITIVE_INFINITY,
                    "regularization must be positive and finite",
                    "regularization",
                    reg);
            regularization = reg;
            return this;
        }

        /** How many times the samples are gone through, at least once; 20 unless set. */
        public Builder epochs(int epochs) {
            Require.that(epochs >= 1, "epochs must be at least 1", "epochs", epochs);
            this.epochs = epochs;
            return this;
        }

        /** Samples of a step, at least one; 64 unless set. */
        public Builder batchSize(int batchSize) {
            Require.that(batchSize >= 1, "batchSize must be at least 1", "batchSize", batchSize);
            this.batchSize = batchSize;
            return this;
        }

        /** Seed of the order of the samples; 42 unless set. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Is called after each epoch, on the training thread. */
        public Builder listener(EpochListener listener) {
            Require.notNull(listener, "listener");
            this.listener = listener;
            return this;
        }

        /** A trainer with these settings. */
        public SvmTrainer build() {
            return new SvmTrainer(this);
        }
    }
}
