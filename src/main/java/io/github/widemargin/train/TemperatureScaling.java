package io.github.widemargin.train;

/**
 * The slope t ≥ 0 for which softmax(t · scores) gives held-out labels the largest likelihood, after Guo, Pleiss, Sun and
 * Weinberger, On Calibration of Modern Neural Networks (ICML 2017), whose temperature is 1/t. The negative log-likelihood
 *
 * <pre>    f(t) = Σ_i w_i log Σ_j exp(t · d_ij),   d_ij = score of class j − score of the true class</pre>
 *
 * is convex in t: Newton's steps on its derivative, halving an interval around the root where they would leave it.
 *
 * <p>If no score exceeds that of the true class, f falls for ever: with n samples without a mistake, likelier labels would be claimed
 * than n samples can tell. Then t is where they all together have the probability ½, that is each 1 − ln 2 / n.
 */
public final class TemperatureScaling {
    private static final int MOST_STEPS = 200;
    private static final double LARGEST = 0x1p200;
    private static final double TOLERANCE = 1e-12;

    private final float[][] scores;
    private final int[] y;
    private final double[] weights;
    private double scale;
    private boolean mistaken;
    private double total;
    private int count;
    private double goal;
    private double slope;

    private TemperatureScaling(float[][] scores, int[] y, double[] weights) {
        this.scores = scores;
        this.y = y;
        this.weights = weights;
        for (int i = 0; i < y.length; i++) {
            if (weights[i] > 0) {
                total += weights[i];
                count++;
                for (float score : scores[i]) {
                    double difference = (double) score - scores[i][y[i]];
                    scale = Math.max(scale, Math.abs(difference));
                    mistaken |= difference > 0;
                }
            }
        }
    }

    /**
     * The slope for the scores of samples, finite, a row each, with their true classes and weights; 0 if the scores tell nothing of the
     * classes or the contrary.
     */
    public static double slope(float[][] scores, int[] y, double[] weights) {
        TemperatureScaling fit = new TemperatureScaling(scores, y, weights);
        return fit.scale == 0 ? 0 : fit.root() / fit.scale;
    }

    /** In units of 1 / scale. */
    private double root() {
        evaluate(0);
        if (goal >= 0) {
            return 0;
        }
        double low = 0;
        double high = 1;
        evaluate(high);
        while (goal < 0 && high < LARGEST) {
            low = high;
            high *= 2;
            evaluate(high);
        }
        double t = high;
        for (int step = 0; step < MOST_STEPS && high - low > TOLERANCE * high; step++) {
            double next = t - goal / slope;
            next = next > low && next < high ? next : low + (high - low) / 2;
            boolean done = Math.abs(next - t) <= TOLERANCE * next;
            t = next;
            if (done) {
                break;
            }
            evaluate(t);
            if (goal < 0) {
                low = t;
            } else {
                high = t;
            }
        }
        return t;
    }

    /**
     * Finds what grows with t and is to become 0, and its slope: f' and f″; without mistakes what f may fall to, minus f, and −f'. There
     * f counts from where it falls to, which ties keep above 0.
     */
    private void evaluate(double t) {
        double f = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < y.length; i++) {
            if (weights[i] > 0) {
                float own = scores[i][y[i]];
                double largest = 0;
                for (float score : scores[i]) {
                    largest = Math.max(largest, ((double) score - own) / scale);
                }
                double tied = 0;
                double less = 0;
                double mean = 0;
                double square = 0;
                for (float score : scores[i]) {
                    double d = ((double) score - own) / scale;
                    double e = Math.exp(t * (d - largest));
                    tied += d == largest ? 1 : 0;
                    less += d == largest ? 0 : e;
                    mean += d * e;
                    square += d * d * e;
                }
                mean /= tied + less;
                f += weights[i] * Math.log1p(less / tied);
                first += weights[i] * mean;
                second += weights[i] * Math.max(0, square / (tied + less) - mean * mean);
            }
        }
        goal = mistaken ? first : total * Math.log(2) / count - f;
        slope = mistaken ? second : -first;
    }
}
