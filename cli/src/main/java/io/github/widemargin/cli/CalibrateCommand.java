package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.model.LiblinearFile;
import io.github.widemargin.model.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "calibrate",
        description = {
            "Fit what turns a model's scores into probabilities to labelled samples that it was not trained on.",
            "(train --calibrate needs no others.)"
        },
        mixinStandardHelpOptions = true)
final class CalibrateCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "The file of the model.")
    private Path modelFile;

    @Mixin
    private DataOptions data;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the calibrated model here instead of to its own file.")
    private Path output;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        Path target = output == null ? modelFile : output;
        LinearSvm model = data.named(Models.read(modelFile));
        if (output == null && LiblinearFile.isOne(modelFile)) {
            throw new IOException(modelFile + ": LIBLINEAR's text has no place for it: -o must name another file");
        }
        WholeFile.requireWritable(target, data.file());
        LabeledSamples heldOut = data.read(model, true);
        LinearSvm calibrated = model.calibrate(heldOut.samples(), heldOut.labels());
        calibrated.save(target);
        Reliability reliability = new Evaluation(calibrated, heldOut).reliability();
        if (json.wanted) {
            Report report = new Report()
                    .put("samples", heldOut.labels().length)
                    .put("calibration", CalibrationText.values(calibrated));
            reliability.addTo(report);
            report.put("model", target.toString()).print();
        } else {
            System.out.printf(
                    "calibrated on %d samples: %s%n%s on these%nmodel: %s%n",
                    heldOut.labels().length, CalibrationText.of(calibrated), reliability.line(), target);
        }
        return 0;
    }
}
