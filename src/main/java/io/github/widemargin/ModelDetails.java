package io.github.widemargin;

import io.github.widemargin.model.Metadata;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a model knows beside its weights.
 *
 * @param info how it was trained, or null
 * @param labelNames a name for each class in their order, or null
 * @param calibration how its scores become probabilities, or null
 */
record ModelDetails(ModelInfo info, List<String> labelNames, Calibration calibration) {
    private static final String NAME = "name.";
    private static final String SLOPE = "calibrationSlope";
    private static final String INTERCEPT = "calibrationIntercept";

    ModelDetails withGap(double gap) {
        return new ModelDetails(info.withGap(gap), labelNames, calibration);
    }

    ModelDetails withLabelNames(List<String> names, int classes) {
        return new ModelDetails(info, checkedNames(names, classes), calibration);
    }

    ModelDetails withCalibration(Calibration fit, int classes) {
        Require.notNull(fit, "calibration");
        Require.that(
                classes == 2 || fit.intercept() == 0,
                "an intercept is of two classes",
                "intercept",
                fit.intercept(),
                "classes",
                classes);
        return new ModelDetails(info, labelNames, fit);
    }

    private static List<String> checkedNames(List<String> names, int classes) {
        Require.notNull(names, "names");
        Require.that(
                names.size() == classes, "names must be one for each class", "names", names.size(), "classes", classes);
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        Map<String, Integer> before = new HashMap<>();
        for (int j = 0; j < classes; j++) {
            String name = names.get(j);
            Require.that(name != null && !name.isEmpty(), "names must not be empty", "class", j);
            Require.that(utf8.canEncode(name), "names must be Unicode text", "class", j);
            Integer same = before.put(name, j);
            Require.that(same == null, "names must differ", "class", same, "class", j);
        }
        return List.copyOf(names);
    }

    /** Of the classes in another order: the class that was from[j] becomes class j. */
    ModelDetails ordered(int[] from) {
        List<String> names = labelNames == null
                ? null
                : IntStream.of(from).mapToObj(labelNames::get).toList();
        boolean swapped = from[0] > from[1] && calibration != null;
        return new ModelDetails(info, names, swapped ? calibration.swapped() : calibration);
    }

    Metadata metadata() {
        Metadata metadata = infoMetadata();
        for (int j = 0; labelNames != null && j < labelNames.size(); j++) {
            metadata.put(NAME + j, labelNames.get(j));
        }
        if (calibration != null) {
            metadata.put(SLOPE, calibration.slope()).put(INTERCEPT, calibration.intercept());
        }
        return metadata;
    }

    /** How it was trained alone. */
    Metadata infoMetadata() {
        Metadata metadata = new Metadata();
        if (info != null) {
            info.addTo(metadata);
        }
        return metadata;
    }

    static ModelDetails of(Metadata metadata, int classes) {
        ModelDetails details = new ModelDetails(ModelInfo.of(metadata), null, null);
        if (metadata.has(NAME + 0)) {
            List<String> names = new ArrayList<>();
            for (int j = 0; j < classes; j++) {
                names.add(metadata.get(NAME + j, name -> name));
            }
            details = details.withLabelNames(names, classes);
        }
        if (metadata.has(SLOPE) || metadata.has(INTERCEPT)) {
            float slope = metadata.get(SLOPE, Float::parseFloat);
            float intercept = metadata.get(INTERCEPT, Float::parseFloat);
            details = details.withCalibration(new Calibration(slope, intercept), classes);
        }
        return details;
    }
}
