package io.github.widemargin;

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

    /** Over the samples [from, to). */
    Reference(Problem p, int from, int to) {
        int samples = to - from;
        scores = new double[samples][p.classes()];
        scoreBound = new double[samples][p.classes()];
        gradient = new double[p.features()][p.classes()];
        gradientBound = new double[p.features()][p.classes()];
        double sum = 0;
        double sumBound = 0;
        for (int i = 0; i < samples; i++) {
            score(p, from + i, scores[i], scoreBound[i]);
            int yi = p.y()[from + i];
            double own = scores[i][yi];
            for (int j = 0; j < p.classes(); j++) {
                if (j == yi) {
                    continue;
                }
                double margin = scores[i][j] - own + 1;
                double bound =
                        scoreBound[i][j] + scoreBound[i][yi] + 3 * U * (Math.abs(scores[i][j]) + Math.abs(own) + 1);
                if (margin > 0) {
                    sum += margin;
                    addToGradient(p, from + i, j, 1.0 / samples);
                    addToGradient(p, from + i, yi, -1.0 / samples);
                }
                // near the kink float may decide otherwise
                if (Math.abs(margin) <= bound) {
                    addToBound(p, from + i, j, 1.0 / samples);
                    addToBound(p, from + i, yi, 1.0 / samples);
                }
                if (margin > -bound) {
                    sumBound += bound;
                    addToBound(p, from + i, j, (samples + 4) * U / samples);
                    addToBound(p, from + i, yi, (samples + 4) * U / samples);
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

    private void addToGradient(Problem p, int i, int j, double share) {
        for (int k = 0; k < p.features(); k++) {
            gradient[k][j] += share * p.x()[i * p.features() + k];
        }
    }

    private void addToBound(Problem p, int i, int j, double share) {
        for (int k = 0; k < p.features(); k++) {
            gradientBound[k][j] += share * Math.abs(p.x()[i * p.features() + k]);
        }
    }
}
