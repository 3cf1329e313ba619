package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.Samples;
import java.util.Arrays;

/** Those of a calibrated model, a row for each sample. */
final class Probabilities {
    private Probabilities() {}

    static float[][] of(LinearSvm model, Samples samples) {
        int classes = model.classes();
        long count = (long) samples.size() * classes;
        if (count > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "probabilities must fit one array: samples=" + samples.size() + ", classes=" + classes);
        }
        float[] flat = new float[(int) count];
        model.probabilities(samples, Runtime.getRuntime().availableProcessors(), flat);
        float[][] rows = new float[samples.size()][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * classes, (i + 1) * classes));
        return rows;
    }
}
