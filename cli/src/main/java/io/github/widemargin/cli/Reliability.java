package io.github.widemargin.cli;

import java.util.Locale;

/**
 * How well probabilities tell what comes true. The expected calibration error (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017): samples are
 * put into 15 bins of equal width by the probability of their most probable class, and the differences in each, between
 * how probable that was on average and how often it was right, are averaged over the samples.
 *
 * @param logLoss mean of −log of the probability of the true class, natural; a probability too small for a float counts as the smallest
 * @param calibrationError in [0, 1]
 */
record Reliability(double logLoss, double calibrationError) {
    static final int BINS = 15;

    /** Of a row of probabilities for each sample and its true class, or -1 for one that has no probability. */
    static Reliability of(float[][] probabilities, int[] y) {
        double loss = 0;
        double[] surplus = new double[BINS];
        for (int i = 0; i < y.length; i++) {
            float[] row = probabilities[i];
            int top = 0;
            for (int j = 1; j < row.length; j++) {
                top = row[j] > row[top] ? j : top;
            }
            loss -= Math.log(Math.max(y[i] < 0 ? 0 : row[y[i]], Float.MIN_VALUE));
            int bin = Math.clamp((int) Math.ceil(row[top] * BINS) - 1, 0, BINS - 1);
            surplus[bin] += row[top] - (top == y[i] ? 1 : 0);
        }
        double error = 0;
        for (double each : surplus) {
            error += Math.abs(each);
        }
        return new Reliability(loss / y.length, error / y.length);
    }

    void addTo(Report report) {
        report.put("logLoss", logLoss).put("calibrationError", calibrationError);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "log loss %.4f, expected calibration error %.4f (%d bins)",
                logLoss,
                calibrationError,
                BINS);
    }
}
