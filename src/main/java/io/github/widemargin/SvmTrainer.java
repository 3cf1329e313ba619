package io.github.widemargin;

import io.github.widemargin.kernel.KernelProvider;
import io.github.widemargin.kernel.Kernels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Trains a {@link LinearSvm}: minimises the objective of {@link SvmObjective} over W by dual coordinate ascent, until it has
 * proven that the objective is within a gap of the smallest there is. There is no step length to choose.
 *
 * <p>The same samples, settings and seed give the same bits, whatever the number of threads. A trainer may be used again and
 * belongs to one caller at a time. Beside the samples it keeps a float
 * for each sample and class, and late in a training up to as much again five times, 160 MB at most.
 */
public final class SvmTrainer {
    /** Its certificate counts pairs of classes. */
    private static final int MOST_CLASSES_OF_FREE_BIAS = 10_000;

    private final Builder settings;
    private final Kernels kernels;

    private SvmTrainer(Builder settings, Kernels kernels) {
        Require.that(
                settings.checkpoint == null || settings.validation == null,
                "checkpoints are not made of trainings with validation");
        this.settings = settings;
        this.kernels = kernels;
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
        return train(samples, labels, null, null);
    }

    /** The same with a weight for each sample, not negative; null stands for 1 each. */
    public TrainingResult train(Samples samples, int[] labels, float[] sampleWeights) {
        return train(samples, labels, sampleWeights, null);
    }

    /**
     * The same, beginning near a model of the same features and labels, such as that of yesterday's samples: the result is
     * proven as before, and there sooner.
     *
     * @param start may be null
     */
    public TrainingResult train(Samples samples, int[] labels, float[] sampleWeights, LinearSvm start) {
        Classes classes = classes(samples, labels);
        checkWeights(samples, sampleWeights);
        checkCalibration(classes, sampleWeights);
        LinearSvm first = start == null ? null : start(start, samples, classes);
        TrainingResult result =
                new Training(settings, samples, classes, sampleWeights, kernels).run(settings.regularization, first);
        return calibrated(List.of(result), samples, classes, sampleWeights, settings.regularization)
                .get(0);
    }

    /**
     * Trains with each of several regularisations, positive, from the largest to the smallest; each begins where the last ended. The
     * results are in the order of the arguments. Checkpoints are not made.
     */
    public List<TrainingResult> path(Samples samples, int[] labels, float... regularizations) {
        Classes classes = classes(samples, labels);
        checkRegularizations(regularizations);
        checkCalibration(classes, null);
        List<TrainingResult> results =
                new Training(settings.withoutCheckpoint(), samples, classes, null, kernels).path(regularizations);
        return calibrated(results, samples, classes, null, regularizations);
    }

    /** With models calibrated on the scores of samples that were left out; as they are where a training was stopped. */
    private List<TrainingResult> calibrated(
            List<TrainingResult> results,
            Samples samples,
            Classes classes,
            float[] sampleWeights,
            float... regularizations) {
        if (settings.calibrationFolds == 0
                || results.stream()
                        .anyMatch(result -> result.stopReason() == StopReason.REQUEST
                                || result.stopReason() == StopReason.INTERRUPT)) {
            return results;
        }
        long start = System.nanoTime();
        float[][][] scores = new float[regularizations.length][samples.size()][];
        try {
            Builder quiet = settings.withoutCheckpoint().listener(epoch -> {});
            new FoldTrainings(quiet, kernels, samples, classes, sampleWeights, settings.calibrationFolds)
                    .run(regularizations, (r, model, held) -> {
                        float[][] rows = model.scores(samples, held, settings.threads);
                        for (int n = 0; n < held.length; n++) {
                            scores[r][held[n]] = rows[n];
                        }
                    });
        } catch (CancellationException e) {
            return results;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        List<TrainingResult> calibrated = new ArrayList<>();
        for (int r = 0; r < scores.length; r++) {
            TrainingResult result = results.get(r);
            Calibration fit = Calibration.fit(scores[r], classes.y(), classes.count(), sampleWeights);
            calibrated.add(new TrainingResult(
                    result.model().withCalibration(fit),
                    result.primal(),
                    result.dual(),
                    result.epochs(),
                    result.seconds() + seconds,
                    result.stopReason()));
        }
        return List.copyOf(calibrated);
    }

    private void checkCalibration(Classes classes, float[] sampleWeights) {
        if (settings.calibrationFolds > 0) {
            Calibration.requireClasses(classes.y(), sampleWeights);
            Require.that(
                    settings.calibrationFolds <= classes.y().length,
                    "calibrationFolds must be at most samples.size",
                    "calibrationFolds",
                    settings.calibrationFolds,
                    "samples.size",
                    classes.y().length);
        }
    }

    /**
     * Compares regularisations by k-fold cross-validation: each fold in turn is predicted by what was learned, along the {@link
     * #path}, from the others. Which fold a sample is in is random, by the seed. A time limit is for each of the trainings.
     *
     * @throws java.util.concurrent.CancellationException if the listener stops one of them, or the thread is interrupted: a
     *     comparison of what is not finished would mislead
     */
    public CrossValidation crossValidate(Samples samples, int[] labels, int folds, float... regularizations) {
        Classes classes = classes(samples, labels);
        checkRegularizations(regularizations);
        int[] right = new int[regularizations.length];
        new FoldTrainings(settings.withoutCheckpoint(), kernels, samples, classes, null, folds)
                .run(regularizations, (r, model, held) -> {
                    int[] predicted = model.predict(samples, held, settings.threads);
                    for (int n = 0; n < held.length; n++) {
                        right[r] += predicted[n] == labels[held[n]] ? 1 : 0;
                    }
                });
        return new CrossValidation(
                regularizations.clone(),
                Arrays.stream(right)
                        .mapToDouble(r -> (double) r / samples.size())
                        .toArray());
    }

    private Classes classes(Samples samples, int[] labels) {
        Classes classes = Classes.of(samples, labels);
        if (settings.validation != null) {
            Require.samples(settings.validation, samples.features());
        }
        Require.that(
                settings.bias != Bias.FREE || classes.count() <= MOST_CLASSES_OF_FREE_BIAS,
                "classes must be at most " + MOST_CLASSES_OF_FREE_BIAS + " with a free bias",
                "classes",
                classes.count());
        return classes;
    }

    private static LinearSvm start(LinearSvm model, Samples samples, Classes classes) {
        int[] labels = Arrays.stream(model.labels()).sorted().toArray();
        Require.that(
                model.features() == samples.features() && Arrays.equals(labels, classes.labels()),
                "start must be of the samples' features and labels");
        return model.ordered(labels);
    }

    private static void checkWeights(Samples samples, float[] sampleWeights) {
        if (sampleWeights != null) {
            Require.length(sampleWeights, "sampleWeights", samples.size(), "samples.size");
            Require.weights(sampleWeights, "sampleWeights");
        }
    }

    private static void checkRegularizations(float[] regularizations) {
        Require.notNull(regularizations, "regularizations");
        Require.that(regularizations.length >= 1, "regularizations must not be empty");
        for (float reg : regularizations) {
            Require.positive(reg, "regularization");
        }
    }

    /** Collects the settings. */
    public static final class Builder implements Cloneable {
        float regularization = 1e-3f;
        double gap = 1e-2;
        int epochs = 1000;
        double seconds = Double.POSITIVE_INFINITY;
        int threads = 1;
        long seed = 42;
        Hinge hinge = Hinge.WESTON_WATKINS;
        boolean squared;
        float margin = 1;
        Bias bias = Bias.NONE;
        boolean balanced;
        Map<Integer, Float> classWeights = Map.of();
        Samples validation;
        int[] validationLabels;
        int patience;
        Path checkpoint;
        double checkpointSeconds;
        int calibrationFolds;
        EpochListener listener = epoch -> {};

        private Builder() {}

        /** The factor of ½‖W‖², positive; 1e-3 unless set. */
        public Builder regularization(float reg) {
            Require.positive(reg, "regularization");
            regularization = reg;
            return this;
        }

        /** Training ends when (primal - dual) / primal is proven to be at most this, positive; 1e-2 unless set. */
        public Builder gap(double gap) {
            Require.that(gap > 0 && gap < 1, "gap must lie in (0, 1)", "gap", gap);
            this.gap = gap;
            return this;
        }

        /** How many times the samples are gone through at most, at least once; 1000 unless set. */
        public Builder epochs(int epochs) {
            Require.that(epochs >= 1, "epochs must be at least 1", "epochs", epochs);
            this.epochs = epochs;
            return this;
        }

        /** No epoch begins after this time. */
        public Builder timeLimit(Duration limit) {
            Require.notNull(limit, "limit");
            double seconds = seconds(limit);
            Require.that(seconds > 0, "time limit must be positive", "seconds", seconds);
            this.seconds = seconds;
            return this;
        }

        /**
         * How many threads share the work, at least 1: the caller and others of the common pool. The result is the same. On two
         * processors the second joins when the JVM has compiled the kernels, after a second of training.
         */
        public Builder threads(int threads) {
            Require.threads(threads);
            this.threads = threads;
            return this;
        }

        /** Seed of the order of the samples; 42 unless set. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** Which hinge; that of Weston and Watkins unless set. */
        public Builder hinge(Hinge hinge) {
            Require.notNull(hinge, "hinge");
            this.hinge = hinge;
            return this;
        }

        /** Whether margins are squared. */
        public Builder squared(boolean squared) {
            this.squared = squared;
            return this;
        }

        /** Δ, positive: by how much the score of the true class should exceed the others; 1 unless set. */
        public Builder margin(float margin) {
            Require.positive(margin, "margin");
            this.margin = margin;
            return this;
        }

        /** Whether scores get a bias; none unless set. */
        public Builder bias(Bias bias) {
            Require.notNull(bias, "bias");
            this.bias = bias;
            return this;
        }

        /** A factor, not negative, for the samples of each label given; 1 for the others. */
        public Builder classWeights(Map<Integer, Float> weights) {
            Require.notNull(weights, "weights");
            weights.forEach((label, weight) -> Require.that(
                    label != null && weight != null && weight >= 0 && weight < Float.POSITIVE_INFINITY,
                    "class weights must be finite and not negative",
                    String.valueOf(label),
                    weight));
            classWeights = Map.copyOf(weights);
            return this;
        }

        /** Whether samples weigh samples / (classes · samples of their class), so that all classes count alike. */
        public Builder balanced(boolean balanced) {
            this.balanced = balanced;
            return this;
        }

        /**
         * Stops when the accuracy on these samples has not grown for so many epochs, at least 1; the result is then the model
         * that had the highest. A training that ends for another reason has its best primal.
         */
        public Builder validation(Samples samples, int[] labels, int patience) {
            Require.notNull(samples, "samples");
            Require.notNull(labels, "labels");
            Require.length(labels.length, "labels", samples.size(), "samples.size");
            Require.that(patience >= 1, "patience must be at least 1", "patience", patience);
            validation = samples;
            validationLabels = labels.clone();
            this.patience = patience;
            return this;
        }

        /**
         * A file that is written every so often, and in the end, and where a training with the same samples and settings goes on
         * if it exists: to the same bits as if nothing had come between. {@code train} throws {@link java.io.UncheckedIOException}
         * if it cannot be written, or is of another training. It takes four bytes for each sample and class and more for the weights.
         */
        public Builder checkpoint(Path path, Duration interval) {
            Require.notNull(path, "path");
            Require.notNull(interval, "interval");
            double seconds = seconds(interval);
            Require.that(seconds >= 0, "checkpoint interval must not be negative", "seconds", seconds);
            checkpoint = path;
            checkpointSeconds = seconds;
            return this;
        }

        /**
         * Calibrates the model, so that it tells {@linkplain LinearSvm#probabilities(float[], float[]) probabilities}: on the scores
         * that each of so many folds of the samples, at least 2, has from a training without it. These trainings come after that of the
         * model, with the same settings and without the listener; a time limit is for each. If a training is stopped or
         * interrupted the model is not calibrated. 0, which is the default, for none.
         */
        public Builder calibrationFolds(int folds) {
            Require.that(
                    folds == 0 || folds >= 2, "calibrationFolds must be 0 or at least 2", "calibrationFolds", folds);
            calibrationFolds = folds;
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
            return build(KernelProvider.best());
        }

        SvmTrainer build(Kernels kernels) {
            return new SvmTrainer(copy(), kernels);
        }

        private static double seconds(Duration duration) {
            return duration.getSeconds() + duration.getNano() / 1e9;
        }

        private Builder withoutCheckpoint() {
            Builder copy = copy();
            copy.checkpoint = null;
            return copy;
        }

        private Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
