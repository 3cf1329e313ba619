package io.github.widemargin;

import io.github.widemargin.train.PlattScaling;
import io.github.widemargin.train.TemperatureScaling;
import java.util.Arrays;

/**
 * How scores become probabilities: softmax(slope · scores), the larger the score the more probable the class. Two classes have an
 * intercept beside, which is added for the second. Fitted to scores of samples that the model was not trained on, to the largest
 * likelihood of their labels: by temperature scaling (Guo et al. 2017), with two classes by Platt's method (Platt 1999; Lin et al. 2007).
 *
 * @param slope finite, not negative; 0 where the scores told nothing of the labels
 * @param intercept finite; 0 with more than two classes
 */
public record Calibration(float slope, float intercept) {
    /** Of a slope that is finite and not negative, and a finite intercept. */
    public Calibration {
        Require.that(
                slope >= 0 && slope < Float.POSITIVE_INFINITY, "slope must be finite and not negative", "slope", slope);
        Require.that(Float.isFinite(intercept), "intercept must be finite", "intercept", intercept);
    }

    /** Of scores, a row for each sample, true classes, of which two occur, and weights of the samples or null. */
    static Calibration fit(float[][] scores, int[] y, int classes, float[] sampleWeights) {
        double[] weights = new double[y.length];
        double sum = 0;
        int count = 0;
        for (int i = 0; i < y.length; i++) {
            weights[i] = sampleWeights == null ? 1 : sampleWeights[i];
            sum += weights[i];
            count += weights[i] > 0 ? 1 : 0;
        }
        for (int i = 0; i < y.length; i++) {
            weights[i] *= count / sum; // so that they tell how many samples there are
        }
        if (classes == 2) {
            PlattScaling platt = PlattScaling.of(scores, y, weights);
            return new Calibration(nearest(platt.slope()), (float) platt.intercept());
        }
        return new Calibration(nearest(TemperatureScaling.slope(scores, y, weights)), 0);
    }

    private static float nearest(double slope) {
        return (float) Math.min(slope, Float.MAX_VALUE);
    }

    /** Without samples of two classes that weigh something there is nothing to fit. */
    static void requireClasses(int[] y, float[] sampleWeights) {
        int first = -1;
        for (int i = 0; i < y.length; i++) {
            if (sampleWeights == null || sampleWeights[i] > 0) {
                if (first >= 0 && y[i] != first) {
                    return;
                }
                first = y[i];
            }
        }
        throw Require.failed("labels to calibrate on must be of two classes or more", "classes", first < 0 ? 0 : 1);
    }

    /** Makes probabilities of the scores of one sample, in place. */
    void apply(float[] scores) {
        apply(scores, 0, scores.length);
    }

    /** Makes probabilities of the scores of so many classes from at on, in place; NaN of all if one is not finite. */
    void apply(float[] scores, int at, int classes) {
        double largest = Double.NEGATIVE_INFINITY;
        float check = 0;
        for (int j = 0; j < classes; j++) {
            largest = Math.max(largest, exponent(scores[at + j], j, classes));
            check += 0 * scores[at + j];
        }
        if (check != 0) {
            Arrays.fill(scores, at, at + classes, Float.NaN);
            return;
        }
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            double exponential = Math.exp(exponent(scores[at + j], j, classes) - largest);
            scores[at + j] = (float) exponential;
            sum += exponential;
        }
        for (int j = 0; j < classes; j++) {
            scores[at + j] = (float) (scores[at + j] / sum);
        }
    }

    private double exponent(float score, int j, int classes) {
        double exponent = (double) slope * score;
        return j == 1 && classes == 2 ? exponent + intercept : exponent;
    }

    /** Of two classes in the other order. */
    Calibration swapped() {
        return new Calibration(slope, intercept == 0 ? 0 : -intercept);
    }
}
