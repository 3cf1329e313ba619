package io.github.widemargin.cli;

import io.github.widemargin.ModelInfo;
import io.github.widemargin.TrainingResult;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.model.CFormat;
import java.nio.file.Path;
import java.util.Locale;

/** What a training has come to. */
record TrainingSummary(
        LabeledSamples data,
        TrainingResult result,
        double gap,
        float regularization,
        double loadSeconds,
        double trainSeconds,
        Path model) {
    void addTo(Report report) {
        report.put("samples", data.samples().size())
                .put("features", data.samples().features())
                .put("classes", result.model().classes())
                .put("regularization", regularization)
                .put("epochs", result.epochs())
                .put("loadSeconds", loadSeconds)
                .put("trainSeconds", trainSeconds)
                .put("loss", result.primal())
                .put("dual", result.dual())
                .put("gap", result.gap())
                .put("stopReason", result.stopReason().toString().toLowerCase(Locale.ROOT))
                .put("accuracy", new Evaluation(result.model(), data).accuracy())
                .put("model", model.toString());
        if (result.model().calibration().isPresent()) {
            report.put("calibration", CalibrationText.values(result.model()));
        }
        if (!data.labelNames().isEmpty()) {
            report.put("labelNames", data.labelNames());
        }
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%d samples of %d features in %d classes, loaded in %.2f s%n"
                        + "trained %d epochs in %.2f s with the hinge %s%s and reg %s%s%n"
                        + "loss %.5f, %s%n"
                        + "training %s%n%smodel: %s%n",
                data.samples().size(),
                data.samples().features(),
                result.model().classes(),
                loadSeconds,
                result.epochs(),
                trainSeconds,
                result.model().info().map(info -> ConstantName.of(info.hinge())).orElse("unknown"),
                result.model().info().map(ModelInfo::squared).orElse(false) ? ", squared," : "",
                CFormat.general(regularization, 6),
                ending(),
                result.primal(),
                proof(),
                new Evaluation(result.model(), data).accuracyLine(),
                result.model().calibration().isPresent()
                        ? "calibrated: " + CalibrationText.of(result.model()) + System.lineSeparator()
                        : "",
                model);
    }

    /** A gap of 1 says nothing, as no loss is below 0. */
    private String proof() {
        return result.gap() < 1
                ? "proven to be within " + Percent.atMost(result.gap()) + " of the smallest there is"
                : "with nothing proven yet of how near the smallest that is";
    }

    private String ending() {
        return switch (result.stopReason()) {
            case GAP -> "";
            case EPOCHS -> String.format(Locale.ROOT, "; these did not suffice for a gap of %s", Percent.atMost(gap));
            case TIME -> String.format(Locale.ROOT, "; the time did not suffice for a gap of %s", Percent.atMost(gap));
            case VALIDATION -> "; the accuracy on the validation samples grew no more";
            case REQUEST, INTERRUPT -> "; it was stopped";
        };
    }
}
