package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.Samples;
import io.github.widemargin.data.LabeledSamples;
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

        @Option(names = "-b", paramLabel = "0", description = "Only 0: there are no probabilities.")
        private int probabilities;
    }

    @Override
    public Integer call() throws IOException {
        if (letters.probabilities != 0) {
            throw new ParameterException(
                    spec.commandLine(), "-b must be 0: probabilities are of logistic regression, which is not offered");
        }
        if (liblinearOutput != null) {
            predictAsLiblinear();
            return 0;
        }
        if (output != null) {
            WholeFile.requireWritable(output, modelFile, data.file());
        }
        LinearSvm model = data.named(Models.read(modelFile));
        Seconds loading = new Seconds();
        Samples samples = data.read(model, false).samples();
        double loadSeconds = loading.elapsed();
        Seconds predicting = new Seconds();
        int[] predicted = model.predict(samples);
        double predictSeconds = predicting.elapsed();
        String lines;
        if (json.wanted) {
            lines = new Report()
                            .put("loadSeconds", loadSeconds)
                            .put("predictSeconds", predictSeconds)
                            .put("labels", new LabelTexts(model).values(predicted))
                            .json()
                    + "\n";
        } else {
            lines = lines(model, predicted);
        }
        if (output == null) {
            System.out.print(lines);
        } else {
            write(output, lines);
        }
        return 0;
    }

    private void predictAsLiblinear() throws IOException {
        if (output != null) {
            throw new ParameterException(spec.commandLine(), "the output is named twice: " + liblinearOutput);
        }
        Path dataFile = modelFile;
        Path model = data.file();
        WholeFile.requireWritable(liblinearOutput, dataFile, model);
        LinearSvm svm = data.named(Models.read(model));
        LabeledSamples samples = data.read(dataFile, svm, true);
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
