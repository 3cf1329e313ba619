package io.github.widemargin.cli;

import io.github.widemargin.CrossValidation;
import io.github.widemargin.LinearSvm;
import io.github.widemargin.StopReason;
import io.github.widemargin.SvmTrainer;
import io.github.widemargin.TrainingResult;
import io.github.widemargin.data.LabeledSamples;
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
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        description = "Train a model on labelled samples, until it is proven to be near the optimum.",
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    private static final int PATIENCE_AT_SHUTDOWN = 60;

    @Mixin
    private DataOptions data;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODEL",
            required = true,
            description = "The file of the model.")
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
            defaultValue = "5",
            description =
                    "With --validation: after so many epochs without a better accuracy (default: ${DEFAULT-VALUE}).")
    private int patience;

    @Option(names = "--plot", paramLabel = "PNG", description = "Paint how primal and dual closed in on each other.")
    private Path plot;

    @Option(names = "--history", paramLabel = "CSV", description = "Write a line of figures for each epoch.")
    private Path historyFile;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        SvmTrainer.Builder trainer = options.builder();
        List<Path> outputs = Stream.of(output, plot, historyFile, options.checkpoint)
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
        LinearSvm startModel = start == null ? null : LinearSvm.load(start);
        LabeledSamples samples;
        double loadSeconds;
        WarmUp warmUp = new WarmUp(SvmTrainer.builder().threads(2).gap(1e-3));
        try {
            System.err.println("reading " + data.file());
            Seconds loading = new Seconds();
            samples = startModel == null ? data.read() : data.read(startModel.features(), true);
            if (validation != null) {
                LabeledSamples held = data.read(validation, samples.samples().features());
                trainer.validation(held.samples(), held.labels(), patience);
            }
            loadSeconds = loading.elapsed();
            System.err.printf(
                    Locale.ROOT,
                    "training on %d samples of %d features%n",
                    samples.samples().size(),
                    samples.samples().features());
        } finally {
            warmUp.end();
        }
        Report report = new Report();
        float reg = choose(trainer, samples, report);
        CountDownLatch over = stopOnShutdown();
        try {
            train(trainer, samples, startModel, reg, loadSeconds, report);
        } finally {
            over.countDown();
        }
        return 0;
    }

    private void train(
            SvmTrainer.Builder trainer,
            LabeledSamples samples,
            LinearSvm startModel,
            float reg,
            double loadSeconds,
            Report report)
            throws IOException {
        TrainingResult result;
        History history = new History();
        try (Progress progress = new Progress(options.gap(), epoch -> "")) {
            result = trainer.regularization(reg)
                    .listener(epoch -> {
                        history.epochEnded(epoch);
                        progress.epochEnded(epoch);
                    })
                    .build()
                    .train(samples.samples(), samples.labels(), null, startModel);
        }
        Thread.interrupted(); // what is left to do is to save
        result.model().save(output);
        if (historyFile != null) {
            history.write(historyFile);
        }
        if (plot != null && !history.lines.isEmpty()) {
            WholeFile.write(plot, HistoryPicture.png(history.lines));
        }
        boolean complete = result.stopReason() == StopReason.GAP;
        if (options.checkpoint != null && complete) {
            Files.deleteIfExists(options.checkpoint);
        }
        tell(samples, result, reg, loadSeconds, report);
    }

    /** Lets the training end after its epoch when the program is asked to, with what it has reached by then. */
    private static CountDownLatch stopOnShutdown() {
        Thread training = Thread.currentThread();
        CountDownLatch over = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (over.getCount() > 0) {
                training.interrupt();
                try {
                    over.await(PATIENCE_AT_SHUTDOWN, TimeUnit.SECONDS);
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
        double[] lastLine = {0};
        Seconds choosing = new Seconds();
        trainer.listener(epoch -> {
            if (choosing.elapsed() - lastLine[0] >= 1) {
                lastLine[0] = choosing.elapsed();
                System.err.printf(Locale.ROOT, "%.0f s: choosing the regularisation%n", lastLine[0]);
            }
        });
        CrossValidation found = trainer.build()
                .crossValidate(samples.samples(), samples.labels(), options.folds, options.regularizations);
        report.put("regularizations", found.regularizations()).put("foldAccuracies", found.accuracy());
        for (int r = 0; r < found.accuracy().length && !json.wanted; r++) {
            System.out.printf(
                    Locale.ROOT,
                    "reg %s: accuracy %.2f %% on %d folds%n",
                    found.regularizations()[r],
                    100 * found.accuracy()[r],
                    options.folds);
        }
        return found.best();
    }

    private void tell(LabeledSamples samples, TrainingResult result, float reg, double loadSeconds, Report report) {
        Evaluation evaluation = new Evaluation(result.model(), samples);
        if (json.wanted) {
            report.put("samples", samples.samples().size())
                    .put("features", samples.samples().features())
                    .put("classes", result.model().classes())
                    .put("regularization", reg)
                    .put("epochs", result.epochs())
                    .put("loadSeconds", loadSeconds)
                    .put("trainSeconds", result.seconds())
                    .put("loss", result.primal())
                    .put("dual", result.dual())
                    .put("gap", result.gap())
                    .put("stopReason", result.stopReason().toString().toLowerCase(Locale.ROOT))
                    .put("accuracy", evaluation.accuracy())
                    .put("model", output.toString())
                    .print();
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%d samples of %d features in %d classes, loaded in %.2f s%n"
                        + "trained %d epochs in %.2f s with reg %s%s%n"
                        + "loss %.5f, proven to be within %s of the smallest there is%n"
                        + "training %s%nmodel: %s%n",
                samples.samples().size(),
                samples.samples().features(),
                result.model().classes(),
                loadSeconds,
                result.epochs(),
                result.seconds(),
                reg,
                ending(result),
                result.primal(),
                Percent.atMost(result.gap()),
                evaluation.accuracyLine(),
                output);
    }

    private String ending(TrainingResult result) {
        return switch (result.stopReason()) {
            case GAP -> "";
            case EPOCHS ->
                String.format(Locale.ROOT, "; these did not suffice for a gap of %s", Percent.atMost(options.gap()));
            case TIME ->
                String.format(Locale.ROOT, "; the time did not suffice for a gap of %s", Percent.atMost(options.gap()));
            case VALIDATION -> "; the accuracy on the validation samples grew no more";
            case REQUEST, INTERRUPT -> "; it was stopped";
        };
    }
}
