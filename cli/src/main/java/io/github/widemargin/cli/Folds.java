package io.github.widemargin.cli;

import io.github.widemargin.CrossValidation;
import io.github.widemargin.SvmTrainer;
import io.github.widemargin.data.LabeledSamples;
import java.util.Locale;

/** Cross-validates, and tells on standard error that it takes its time. */
final class Folds {
    private Folds() {}

    static CrossValidation run(
            SvmTrainer.Builder trainer, LabeledSamples data, int folds, float[] regularizations, boolean quiet) {
        double[] lastLine = {0};
        Seconds choosing = new Seconds();
        trainer.listener(epoch -> {
            if (!quiet && choosing.elapsed() - lastLine[0] >= 1) {
                lastLine[0] = choosing.elapsed();
                System.err.printf(Locale.ROOT, "%.0f s: cross-validating%n", lastLine[0]);
            }
        });
        return trainer.build().crossValidate(data.samples(), data.labels(), folds, regularizations);
    }
}
