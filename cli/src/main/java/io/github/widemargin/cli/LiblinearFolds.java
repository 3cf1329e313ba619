package io.github.widemargin.cli;

import io.github.widemargin.CrossValidation;
import io.github.widemargin.SvmTrainer;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.model.CFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What LIBLINEAR's {@code -v} and {@code -C} tell, in its words. */
final class LiblinearFolds {
    private static final int FOLDS = 5;
    private static final double LARGEST_COST = 1024;
    private static final int DIGITS = 6; // of %g

    private final LiblinearOptions letters;
    private final SvmTrainer.Builder trainer;
    private final LabeledSamples data;
    private final int folds;

    LiblinearFolds(LiblinearOptions letters, SvmTrainer.Builder trainer, LabeledSamples data) {
        this.letters = letters;
        this.trainer = trainer;
        this.data = data;
        folds = Math.min(letters.folds == null ? FOLDS : letters.folds, data.labels().length);
    }

    /** Tells the accuracy with one regularisation, or the best cost. */
    void run(float regularization, boolean json) {
        if (letters.search) {
            search(json);
            return;
        }
        CrossValidation found = Folds.run(trainer, data, folds, new float[] {regularization}, letters.quiet);
        if (json) {
            new Report()
                    .put("folds", folds)
                    .put("accuracy", found.accuracy()[0])
                    .print();
        } else {
            System.out.println("Cross Validation Accuracy = " + percent(found.accuracy()[0]) + "%");
        }
    }

    private void search(boolean json) {
        List<Double> costs = new ArrayList<>();
        for (double cost = letters.startCost(smallestCost()); cost <= LARGEST_COST || costs.isEmpty(); cost *= 2) {
            costs.add(cost);
        }
        int samples = data.labels().length;
        float[] regularizations = new float[costs.size()];
        for (int c = 0; c < regularizations.length; c++) {
            regularizations[c] = LiblinearOptions.regularization(costs.get(c), samples);
        }
        if (!json) {
            System.out.println("Doing parameter search with " + folds + "-fold cross validation.");
        }
        double[] accuracy =
                Folds.run(trainer, data, folds, regularizations, letters.quiet).accuracy();
        int best = 0;
        for (int c = 0; c < accuracy.length; c++) {
            best = accuracy[c] > accuracy[best] ? c : best;
            if (!json && !letters.quiet) {
                double log = Math.log(costs.get(c)) / Math.log(2);
                System.out.printf(Locale.ROOT, "log2c=%7.2f\trate=%s%n", log, percent(accuracy[c]));
            }
        }
        if (json) {
            new Report()
                    .put("folds", folds)
                    .put("costs", costs)
                    .put("foldAccuracies", accuracy)
                    .put("cost", costs.get(best))
                    .put("accuracy", accuracy[best])
                    .print();
        } else {
            System.out.println("Best C = " + CFormat.general(costs.get(best), DIGITS) + "  CV accuracy = "
                    + percent(accuracy[best]) + "%");
        }
    }

    /** The power of two below 1 / (2 · samples · largest ‖x‖²): with less, all samples violate their margins. */
    private double smallestCost() {
        double largest = 0;
        for (int i = 0; i < data.labels().length; i++) {
            double[] norm = {letters.hasBias() ? 1 : 0};
            data.samples().forEachNonzero(i, (k, value) -> norm[0] += (double) value * value);
            largest = Math.max(largest, norm[0]);
        }
        return largest == 0
                ? 1
                : Math.pow(2, Math.floor(Math.log(1 / (2.0 * data.labels().length * largest)) / Math.log(2)));
    }

    static String percent(double part) {
        return CFormat.general(100 * part, DIGITS);
    }
}
