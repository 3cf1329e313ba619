package io.github.widemargin.data;

import java.nio.file.Path;

/**
 * How to read a data file.
 *
 * @param labels the file of the labels, for formats that keep them apart; null to find it by its usual name
 * @param labelsOptional whether samples without labels will do
 * @param features the number of features, for formats that do not state it: larger indices are left out, as LIBLINEAR
 *     does, and missing ones are zero; 0 to take the largest index of the file
 * @param scaleBytes whether bytes become value / 255, in [0, 1]; otherwise they stay 0 to 255
 */
public record ReadOptions(Path labels, boolean labelsOptional, int features, boolean scaleBytes) {
    /** Labels by their usual name, features from the file, bytes scaled. */
    public static final ReadOptions DEFAULTS = new ReadOptions(null, false, 0, true);

    public ReadOptions {
        if (features < 0) {
            throw new IllegalArgumentException("features must not be negative: features=" + features);
        }
    }

    public ReadOptions withLabels(Path labels) {
        return new ReadOptions(labels, labelsOptional, features, scaleBytes);
    }

    public ReadOptions withLabelsOptional(boolean labelsOptional) {
        return new ReadOptions(labels, labelsOptional, features, scaleBytes);
    }

    public ReadOptions withFeatures(int features) {
        return new ReadOptions(labels, labelsOptional, features, scaleBytes);
    }

    public ReadOptions withScaleBytes(boolean scaleBytes) {
        return new ReadOptions(labels, labelsOptional, features, scaleBytes);
    }
}
