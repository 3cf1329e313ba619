package io.github.widemargin.cli;

import io.github.widemargin.ModelInfo;
import io.github.widemargin.TrainingResult;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.model.CFormat;
import java.nio.file.Path;
import java.util.Locale;

/** What a training has come to; held are the samples that it was validated on, or null. */
record TrainingSummary(
        LabeledSamples data,
        LabeledSamples held,
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
        if (held != null) {
            report.put("validationAccuracy", new Evaluation(result.model(), held).accuracy())
                    .put("epochOfModel", epochOfModel());
        }
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
                        + "trained %s in %.2f s with the hinge %s%s and reg %s%s%n"
                        + "loss %s, %s%n"
                        + "training %s%n%s%smodel: %s%n",
                data.samples().size(),
                data.samples().features(),
                result.model().classes(),
                loadSeconds,
                result.epochs() == 1 ? "1 epoch" : result.epochs() + " epochs",
                trainSeconds,
                result.model().info().map(info -> ConstantName.of(info.hinge())).orElse("unknown"),
                result.model().info().map(ModelInfo::squared).orElse(false) ? ", squared," : "",
                CFormat.general(regularization, 6),
                ending(),
                CFormat.general(result.primal(), 5),
                proof(result),
                new Evaluation(result.model(), data).accuracyLine(),
                held == null
                        ? ""
                        : String.format(
                                "validation %s, the model of epoch %d%n",
                                new Evaluation(result.model(), held).accuracyLine(), epochOfModel()),
                result.model().calibration().isPresent()
                        ? "calibrated: " + CalibrationText.of(result.model()) + System.lineSeparator()
                        : "",
                model);
    }

    private int epochOfModel() {
        return result.model().info().map(ModelInfo::epochs).orElse(result.epochs());
    }

    /** A gap of 1 says nothing, as no loss is below 0. */
    static String proof(TrainingResult result) {
        return result.gap() < 1
                ? "proven to exceed the smallest there is by at most " + Percent.atMost(result.gap()) + " of itself"
                : "with nothing proven yet of the smallest there is";
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
