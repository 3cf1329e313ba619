package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
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

    @Override
    public Integer call() throws IOException {
        if (output != null) {
            OutputFile.requireWritable(output);
        }
        LinearSvm model = LinearSvm.load(modelFile);
        int[] predicted = model.predict(data.read(model.features(), true).samples());
        StringBuilder lines = new StringBuilder();
        for (int label : predicted) {
            lines.append(label).append('\n');
        }
        if (output == null) {
            System.out.print(lines);
        } else {
            OutputFile.write(output, StandardCharsets.US_ASCII.encode(lines.toString()));
        }
        return 0;
    }
}
