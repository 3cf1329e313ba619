package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.Samples;
import io.github.widemargin.model.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "predict", description = "Print the label of each sample, one a line.", mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
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

    @Override
    public Integer call() throws IOException {
        if (output != null) {
            WholeFile.requireWritable(output, modelFile, data.file());
        }
        LinearSvm model = LinearSvm.load(modelFile);
        Seconds loading = new Seconds();
        Samples samples = data.read(model.features(), false).samples();
        double loadSeconds = loading.elapsed();
        Seconds predicting = new Seconds();
        int[] predicted = model.predict(samples);
        double predictSeconds = predicting.elapsed();
        StringBuilder lines = new StringBuilder();
        if (json.wanted) {
            Report report = new Report()
                    .put("loadSeconds", loadSeconds)
                    .put("predictSeconds", predictSeconds)
                    .put("labels", predicted);
            lines.append(report.json()).append('\n');
        } else {
            for (int label : predicted) {
                lines.append(label).append('\n');
            }
        }
        if (output == null) {
            System.out.print(lines);
        } else {
            WholeFile.write(output, StandardCharsets.US_ASCII.encode(lines.toString()));
        }
        return 0;
    }
}
