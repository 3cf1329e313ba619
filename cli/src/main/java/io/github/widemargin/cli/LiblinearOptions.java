package io.github.widemargin.cli;

import io.github.widemargin.Bias;
import io.github.widemargin.Hinge;
import io.github.widemargin.LinearSvm;
import io.github.widemargin.SvmTrainer;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.model.LiblinearSolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Stack;
import java.util.stream.Stream;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The letters of LIBLINEAR's {@code train}. Each stands for long options; what neither says is as LIBLINEAR has it. */
final class LiblinearOptions {
    static final String HEADING =
            "%nAs of LIBLINEAR's train: [LETTERS] DATA [MODEL] writes MODEL, or <DATA>.model here, as LIBLINEAR's text.%n";

    /** LIBLINEAR's violation of the optimality conditions, in units of our gap. */
    private static final double EPSILONS_PER_GAP = 10;

    /** Long options that a letter takes the place of. */
    private static final Map<String, String[]> INSTEAD_OF = Map.of(
            "-s", new String[] {"--hinge", "--squared"},
            "-c", new String[] {"--reg", "--folds"},
            "-e", new String[] {"--gap"},
            "-B", new String[] {"--bias"},
            "-w", new String[] {"--class-weight"},
            "-v", new String[] {"--folds"},
            "-C", new String[] {"--reg", "--folds"});

    /** What there is no use for without a model. */
    private static final String[] OF_A_MODEL = {"-o", "--plot", "--history", "--checkpoint", "--start", "--validation"};

    @Spec // is only known if there are letters
    private CommandSpec command;

    @Option(
            names = "-s",
            paramLabel = "TYPE",
            description =
                    "1 and 2: --hinge one-vs-rest --squared, 3: --hinge one-vs-rest, 4: --hinge crammer-singer (default: 1).")
    private Integer type;

    @Option(names = "-c", paramLabel = "COST", description = "C of C·Σ loss + ½‖W‖²: --reg 1/(C·samples) (default: 1).")
    private Double cost;

    @Option(names = "-e", paramLabel = "EPS", description = "--gap EPS/10 (default: 0.1).")
    private Double epsilon;

    @Option(
            names = "-B",
            paramLabel = "BIAS",
            description = "1: --bias regularized; negative: --bias none (default: -1).")
    private Double constant;

    @Option(
            names = "-w",
            paramLabel = "LABEL WEIGHT",
            preprocessor = WeightPreprocessor.class,
            description = "Multiply the loss of the samples of a label: -w-1 2 is --class-weight -1=2.")
    private Map<Integer, Float> weights;

    @Option(
            names = "-v",
            paramLabel = "N",
            description = "Tell the accuracy of cross-validation with N folds; no model.")
    Integer folds;

    @Option(
            names = "-C",
            description =
                    "Tell the best C of cross-validation with -v (5) folds, doubling it from -c to 1024; no model.")
    boolean search;

    @Option(names = "-q", description = "Tell nothing else.")
    boolean quiet;

    @Option(names = "-p", hidden = true)
    void refuseEpsilonOfRegression(String value) {
        throw refused("-p is of regression, which is not offered");
    }

    @Option(names = "-R", hidden = true)
    void refuseFreeBias(boolean value) {
        throw refused("-R, a bias that is not regularised, is --bias free");
    }

    @Option(names = "-M", hidden = true)
    void refuseMulticlassType(String value) {
        throw refused("-M is not offered: classes are trained as -s says, -s 1 to 3 each against the rest");
    }

    @Option(
            names = {"-m", "-n"},
            hidden = true)
    void refuseThreads(String value) {
        throw refused("the number of threads is --threads");
    }

    /** Makes one argument of {@code -wLABEL WEIGHT}'s two. */
    static final class WeightPreprocessor implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> information) {
            if (args.size() >= 2 && args.peek().matches("[+-]?[0-9]+")) {
                args.push(args.pop() + "=" + args.pop());
            }
            return false;
        }
    }

    /** Whether there is any. */
    boolean isGiven() {
        return search
                || Stream.of(type, cost, epsilon, constant, weights, folds).anyMatch(Objects::nonNull);
    }

    boolean crossValidates() {
        return search || folds != null;
    }

    boolean hasBias() {
        return constant != null && constant == 1;
    }

    double startCost(double otherwise) {
        return cost == null ? otherwise : cost;
    }

    /** Lets the options say what the letters do, but for what depends on the samples. */
    void applyTo(TrainOptions options, CommandSpec train) {
        command = train;
        INSTEAD_OF.forEach((letter, names) -> {
            if (has(letter)) {
                requireNone(letter, names);
            }
        });
        if (crossValidates()) {
            requireNone(search ? "-C" : "-v", OF_A_MODEL);
        }
        if (type != null || !has("--hinge") && !has("--squared")) {
            LiblinearSolver solver = solver();
            options.hinge = solver == LiblinearSolver.MCSVM_CS ? Hinge.CRAMMER_SINGER : Hinge.ONE_VS_REST;
            options.squared = solver == LiblinearSolver.L2R_L2LOSS_SVC_DUAL || solver == LiblinearSolver.L2R_L2LOSS_SVC;
        }
        require(cost == null || cost > 0 && cost < Double.POSITIVE_INFINITY, "-c must be positive and finite");
        require(folds == null || folds >= 2, "-v must be at least 2");
        if (epsilon != null) {
            require(epsilon > 0 && epsilon < EPSILONS_PER_GAP, "-e must lie in (0, 10): it stops at a gap of EPS/10");
            options.gap = epsilon / EPSILONS_PER_GAP;
        }
        if (constant != null) {
            require(
                    constant < 0 || constant == 1,
                    "-B must be 1, or negative for none; other constants are not offered");
            options.bias = hasBias() ? Bias.REGULARIZED : Bias.NONE;
        }
    }

    /** What depends on the samples. Weights of labels that do not occur are left out, as LIBLINEAR does. */
    void applyTo(TrainOptions options, SvmTrainer.Builder trainer, LabeledSamples data) {
        if (!has("--reg")) {
            options.regularizations = new float[] {regularization(startCost(1), data.labels().length)};
        }
        if (weights != null) {
            Map<Integer, Float> known = new LinkedHashMap<>(weights);
            for (int label : weights.keySet()) {
                if (Arrays.stream(data.labels()).noneMatch(other -> other == label)) {
                    System.err.println("-w" + label + " is left out: no sample has this label");
                    known.remove(label);
                }
            }
            trainer.classWeights(known);
        }
    }

    /** Of LIBLINEAR's cost for so many samples. */
    static float regularization(double cost, int samples) {
        return (float) (1 / (cost * samples));
    }

    /** Writes the model as LIBLINEAR does: labels as they first occur, but 1 before -1. */
    static void save(LinearSvm model, int[] trainingLabels, Path path) throws IOException {
        int[] order = Arrays.stream(trainingLabels).distinct().toArray();
        // of two, the file has our last first
        if (order.length == 2 && !Arrays.equals(order, new int[] {-1, 1})) {
            order = new int[] {order[1], order[0]};
        }
        model.ordered(order).saveLiblinear(path);
    }

    private LiblinearSolver solver() {
        int number = type == null ? LiblinearSolver.L2R_L2LOSS_SVC_DUAL.number() : type;
        LiblinearSolver solver = Stream.of(LiblinearSolver.values())
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow(() -> refused("-s must be 1, 2, 3 or 4: " + number));
        require(
                solver.foreign() == null,
                "-s must be 1, 2, 3 or 4: -s " + number + " is " + solver.foreign() + ", which is not offered");
        return solver;
    }

    private boolean has(String name) {
        return command.commandLine().getParseResult().hasMatchedOption(name);
    }

    private void requireNone(String letter, String... names) {
        for (String name : names) {
            require(!has(name), letter + " and " + name + " exclude each other");
        }
    }

    private void require(boolean condition, String constraint) {
        if (!condition) {
            throw refused(constraint);
        }
    }

    private ParameterException refused(String reason) {
        return new ParameterException(command.commandLine(), reason);
    }
}
