package io.github.widemargin.cli;

import io.github.widemargin.Bias;
import io.github.widemargin.Hinge;
import io.github.widemargin.SvmTrainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is trained, and until when. */
final class TrainOptions {
    private static final int CALIBRATION_FOLDS = 5;
    private static final int SECONDS_BETWEEN_CHECKPOINTS = 10;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--reg",
            paramLabel = "REG",
            split = ",",
            defaultValue = "1e-3",
            description =
                    "The factor of ½‖W‖² in the objective (default: ${DEFAULT-VALUE}). With --folds several, with commas, to choose from.")
    float[] regularizations;

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = "Choose the regularisation by cross-validation with so many folds.")
    Integer folds;

    @Option(
            names = "--calibrate",
            description =
                    "Let the model tell probabilities, fitted to the scores of --folds (5) folds that each get from"
                            + " a training without them.")
    boolean calibrate;

    @Option(
            names = "--gap",
            paramLabel = "GAP",
            defaultValue = "0.01",
            description = "Stop when the objective is proven to be within this part of itself of the smallest there is"
                    + " (default: ${DEFAULT-VALUE}).")
    double gap;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Go through the samples so many times at most (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            description = "Begin no epoch after this time, in any training.")
    private Double timeLimit;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that share the work (default: one for each processor). The result is the same.")
    private Integer threads;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the order of the samples (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--hinge",
            paramLabel = "HINGE",
            defaultValue = "weston-watkins",
            converter = HingeConverter.class,
            description = "weston-watkins, crammer-singer or one-vs-rest (default: ${DEFAULT-VALUE}).")
    Hinge hinge;

    @Option(names = "--squared", description = "Square the margins.")
    boolean squared;

    @Option(
            names = "--margin",
            paramLabel = "MARGIN",
            defaultValue = "1",
            description = "By how much the true class should win (default: ${DEFAULT-VALUE}).")
    private float margin;

    @Option(
            names = "--bias",
            paramLabel = "BIAS",
            defaultValue = "none",
            converter = BiasConverter.class,
            description = "none, regularized, or free: not regularised (default: ${DEFAULT-VALUE}).")
    Bias bias;

    @Option(
            names = "--class-weight",
            paramLabel = "LABEL=WEIGHT",
            split = ",",
            description = "Multiply the loss of the samples of a label.")
    private Map<Integer, Float> classWeights = Map.of();

    @Option(names = "--balanced", description = "Let all classes count alike, however many samples they have.")
    private boolean balanced;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "Save what is needed to go on after an interruption; go on from there if it exists. Not of cross-validation.")
    Path checkpoint;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "SECONDS",
            description = "With --checkpoint: how often, at the end of an epoch (default: "
                    + SECONDS_BETWEEN_CHECKPOINTS + ").")
    private Double checkpointInterval;

    static final class HingeConverter implements ITypeConverter<Hinge> {
        @Override
        public Hinge convert(String value) {
            return ConstantName.parse(Hinge.class, value);
        }
    }

    static final class BiasConverter implements ITypeConverter<Bias> {
        @Override
        public Bias convert(String value) {
            return ConstantName.parse(Bias.class, value);
        }
    }

    /** One that minimises the same loss, of all samples alike. */
    SvmTrainer.Builder loss() {
        return SvmTrainer.builder().hinge(hinge).squared(squared).margin(margin).bias(bias);
    }

    /** A trainer with these settings, but the regularisation if there are several. */
    SvmTrainer.Builder builder() {
        try {
            SvmTrainer.Builder builder = loss().gap(gap)
                    .epochs(epochs)
                    .threads(threads == null ? Runtime.getRuntime().availableProcessors() : threads)
                    .seed(seed)
                    .classWeights(classWeights)
                    .balanced(balanced);
            for (float reg : regularizations) {
                builder.regularization(reg);
            }
            if (regularizations.length == 0) {
                throw new IllegalArgumentException("--reg needs a number");
            }
            if (folds != null && folds < 2) {
                throw new IllegalArgumentException("--folds must be at least 2: " + folds);
            }
            if (folds == null && regularizations.length > 1) {
                throw new IllegalArgumentException("several regularisations need --folds to choose by");
            }
            if (calibrate) {
                builder.calibrationFolds(calibrationFolds());
            }
            if (timeLimit != null) {
                builder.timeLimit(seconds(timeLimit));
            }
            if (checkpoint != null) {
                double interval = checkpointInterval == null ? SECONDS_BETWEEN_CHECKPOINTS : checkpointInterval;
                builder.checkpoint(checkpoint, seconds(interval));
            } else if (checkpointInterval != null) {
                throw new IllegalArgumentException("--checkpoint-interval needs --checkpoint");
            }
            return builder;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    int calibrationFolds() {
        return folds == null ? CALIBRATION_FOLDS : folds;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(1e9 * seconds));
    }
}
