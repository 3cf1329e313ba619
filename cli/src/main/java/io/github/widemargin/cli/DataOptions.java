package io.github.widemargin.cli;

import io.github.widemargin.data.DataFiles;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.data.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The data file that a command reads, and how. */
final class DataOptions {
    @Parameters(
            paramLabel = "DATA",
            description = {
                "IDX (MNIST's format) or LIBSVM text, plain or gzip; recognised from its content.",
                "LIBSVM text need not have all features of a model; those beyond it are left out."
            })
    private Path file;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The IDX file of the labels; otherwise it is found by its usual name.")
    private Path labels;

    @Option(
            names = "--raw-bytes",
            description = "Leave bytes as 0 to 255 instead of scaling them to [0, 1]. Train and predict alike.")
    private boolean rawBytes;

    private ReadOptions options() {
        return ReadOptions.DEFAULTS.withLabels(labels).withScaleBytes(!rawBytes);
    }

    Path file() {
        return file;
    }

    LabeledSamples read() throws IOException {
        return DataFiles.read(file, options());
    }

    /** Another file of the same kind, for so many features. */
    LabeledSamples read(Path other, int features) throws IOException {
        LabeledSamples data = DataFiles.read(
                other, ReadOptions.DEFAULTS.withScaleBytes(!rawBytes).withFeatures(features));
        return requireFeatures(data, other, features);
    }

    /** For a model of so many features. */
    LabeledSamples read(int features, boolean labelsWanted) throws IOException {
        return read(file, features, labelsWanted);
    }

    /** The same where it is another file that holds the samples. */
    LabeledSamples read(Path samples, int features, boolean labelsWanted) throws IOException {
        LabeledSamples data =
                DataFiles.read(samples, options().withFeatures(features).withLabelsWanted(labelsWanted));
        return requireFeatures(data, samples, features);
    }

    private static LabeledSamples requireFeatures(LabeledSamples data, Path file, int features) throws IOException {
        if (data.samples().features() != features) {
            throw new IOException(file + ": samples must have the features of the model: features="
                    + data.samples().features() + ", model=" + features);
        }
        return data;
    }
}
