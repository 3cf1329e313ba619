package io.github.widemargin.data;

import io.github.widemargin.Samples;

/**
 * What a data file holds.
 *
 * @param samples the samples
 * @param labels a label for each sample; null if they were not wanted, see {@link ReadOptions}
 */
public record LabeledSamples(Samples samples, int[] labels) {}
