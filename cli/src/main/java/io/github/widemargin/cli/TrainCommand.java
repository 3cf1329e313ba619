package io.github.widemargin.cli;

import io.github.widemargin.SvmTrainer;
import io.github.widemargin.TrainingResult;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.model.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "train", description = "Train a model on labelled samples.", mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODEL",
            required = true,
            description = "The file of the model.")
    private Path output;

    @Option(
            names = "--reg",
            paramLabel = "REG",
            defaultValue = "1e-3",
            description = "The factor of ½‖W‖² in the objective (default: ${DEFAULT-VALUE}).")
    private float regularization;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "How often to go through the samples (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the order of the samples (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        SvmTrainer.Builder trainer = trainer();
        WholeFile.requireWritable(output, data.file());
        Seconds loading = new Seconds();
        LabeledSamples samples = data.read();
        double loadSeconds = loading.elapsed();
        TrainingResult result;
        try (Progress progress = new Progress(epochs, epoch -> "")) {
            result = trainer.listener(progress).build().train(samples.samples(), samples.labels());
        }
        result.model().save(output);
        Evaluation evaluation = new Evaluation(result.model(), samples);
        if (json.wanted) {
            new Report()
                    .put("samples", samples.samples().size())
                    .put("features", samples.samples().features())
                    .put("classes", result.model().classes())
                    .put("regularization", regularization)
                    .put("epochs", result.epochs())
                    .put("loadSeconds", loadSeconds)
                    .put("trainSeconds", result.seconds())
                    .put("loss", result.primal())
                    .put("accuracy", evaluation.accuracy())
                    .put("model", output.toString())
                    .print();
        } else {
            System.out.printf(
                    Locale.ROOT,
                    "%d samples of %d features in %d classes, loaded in %.2f s%n"
                            + "trained %d epochs in %.2f s; with the weights averaged: loss %.5f, training %s%nmodel: %s%n",
                    samples.samples().size(),
                    samples.samples().features(),
                    result.model().classes(),
                    loadSeconds,
                    result.epochs(),
                    result.seconds(),
                    result.primal(),
                    evaluation.accuracyLine(),
                    output);
        }
        return 0;
    }

    private SvmTrainer.Builder trainer() {
        try {
            return SvmTrainer.builder()
                    .regularization(regularization)
                    .epochs(epochs)
                    .seed(seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
