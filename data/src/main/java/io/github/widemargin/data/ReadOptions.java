package io.github.widemargin.data;

import java.nio.file.Path;

/**
 * How to read a data file.
 *
 * @param labels the file of the labels, for formats that keep them apart; null to find it by its usual name
 * @param labelsWanted whether to read the labels where they are in a file of their own; otherwise that file need not be
 *     there, and there are no labels
 * @param features the number of features, for formats that do not state it: larger indices are left out, as LIBLINEAR
 *     does, and missing ones are zero; 0 to take the largest index of the file
 * @param scaleBytes whether bytes become value / 255, in [0, 1]; otherwise they stay 0 to 255
 */
public record ReadOptions(Path labels, boolean labelsWanted, int features, boolean scaleBytes) {
    /** Labels by their usual name, features from the file, bytes scaled. */
    public static final ReadOptions DEFAULTS = new ReadOptions(null, true, 0, true);

    public ReadOptions {
        if (features < 0) {
            throw new IllegalArgumentException("features must not be negative: features=" + features);
        }
    }

    public ReadOptions withLabels(Path labels) {
        return new ReadOptions(labels, labelsWanted, features, scaleBytes);
    }

    public ReadOptions withLabelsWanted(boolean labelsWanted) {
        return new ReadOptions(labels, labelsWanted, features, scaleBytes);
    }

    public ReadOptions withFeatures(int features) {
        return new ReadOptions(labels, labelsWanted, features, scaleBytes);
    }

    public ReadOptions withScaleBytes(boolean scaleBytes) {
        return new ReadOptions(labels, labelsWanted, features, scaleBytes);
    }
}
