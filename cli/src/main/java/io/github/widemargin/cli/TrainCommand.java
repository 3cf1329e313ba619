package io.github.widemargin.cli;

import io.github.widemargin.CrossValidation;
import io.github.widemargin.EpochListener;
import io.github.widemargin.LinearSvm;
import io.github.widemargin.StopReason;
import io.github.widemargin.SvmTrainer;
import io.github.widemargin.TrainingResult;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.model.CFormat;
import io.github.widemargin.model.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        description = "Train a model on labelled samples, until it is proven to be near the optimum.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private static final int PATIENCE = 5;
    private static final int SECONDS_TO_STOP = 60;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "The file of the model, as LIBLINEAR's text.")
    private Path liblinearOutput;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODEL",
            description = "The file of the model. Without it all is as of LIBLINEAR's train: see below.")
    private Path output;

    @Mixin
    private TrainOptions options;

    @Option(
            names = "--start",
            paramLabel = "MODEL",
            description = "Begin near a model of the same features and labels.")
    private Path start;

    @Option(
            names = "--validation",
            paramLabel = "DATA",
            description = "Stop early, with the model that had the best accuracy on these samples.")
    private Path validation;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "With --validation: after so many epochs without a better accuracy (default: " + PATIENCE + ").")
    private Integer patience;

    @Option(
            names = "--plot",
            paramLabel = "PNG",
            converter = Png.Name.class,
            description = "Paint how primal and dual closed in on each other.")
    private Path plot;

    @Option(names = "--history", paramLabel = "CSV", description = "Write a line of figures for each epoch.")
    private Path historyFile;

    @Mixin
    private JsonOption json;

    @ArgGroup(validate = false, heading = LiblinearOptions.HEADING)
    private LiblinearOptions letters = new LiblinearOptions();

    private boolean asLiblinear;

    @Override
    public Integer call() throws IOException {
        asLiblinear = output == null || liblinearOutput != null || letters.isGiven();
        if (asLiblinear) {
            letters.applyTo(options, spec);
        }
        if (asLiblinear && options.calibrate) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--calibrate needs -o and none of LIBLINEAR's letters: its text has no place for it");
        }
        if (patience != null && validation == null) {
            throw new ParameterException(spec.commandLine(), "--patience needs --validation");
        }
        SvmTrainer.Builder trainer = options.builder();
        Path modelFile = modelFile();
        checkOutputs(modelFile);
        LinearSvm startModel = start == null ? null : data.named(Models.read(start));
        if (letters.quiet) {
            data.beQuiet();
        }
        tell("reading " + data.file());
        Seconds loading = new Seconds();
        WarmUp warmUp = WarmUp.begin(options.loss(), data.file());
        LabeledSamples samples = startModel == null ? data.read() : data.readFor(startModel);
        LabeledSamples held = null;
        if (validation != null) {
            held = startModel == null ? data.read(validation, samples) : data.read(validation, startModel, true);
            if (!letters.quiet) {
                UnknownLabels.tell(validation, held.labels(), samples.labels());
            }
            trainer.validation(held.samples(), held.labels(), patience == null ? PATIENCE : patience);
        }
        double loadSeconds = loading.elapsed();
        double waitSeconds = warmUp.end();
        tell("training on " + samples.samples().size() + " samples of "
                + samples.samples().features() + " features");
        if (options.calibrate) {
            tell("then " + options.calibrationFolds() + " times without a fold, to calibrate");
        }
        if (options.checkpoint != null && Files.exists(options.checkpoint)) {
            tell("going on from " + options.checkpoint);
        }
        if (asLiblinear && !samples.labelNames().isEmpty()) {
            tell("the labels 0, 1, … stand for: --label-names " + String.join(",", samples.labelNames()));
        }
        if (asLiblinear) {
            letters.applyTo(options, trainer, samples);
        }
        if (letters.crossValidates()) {
            new LiblinearFolds(letters, trainer, samples).run(options.regularizations[0], json.wanted);
            return 0;
        }
        Report report = new Report();
        float reg = choose(trainer, samples, report);
        CountDownLatch over = stopOnShutdown();
        try {
            TrainingResult result = train(trainer.regularization(reg), samples, startModel, modelFile);
            if (options.calibrate && result.model().calibration().isEmpty()) {
                tell("the model is not calibrated: it was stopped before");
            }
            double trainSeconds = waitSeconds + result.seconds();
            tell(
                    new TrainingSummary(samples, held, result, options.gap, reg, loadSeconds, trainSeconds, modelFile),
                    report);
        } finally {
            over.countDown();
        }
        return 0;
    }

    private Path modelFile() {
        if (output != null && liblinearOutput != null) {
            throw new ParameterException(spec.commandLine(), "the model is named twice: " + liblinearOutput);
        }
        if (output != null || liblinearOutput != null) {
            return output == null ? liblinearOutput : output;
        }
        return Path.of(data.file().getFileName() + ".model");
    }

    private void checkOutputs(Path modelFile) throws IOException {
        if (letters.crossValidates()) {
            return;
        }
        List<Path> outputs = Stream.of(modelFile, plot, historyFile, options.checkpoint)
                .filter(Objects::nonNull)
                .toList();
        Path[] inputs =
                Stream.of(data.file(), validation).filter(Objects::nonNull).toArray(Path[]::new);
        for (Path path : outputs) {
            WholeFile.requireWritable(path, inputs);
        }
        if (outputs.stream()
                        .map(path -> path.toAbsolutePath().normalize())
                        .distinct()
                        .count()
                < outputs.size()) {
            throw new IOException("model, plot, history and checkpoint must be files of their own");
        }
    }

    private TrainingResult train(
            SvmTrainer.Builder trainer, LabeledSamples samples, LinearSvm startModel, Path modelFile)
            throws IOException {
        TrainingResult result;
        History history = new History();
        try (Progress progress = letters.quiet ? null : new Progress(options.gap, epoch -> "")) {
            EpochListener shown = letters.quiet ? epoch -> {} : progress;
            result = trainer.listener(epoch -> {
                        history.epochEnded(epoch);
                        shown.epochEnded(epoch);
                    })
                    .build()
                    .train(samples.samples(), samples.labels(), null, startModel);
        }
        Thread.interrupted(); // what is left to do is to save
        if (asLiblinear) {
            LiblinearOptions.save(result.model(), samples.labels(), modelFile);
        } else {
            named(result.model(), samples, startModel).save(modelFile);
        }
        if (historyFile != null) {
            history.write(historyFile);
        }
        if (plot != null && !history.lines.isEmpty()) {
            WholeFile.write(plot, HistoryPicture.png(history.lines));
        }
        if (options.checkpoint != null && result.stopReason() == StopReason.GAP) {
            Files.deleteIfExists(options.checkpoint);
        }
        return result;
    }

    /** With what the labels stand for, as the samples' file told or the model that it began with. */
    private static LinearSvm named(LinearSvm model, LabeledSamples samples, LinearSvm startModel) {
        if (startModel != null && startModel.labelNames().isPresent()) {
            return model.withLabelNames(
                    startModel.ordered(model.labels()).labelNames().orElseThrow());
        }
        return samples.labelNames().isEmpty()
                ? model
                : model.withLabelNames(IntStream.of(model.labels())
                        .mapToObj(samples.labelNames()::get)
                        .toList());
    }

    /** Lets the training end after its epoch when the program is asked to, with what it has reached by then. */
    private static CountDownLatch stopOnShutdown() {
        Thread training = Thread.currentThread();
        CountDownLatch over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (over.getCount() > 0) {
                training.interrupt();
                try {
                    over.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
                    Main.TOLD.await(1, TimeUnit.SECONDS); // what failed, perhaps
                } catch (InterruptedException e) {
                    // the end then comes at once
                }
            }
        }));
        return over;
    }

    /** The regularisation, by cross-validation if there are folds. */
    private float choose(SvmTrainer.Builder trainer, LabeledSamples samples, Report report) {
        if (options.folds == null) {
            return options.regularizations[0];
        }
        CrossValidation found = Folds.run(trainer, samples, options.folds, options.regularizations, letters.quiet);
        report.put("regularizations", found.regularizations()).put("foldAccuracies", found.accuracy());
        for (int r = 0; r < found.accuracy().length && !json.wanted && !letters.quiet; r++) {
            System.out.printf(
                    Locale.ROOT,
                    "reg %s: accuracy %.2f %% on %d folds%n",
                    CFormat.general(found.regularizations()[r], 6),
                    100 * found.accuracy()[r],
                    options.folds);
        }
        return found.best();
    }

    private void tell(String line) {
        if (!letters.quiet) {
            System.err.println(line);
        }
    }

    private void tell(TrainingSummary summary, Report report) {
        if (json.wanted) {
            summary.addTo(report);
            report.print();
        } else if (!letters.quiet) {
            System.out.print(summary.text());
        }
    }
}
