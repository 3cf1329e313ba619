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
        description = {
            "Print a model's accuracy on labelled samples, and which labels it takes for which.",
            "Of a calibrated model also the mean of -log of the true labels' probabilities, and the expected"
                    + " calibration error in 15 bins of equal width of the largest probability."
        },
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
        UnknownLabels.tell(data.file(), samples.labels(), model.labels());
        Seconds predicting = new Seconds();
        Evaluation evaluation = new Evaluation(model, samples);
        double predictSeconds = predicting.elapsed();
        Reliability reliability = model.calibration().isPresent() ? evaluation.reliability() : null;
        if (json.wanted) {
            Report report = new Report().put("loadSeconds", loadSeconds).put("predictSeconds", predictSeconds);
            evaluation.addTo(report);
            if (reliability != null) {
                reliability.addTo(report);
            }
            report.print();
        } else {
            System.out.println(evaluation.table());
            System.out.println();
            System.out.println(evaluation.accuracyLine());
            if (reliability != null) {
                System.out.println(reliability.line());
            }
        }
        return 0;
    }
}
