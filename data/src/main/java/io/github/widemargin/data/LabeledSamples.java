package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.util.List;

/**
 * What a data file holds.
 *
 * @param samples the samples
 * @param labels a label for each sample; null if they were not wanted, see {@link ReadOptions}
 * @param labelNames what the labels 0, 1, … stand for, where the file has names; empty where labels are numbers
 */
public record LabeledSamples(Samples samples, int[] labels, List<String> labelNames) {
    /** Checks that labels are as many as samples, and each has a name if there are names. */
    public LabeledSamples {
        labelNames = List.copyOf(labelNames);
        if (labels != null && labels.length != samples.size()) {
            throw new IllegalArgumentException(
                    "labels must be as many as samples: labels=" + labels.length + ", samples=" + samples.size());
        }
        for (int i = 0; labels != null && !labelNames.isEmpty() && i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= labelNames.size()) {
                throw new IllegalArgumentException("labels must lie in [0, labelNames): labels[" + i + "]=" + labels[i]
                        + ", labelNames=" + labelNames.size());
            }
        }
    }

    /** Samples whose labels are numbers. */
    public LabeledSamples(Samples samples, int[] labels) {
        this(samples, labels, List.of());
    }
}
