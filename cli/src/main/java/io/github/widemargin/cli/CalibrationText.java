package io.github.widemargin.cli;

import io.github.widemargin.Calibration;
import io.github.widemargin.LinearSvm;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calibration of a model that has one, as it is told. */
final class CalibrationText {
    private CalibrationText() {}

    static Map<String, Object> values(LinearSvm model) {
        Calibration calibration = model.calibration().orElseThrow();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("slope", calibration.slope());
        values.put("intercept", calibration.intercept());
        return values;
    }

    static String of(LinearSvm model) {
        Calibration calibration = model.calibration().orElseThrow();
        String slope = "slope " + calibration.slope();
        return model.classes() == 2 ? slope + ", intercept " + calibration.intercept() : slope;
    }
}
