package io.github.widemargin.cli;

import io.github.widemargin.SvmTrainer;
import io.github.widemargin.TrainingResult;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.model.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "Draw digits, learn to read them, and paint what was learned. Needs no file and no network.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final double GAP = 1e-3;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PNG",
            converter = Png.Name.class,
            defaultValue = "demo-weights.png",
            description = "The picture of the learned weights (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the digits and of their order (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        WholeFile.requireWritable(output);
        WarmUp warmUp = WarmUp.begin(SvmTrainer.builder());
        Seconds drawing = new Seconds();
        DigitImages images = new DigitImages(seed);
        LabeledSamples training = images.draw(10_000);
        LabeledSamples heldOut = images.draw(2_000);
        double drawSeconds = drawing.elapsed();
        if (!json.wanted) {
            System.out.printf(
                    Locale.ROOT,
                    "drew %d digits to learn from and %d to be tested on, %d × %d pixels, in %.1f s%n",
                    training.labels().length,
                    heldOut.labels().length,
                    DigitImages.SIDE,
                    DigitImages.SIDE,
                    drawSeconds);
        }
        double waitSeconds = warmUp.end();
        TrainingResult result;
        try (Progress progress = new Progress(
                GAP,
                epoch -> String.format(
                        Locale.ROOT,
                        ", accuracy %.1f %%",
                        100 * new Evaluation(epoch.snapshot().get(), heldOut).accuracy()))) {
            result = SvmTrainer.builder()
                    .regularization(1e-2f)
                    .gap(GAP)
                    .threads(Runtime.getRuntime().availableProcessors())
                    .seed(seed)
                    .listener(progress)
                    .build()
                    .train(training.samples(), training.labels());
        }
        double trainSeconds = waitSeconds + result.seconds();
        Evaluation evaluation = new Evaluation(result.model(), heldOut);
        WholeFile.write(output, WeightPicture.png(result.model(), DigitImages.SIDE, training));
        if (json.wanted) {
            Report report = new Report()
                    .put("drawSeconds", drawSeconds)
                    .put("trainSeconds", trainSeconds)
                    .put("loss", result.primal())
                    .put("picture", output.toString());
            evaluation.addTo(report);
            report.print();
        } else {
            System.out.printf(
                    Locale.ROOT,
                    "trained %d epochs in %.2f s: loss %.4f, %s%n%n%s%n%nheld-out %s%npicture of the weights: %s%n",
                    result.epochs(),
                    trainSeconds,
                    result.primal(),
                    TrainingSummary.proof(result),
                    evaluation.table(),
                    evaluation.accuracyLine(),
                    output);
        }
        return 0;
    }
}
