package io.github.widemargin.train;

/**
 * A sigmoid for two classes, P(second) = 1 / (1 + exp(−(slope · d + intercept))) of d = score of the second − score of the first, after
 * Platt, Probabilistic Outputs for Support Vector Machines (1999): of largest likelihood for targets (N₊ + 1) / (N₊ + 2) for the N₊
 * samples of the second class and 1 / (N₋ + 2) for the N₋ of the first, so that it is finite where the classes do not overlap. Found by
 * Newton's method with backtracking, in the numerically careful form of Lin, Lin and Weng, A Note on Platt's Probabilistic Outputs
 * for Support Vector Machines (Machine Learning 68, 2007).
 *
 * @param slope not negative
 */
public record PlattScaling(double slope, double intercept) {
    private static final int MOST_STEPS = 100;
    private static final double RIDGE = 1e-12;
    private static final double LEAST_STEP = 1e-10;
    private static final double TOLERANCE = 1e-10;
    private static final double SUFFICIENT = 1e-4;

    /** For the scores of samples, finite, a row of two each, with their true classes, 0 or 1, and weights. */
    public static PlattScaling of(float[][] scores, int[] y, double[] weights) {
        double[] d = new double[y.length];
        double[] counts = new double[2];
        double scale = 0;
        for (int i = 0; i < y.length; i++) {
            d[i] = (double) scores[i][1] - scores[i][0];
            counts[y[i]] += weights[i];
            scale = weights[i] > 0 ? Math.max(scale, Math.abs(d[i])) : scale;
        }
        double[] targets = {1 / (counts[0] + 2), (counts[1] + 1) / (counts[1] + 2)};
        double total = counts[0] + counts[1];
        PlattScaling constant = new PlattScaling(0, logit((counts[0] * targets[0] + counts[1] * targets[1]) / total));
        if (scale == 0) {
            return constant;
        }
        for (int i = 0; i < d.length; i++) {
            d[i] /= scale;
        }
        PlattScaling found =
                new Fit(d, y, weights, targets, TOLERANCE * total).from(Math.log((counts[1] + 1) / (counts[0] + 1)));
        // the problem is convex: where the best slope is negative, the best that is not is 0
        return found.slope > 0 ? new PlattScaling(found.slope / scale, found.intercept) : constant;
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }

    private static final class Fit {
        private final double[] d;
        private final int[] y;
        private final double[] weights;
        private final double[] targets;
        private final double tolerance;
        private double bySlope;
        private double byIntercept;
        private double h11;
        private double h12;
        private double h22;

        Fit(double[] d, int[] y, double[] weights, double[] targets, double tolerance) {
            this.d = d;
            this.y = y;
            this.weights = weights;
            this.targets = targets;
            this.tolerance = tolerance;
        }

        PlattScaling from(double start) {
            double a = 0;
            double b = start;
            double value = value(a, b);
            for (int step = 0; step < MOST_STEPS; step++) {
                differentiate(a, b);
                if (Math.max(Math.abs(bySlope), Math.abs(byIntercept)) <= tolerance) {
                    break;
                }
                double determinant = h11 * h22 - h12 * h12;
                double da = -(h22 * bySlope - h12 * byIntercept) / determinant;
                double db = -(h11 * byIntercept - h12 * bySlope) / determinant;
                double descent = bySlope * da + byIntercept * db;
                double length = 1;
                double next = value(a + da, b + db);
                while (!(next < value + SUFFICIENT * length * descent) && length >= LEAST_STEP) {
                    length /= 2;
                    next = value(a + length * da, b + length * db);
                }
                if (!(next < value)) {
                    break; // as near as doubles come
                }
                a += length * da;
                b += length * db;
                value = next;
            }
            return new PlattScaling(a, b);
        }

        private double value(double a, double b) {
            double value = 0;
            for (int i = 0; i < d.length; i++) {
                double z = a * d[i] + b;
                // −t log p − (1 − t) log(1 − p), without a large exponential
                double loss = z >= 0 ? (1 - targets[y[i]]) * z : -targets[y[i]] * z;
                value += weights[i] * (loss + Math.log1p(Math.exp(-Math.abs(z))));
            }
            return value;
        }

        private void differentiate(double a, double b) {
            bySlope = 0;
            byIntercept = 0;
            h11 = RIDGE;
            h12 = 0;
            h22 = RIDGE;
            for (int i = 0; i < d.length; i++) {
                double z = a * d[i] + b;
                double e = Math.exp(-Math.abs(z));
                double p = z >= 0 ? 1 / (1 + e) : e / (1 + e);
                double gradient = weights[i] * (p - targets[y[i]]);
                double curvature = weights[i] * e / ((1 + e) * (1 + e));
                bySlope += gradient * d[i];
                byIntercept += gradient;
                h11 += curvature * d[i] * d[i];
                h12 += curvature * d[i];
                h22 += curvature;
            }
        }
    }
}
