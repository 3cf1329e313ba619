package io.github.widemargin.cli;

import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.data.OutputFormat;
import io.github.widemargin.model.WholeFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "convert",
        description = "Write samples and labels in another format; for models, there is export.",
        mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description =
                    "What to write; its format is told by its name: .libsvm, .svm or .txt; .csv; .npz; .npy; .idx or"
                            + " -ubyte, which take --raw-bytes. Compressed if .gz follows.")
    private Path output;

    @Option(
            names = "--labels-output",
            paramLabel = "FILE",
            description = "Where the labels go that have a file of their own: with .npy and .idx.")
    private Path labelsOutput;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        OutputFormat format = format();
        WholeFile.requireWritable(output, data.file());
        if (labelsOutput != null) {
            WholeFile.requireWritable(labelsOutput, data.file(), output);
            if (labelsOutput
                    .toAbsolutePath()
                    .normalize()
                    .equals(output.toAbsolutePath().normalize())) {
                throw new IOException("samples and labels must go to files of their own: " + output);
            }
        }
        Seconds reading = new Seconds();
        LabeledSamples samples = data.read();
        double readSeconds = reading.elapsed();
        Seconds writing = new Seconds();
        try {
            write(format, samples);
        } catch (IllegalArgumentException e) {
            throw new IOException(output + ": " + e.getMessage(), e);
        }
        if (!samples.labelNames().isEmpty() && format != OutputFormat.CSV) {
            System.err.println("the labels 0, 1, … stand for: " + String.join(",", samples.labelNames()));
        }
        tell(samples, readSeconds, writing.elapsed());
        return 0;
    }

    /** The labels while the samples are not in place, so that these appear only if both can be written. */
    private void write(OutputFormat format, LabeledSamples samples) throws IOException {
        WholeFile.write(output, channel -> {
            format.write(samples, output, Channels.newOutputStream(channel));
            if (labelsOutput != null) {
                WholeFile.write(
                        labelsOutput,
                        labels -> format.writeLabels(samples.labels(), labelsOutput, Channels.newOutputStream(labels)));
            }
        });
    }

    private OutputFormat format() {
        try {
            OutputFormat format = OutputFormat.of(output);
            if (format.hasLabels() != (labelsOutput == null)) {
                throw new IllegalArgumentException(
                        format.hasLabels()
                                ? "--labels-output is of .npy and .idx: " + output + " has the labels within"
                                : output + " holds no labels: --labels-output must tell where they go");
            }
            return format;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void tell(LabeledSamples data, double readSeconds, double writeSeconds) {
        if (json.wanted) {
            new Report()
                    .put("samples", data.samples().size())
                    .put("features", data.samples().features())
                    .put("readSeconds", readSeconds)
                    .put("writeSeconds", writeSeconds)
                    .put("output", output.toString())
                    .print();
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "%d samples of %d features, read in %.2f s, written in %.2f s%noutput: %s%n",
                data.samples().size(),
                data.samples().features(),
                readSeconds,
                writeSeconds,
                output);
    }
}
