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
        int[] model = {0};
        Seconds choosing = new Seconds();
        trainer.listener(epoch -> {
            model[0] += epoch.epoch() == 1 ? 1 : 0;
            if (!quiet && choosing.elapsed() - lastLine[0] >= 1) {
                lastLine[0] = choosing.elapsed();
                System.err.printf(
                        Locale.ROOT,
                        "%.0f s: cross-validating, model %d of %d%n",
                        lastLine[0],
                        model[0],
                        folds * regularizations.length);
            }
        });
        return trainer.build().crossValidate(data.samples(), data.labels(), folds, regularizations);
    }
}
