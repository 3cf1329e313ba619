package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The formulas of {@link SvmObjective} in double precision, and for each result how far float arithmetic may be from it:
 * a sum of k products, in any order, is within k·u·Σ|a||b| of the true one, u = 2⁻²⁴.
 */
final class Reference {
    private static final double U = 0x1p-24;

    final double[][] scores;
    final double[][] scoreBound;
    final double loss;
    final double lossBound;
    final double[][] gradient;
    final double[][] gradientBound;

    /** A hinge and the weights of the samples, or null. */
    record Loss(Hinge hinge, boolean squared, float margin, float[] classWeights, float[] sampleWeights) {
        static final Loss PLAIN = new Loss(Hinge.WESTON_WATKINS, false, 1, null, null);
    }

    private final Loss kind;
    private final int samples;

    /** Over the samples [from, to). */
    Reference(Problem p, int from, int to, Loss kind) {
        this.kind = kind;
        samples = to - from;
        scores = new double[samples][p.classes()];
        scoreBound = new double[samples][p.classes()];
        gradient = new double[p.features()][p.classes()];
        gradientBound = new double[p.features()][p.classes()];
        double sum = 0;
        double sumBound = 0;
        for (int i = 0; i < samples; i++) {
            score(p, from + i, scores[i], scoreBound[i]);
            int yi = p.y()[from + i];
            double weight = (kind.sampleWeights == null ? 1.0 : kind.sampleWeights[from + i])
                    * (kind.classWeights == null ? 1.0 : kind.classWeights[yi]);
            double[] margin = new double[p.classes()];
            double[] bound = new double[p.classes()];
            margins(i, yi, margin, bound);
            if (kind.hinge == Hinge.CRAMMER_SINGER) {
                keepLargest(margin, bound);
            }
            for (int j = 0; j < p.classes(); j++) {
                double m = Math.max(0, margin[j]);
                double b = bound[j];
                if (margin[j] + b <= 0) {
                    continue;
                }
                sum += weight * (kind.squared ? m * m : m);
                sumBound += weight * (kind.squared ? 2 * m * b + b * b + 8 * U * m * m : b + 8 * U * m);
                double g = kind.squared ? 2 * m : margin[j] > 0 ? 1 : 0;
                // near the kink float may decide otherwise
                double off = kind.squared ? 2 * b : Math.abs(margin[j]) <= b ? 1 : 0;
                // a coefficient may be split in two, together not twice as large
                off += 2 * (samples + p.classes() + 8) * U * (g + off);
                boolean own = j == yi;
                add(p, from + i, j, weight * (own ? -g : g), weight * off);
                if (kind.hinge != Hinge.ONE_VS_REST) {
                    add(p, from + i, yi, -weight * g, weight * off);
                }
            }
        }
        double norm = 0;
        for (int k = 0; k < p.features(); k++) {
            for (int j = 0; j < p.classes(); j++) {
                double w = p.w()[k * p.classes() + j];
                norm += w * w;
                gradient[k][j] += p.reg() * w;
                gradientBound[k][j] += 4 * U * Math.abs(p.reg() * w) + Float.MIN_NORMAL;
            }
        }
        double regularization = 0.5 * p.reg() * norm;
        loss = (samples == 0 ? 0 : sum / samples) + regularization;
        lossBound = (samples == 0 ? 0 : sumBound / samples) + 1e-12 * regularization + Double.MIN_NORMAL;
    }

    Reference(Problem p, int from, int to) {
        this(p, from, to, Loss.PLAIN);
    }

    private void margins(int i, int yi, double[] margin, double[] bound) {
        double own = scores[i][yi];
        for (int j = 0; j < margin.length; j++) {
            double s = scores[i][j];
            if (kind.hinge == Hinge.ONE_VS_REST) {
                margin[j] = kind.margin + (j == yi ? -s : s);
                bound[j] = scoreBound[i][j] + 3 * U * (Math.abs(s) + kind.margin);
            } else if (j == yi) {
                margin[j] = Double.NEGATIVE_INFINITY;
            } else {
                margin[j] = s - own + kind.margin;
                bound[j] = scoreBound[i][j] + scoreBound[i][yi] + 3 * U * (Math.abs(s) + Math.abs(own) + kind.margin);
            }
        }
    }

    /** Leaves the largest margin alone, or makes those that may be it as uncertain as they can be. */
    private static void keepLargest(double[] margin, double[] bound) {
        int largest = 0;
        for (int j = 1; j < margin.length; j++) {
            largest = margin[j] > margin[largest] ? j : largest;
        }
        double most = margin[largest];
        double least = most - bound[largest];
        boolean rival = false;
        for (int j = 0; j < margin.length; j++) {
            if (j != largest && margin[j] + bound[j] >= least) {
                rival = true;
                bound[j] += Math.max(0, margin[j]); // may count wholly, or not at all
                margin[j] = 0;
            } else if (j != largest) {
                margin[j] = Double.NEGATIVE_INFINITY;
            }
        }
        if (rival) {
            bound[largest] += Math.max(0, most);
        }
    }

    Reference(Problem p) {
        this(p, 0, p.samples());
    }

    private static void score(Problem p, int i, double[] scores, double[] bound) {
        for (int j = 0; j < p.classes(); j++) {
            double absolute = 0;
            for (int k = 0; k < p.features(); k++) {
                double product = (double) p.x()[i * p.features() + k] * p.w()[k * p.classes() + j];
                scores[j] += product;
                absolute += Math.abs(product);
            }
            bound[j] = (p.features() + 1) * U * absolute + p.features() * Float.MIN_NORMAL;
        }
    }

    /** Adds x_i · g and its bound to column j. */
    private void add(Problem p, int i, int j, double g, double bound) {
        for (int k = 0; k < p.features(); k++) {
            double x = p.x()[i * p.features() + k];
            gradient[k][j] += g * x / samples;
            gradientBound[k][j] += bound * Math.abs(x) / samples;
        }
    }

    void assertLoss(double actual) {
        assertNear(loss, actual, lossBound, "loss");
    }

    void assertGradient(float[] dw) {
        int classes = gradient[0].length;
        for (int k = 0; k < gradient.length; k++) {
            for (int j = 0; j < classes; j++) {
                assertNear(gradient[k][j], dw[k * classes + j], gradientBound[k][j], "dw[" + k + "][" + j + "]");
            }
        }
    }

    void assertScores(int i, float[] actual) {
        for (int j = 0; j < scores[i].length; j++) {
            assertNear(scores[i][j], actual[j], scoreBound[i][j], "score " + i + "," + j);
        }
    }

    static void assertNear(double expected, double actual, double bound, String what) {
        assertTrue(
                Math.abs(actual - expected) <= bound,
                () -> what + ": expected " + expected + " ± " + bound + ", was " + actual);
    }
}
