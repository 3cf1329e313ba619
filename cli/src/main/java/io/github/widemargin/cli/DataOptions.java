package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.data.DataFiles;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.data.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The data file that a command reads, and how. */
final class DataOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DATA",
            description = {
                "IDX (MNIST's format), CIFAR-10, NPY, CSV or LIBSVM text, plain or gzip, or NPZ; recognised from its"
                        + " content.",
                "LIBSVM text need not have all features of a model; those beyond it are left out.",
                "- is standard input, but for NPZ."
            })
    private Path file;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The file of the labels of IDX or NPY; otherwise it is found by its usual name.")
    private Path labels;

    @Option(
            names = "--zero-based",
            description = "LIBSVM text counts features from 0; otherwise an index of 0 is an error.")
    private boolean zeroBased;

    @Option(
            names = "--label-column",
            paramLabel = "NAME|N",
            description = "The column of CSV that holds the labels, by its name or from 1; otherwise the last.")
    private String labelColumn;

    @Option(
            names = "--label-names",
            paramLabel = "NAME",
            split = ",",
            description =
                    "What the labels 0, 1, … stand for in CSV; of a model only where it does not tell, such as LIBLINEAR's.")
    private List<String> labelNames = List.of();

    @Option(
            names = "--header",
            negatable = true,
            description = "Whether CSV begins with the names of the columns; otherwise that is found out.")
    private Boolean header;

    @Option(
            names = "--raw-bytes",
            description = "Leave bytes as 0 to 255 instead of scaling them to [0, 1]. Train and predict alike.")
    private boolean rawBytes;

    private boolean quiet;

    /** From now on says nothing about reading. */
    void beQuiet() {
        quiet = true;
    }

    /** Where it is. */
    Path file() {
        return place(file);
    }

    /** Where a file is that is named so; "-" means standard input. */
    static Path place(Path name) {
        return name.toString().equals("-") ? Path.of("/dev/stdin") : name;
    }

    /** The model with the names that the options tell of it, if they do. */
    LinearSvm named(LinearSvm model) throws IOException {
        if (labelNames.isEmpty()) {
            return model;
        }
        options(labelNames); // checks them
        if (model.labelNames().isPresent()) {
            throw new IOException("--label-names is of models that do not tell what their labels stand for");
        }
        int[] labels = model.labels();
        for (int label : labels) {
            if (label < 0 || label >= labelNames.size()) {
                throw new IOException("--label-names must have a name for each label of the model: names="
                        + labelNames.size() + ", labels=" + Arrays.toString(labels));
            }
        }
        return model.withLabelNames(
                IntStream.of(labels).mapToObj(labelNames::get).toList());
    }

    LabeledSamples read() throws IOException {
        return read(file(), options(labelNames).withLabels(labels));
    }

    private LabeledSamples read(Path file, ReadOptions options) throws IOException {
        if (quiet) {
            return DataFiles.read(file, options);
        }
        try (ReadingProgress progress = new ReadingProgress(file)) {
            return DataFiles.read(file, options.withListener(progress));
        }
    }

    /** For a model. */
    LabeledSamples read(LinearSvm model, boolean labelsWanted) throws IOException {
        return read(file(), model, labelsWanted);
    }

    /** The same where it is another file that holds the samples. */
    LabeledSamples read(Path samples, LinearSvm model, boolean labelsWanted) throws IOException {
        return read(samples, model, options(model).withLabelsWanted(labelsWanted));
    }

    /** To go on from a model, which must know all features. */
    LabeledSamples readFor(LinearSvm model) throws IOException {
        return read(file(), model, options(model).withFeaturesLeftOut(false));
    }

    private ReadOptions options(LinearSvm model) {
        return options(model.labelNames().orElse(List.of())).withLabels(labels);
    }

    private LabeledSamples read(Path file, LinearSvm model, ReadOptions options) throws IOException {
        LabeledSamples data =
                read(file, options, model.features(), model.labelNames().orElse(List.of()));
        return data.labels() == null || data.labelNames().isEmpty() ? data : numbered(data, model.labels());
    }

    /** With the labels of a model, whose names are those that the samples were read with. */
    private static LabeledSamples numbered(LabeledSamples data, int[] labels) {
        return new LabeledSamples(
                data.samples(),
                IntStream.of(data.labels()).map(name -> labels[name]).toArray());
    }

    /** Another file of the same kind as samples that were read. */
    LabeledSamples read(Path other, LabeledSamples like) throws IOException {
        return read(other, options(like.labelNames()), like.samples().features(), like.labelNames());
    }

    private LabeledSamples read(Path file, ReadOptions options, int features, List<String> names) throws IOException {
        LabeledSamples data = read(file, options.withFeatures(features));
        if (data.samples().features() != features) {
            throw new IOException(file + ": samples must have the features of the model: features="
                    + data.samples().features() + ", model=" + features);
        }
        // numbers that this file alone gives its names would be others than those of the model
        if (names.isEmpty() && !data.labelNames().isEmpty()) {
            throw new IOException(
                    file + ": the labels are names, those of the model numbers: --label-names tells which is which");
        }
        return data;
    }

    private ReadOptions options(List<String> names) {
        try {
            ReadOptions options = ReadOptions.DEFAULTS
                    .withScaleBytes(!rawBytes)
                    .withFirstIndex(zeroBased ? 0 : 1)
                    .withLabelColumn(labelColumn)
                    .withLabelNames(names);
            return header == null ? options : options.withHeader(header);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
