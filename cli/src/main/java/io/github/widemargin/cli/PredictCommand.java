package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.Samples;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.model.CFormat;
import io.github.widemargin.model.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "predict", description = "Print the label of each sample, one a line.", mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
    private static final int DIGITS = 6; // of %g

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The file of the model.")
    private Path modelFile;

    @Mixin
    private DataOptions data;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the labels here instead of to standard output.")
    private Path output;

    @Option(
            names = "--probabilities",
            description = "Print, between tabs, the label and the probability of every class, after a line that names"
                    + " these columns. Of a calibrated model.")
    private boolean probabilities;

    @Mixin
    private JsonOption json;

    @Parameters(index = "2", arity = "0..1", hidden = true)
    private Path liblinearOutput;

    @ArgGroup(validate = false, heading = "%nAs of LIBLINEAR's predict: [LETTERS] DATA MODEL FILE, in this order.%n")
    private Letters letters = new Letters();

    /** Those of LIBLINEAR's {@code predict}. */
    private static final class Letters {
        @Option(names = "-q", description = "Do not tell the accuracy.")
        private boolean quiet;

        @Option(
                names = "-b",
                paramLabel = "0",
                description = "Only 0: LIBLINEAR has no probabilities of these models either.")
        private int probabilities;
    }

    @Override
    public Integer call() throws IOException {
        if (letters.probabilities != 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "-b must be 0: in LIBLINEAR probabilities are of logistic regression, which is not offered;"
                            + " --probabilities tells those of a calibrated model");
        }
        if (liblinearOutput != null) {
            predictAsLiblinear();
            return 0;
        }
        if (output != null) {
            WholeFile.requireWritable(output, modelFile, data.file());
        }
        LinearSvm model = data.named(Models.read(modelFile));
        if (probabilities && model.calibration().isEmpty()) {
            throw new IOException(
                    modelFile + ": the model is not calibrated: train --calibrate or widemargin calibrate do that");
        }
        Seconds loading = new Seconds();
        Samples samples = data.read(model, false).samples();
        double loadSeconds = loading.elapsed();
        Seconds predicting = new Seconds();
        int[] predicted = model.predict(samples);
        float[][] certainty = probabilities ? Probabilities.of(model, samples) : null;
        double predictSeconds = predicting.elapsed();
        LabelTexts texts = new LabelTexts(model);
        String lines;
        if (json.wanted) {
            Report report = new Report()
                    .put("loadSeconds", loadSeconds)
                    .put("predictSeconds", predictSeconds)
                    .put("labels", texts.values(predicted));
            if (probabilities) {
                report.put("classes", texts.values(model.labels())).put("probabilities", certainty);
            }
            lines = report.json() + "\n";
        } else {
            lines = probabilities ? table(model, predicted, certainty) : lines(model, predicted);
        }
        if (output == null) {
            System.out.print(lines);
        } else {
            write(output, lines);
        }
        return 0;
    }

    private static String table(LinearSvm model, int[] labels, float[][] probabilities) {
        LabelTexts texts = new LabelTexts(model);
        StringBuilder lines = new StringBuilder("label");
        for (String name : texts.texts(model.labels())) {
            lines.append('\t').append(name);
        }
        lines.append('\n');
        for (int i = 0; i < labels.length; i++) {
            lines.append(texts.text(labels[i]));
            for (float probability : probabilities[i]) {
                lines.append('\t').append(CFormat.general(probability, DIGITS));
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private void predictAsLiblinear() throws IOException {
        if (probabilities) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--probabilities is not of LIBLINEAR's order: MODEL DATA -o " + liblinearOutput);
        }
        if (output != null) {
            throw new ParameterException(spec.commandLine(), "the output is named twice: " + liblinearOutput);
        }
        Path dataFile = DataOptions.place(modelFile);
        Path model = data.file();
        WholeFile.requireWritable(liblinearOutput, dataFile, model);
        LinearSvm svm = data.named(Models.read(model));
        if (letters.quiet) {
            data.beQuiet();
        }
        LabeledSamples samples = data.read(dataFile, svm, true);
        if (!letters.quiet) {
            UnknownLabels.tell(dataFile, samples.labels(), svm.labels());
        }
        Evaluation evaluation = new Evaluation(svm, samples);
        write(liblinearOutput, lines(svm, evaluation.predicted()));
        if (json.wanted) {
            new Report()
                    .put("samples", samples.labels().length)
                    .put("accuracy", evaluation.accuracy())
                    .print();
        } else if (!letters.quiet) {
            System.out.println("Accuracy = " + LiblinearFolds.percent(evaluation.accuracy()) + "% ("
                    + evaluation.right() + "/" + samples.labels().length + ")");
        }
    }

    private static String lines(LinearSvm model, int[] labels) {
        LabelTexts texts = new LabelTexts(model);
        StringBuilder lines = new StringBuilder();
        for (int label : labels) {
            lines.append(texts.text(label)).append('\n');
        }
        return lines.toString();
    }

    private static void write(Path file, String lines) throws IOException {
        WholeFile.write(file, StandardCharsets.UTF_8.encode(lines));
    }
}
