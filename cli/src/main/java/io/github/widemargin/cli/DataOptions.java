package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.data.DataFiles;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.data.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
                "- is standard input."
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
            description = "What the labels 0, 1, … of a model stand for, as train told when it read names from CSV.")
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

    /** Where it is; "-" means standard input. */
    Path file() {
        return file.toString().equals("-") ? Path.of("/dev/stdin") : file;
    }

    /** What the labels 0, 1, … stand for, if told. */
    List<String> labelNames() {
        return labelNames;
    }

    LabeledSamples read() throws IOException {
        return read(file(), options(labelNames).withLabels(labels));
    }

    private static LabeledSamples read(Path file, ReadOptions options) throws IOException {
        try (ReadingProgress progress = new ReadingProgress()) {
            return DataFiles.read(file, options.withListener(progress));
        }
    }

    /** For a model. */
    LabeledSamples read(LinearSvm model, boolean labelsWanted) throws IOException {
        return read(file(), model, labelsWanted);
    }

    /** The same where it is another file that holds the samples. */
    LabeledSamples read(Path samples, LinearSvm model, boolean labelsWanted) throws IOException {
        for (int label : labelNames.isEmpty() ? new int[0] : model.labels()) {
            if (label < 0 || label >= labelNames.size()) {
                throw new IOException("--label-names must have a name for each label of the model: names="
                        + labelNames.size() + ", labels=" + Arrays.toString(model.labels()));
            }
        }
        ReadOptions options = options(labelNames).withLabels(labels).withLabelsWanted(labelsWanted);
        return read(samples, options, model.features(), labelNames);
    }

    /** Another file of the same kind as samples that were read. */
    LabeledSamples read(Path other, LabeledSamples like) throws IOException {
        return read(other, options(like.labelNames()), like.samples().features(), like.labelNames());
    }

    private static LabeledSamples read(Path file, ReadOptions options, int features, List<String> names)
            throws IOException {
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
