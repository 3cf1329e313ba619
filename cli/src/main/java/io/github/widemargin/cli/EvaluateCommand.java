package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.data.LabeledSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "evaluate",
        description = "Print a model's accuracy on labelled samples, and which labels it takes for which.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "The file of the model.")
    private Path modelFile;

    @Mixin
    private DataOptions data;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        LinearSvm model = data.named(Models.read(modelFile));
        Seconds loading = new Seconds();
        LabeledSamples samples = data.read(model, true);
        double loadSeconds = loading.elapsed();
        Seconds predicting = new Seconds();
        Evaluation evaluation = new Evaluation(model, samples);
        double predictSeconds = predicting.elapsed();
        if (json.wanted) {
            Report report = new Report().put("loadSeconds", loadSeconds).put("predictSeconds", predictSeconds);
            evaluation.addTo(report);
            report.print();
        } else {
            System.out.println(evaluation.table());
            System.out.println();
            System.out.println(evaluation.accuracyLine());
        }
        return 0;
    }
}
