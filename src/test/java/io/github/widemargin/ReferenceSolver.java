package io.github.widemargin;

import java.util.Arrays;

/**
 * The optimum of a small problem in double precision, slowly: accelerated projected gradient ascent on the dual (Beck and
 * Teboulle 2009), with restarts, until primal and dual meet. It shares nothing with the trainer but the formulas.
 */
final class ReferenceSolver {
    private static final int MOST_STEPS = 300_000;

    private final Problem p;
    private final Reference.Loss kind;
    private final int width; // features, and one more for a regularised bias
    private final double[][] x;
    private final double[] weight;

    double primal = Double.POSITIVE_INFINITY;
    double dual = Double.NEGATIVE_INFINITY;

    ReferenceSolver(Problem p, Reference.Loss kind, boolean biased, double tolerance) {
        this.p = p;
        this.kind = kind;
        width = p.features() + (biased ? 1 : 0);
        x = new double[p.samples()][width];
        weight = new double[p.samples()];
        for (int i = 0; i < p.samples(); i++) {
            Arrays.fill(x[i], 1);
            for (int k = 0; k < p.features(); k++) {
                x[i][k] = p.x()[i * p.features() + k];
            }
            weight[i] = (kind.sampleWeights() == null ? 1.0 : kind.sampleWeights()[i])
                    * (kind.classWeights() == null ? 1.0 : kind.classWeights()[p.y()[i]]);
        }
        solve(tolerance);
    }

    private void solve(double tolerance) {
        double largest = 0;
        double squares = 0;
        for (int i = 0; i < p.samples(); i++) {
            squares += Arrays.stream(x[i]).map(v -> v * v).sum();
            largest = Math.max(largest, weight[i] > 0 ? 1 / (2 * weight[i]) : 0);
        }
        // of P · D: ‖Xᵀ‖² · ‖coefficients‖² / (reg · P), and the penalty of squared margins; of samples that are all
        // zero as much as
        // leaves the steps their digits
        double curvature =
                squares * p.classes() / (p.reg() * p.samples()) + (kind.squared() ? largest * p.classes() : 0) + 1e-3;
        double[][] a = new double[p.samples()][p.classes()];
        double[][] ahead = new double[p.samples()][p.classes()];
        double momentum = 1;
        for (int step = 0; step < MOST_STEPS; step++) {
            double[][] scores = scores(weights(ahead));
            double[][] next = new double[p.samples()][];
            double turn = 0;
            for (int i = 0; i < p.samples(); i++) {
                next[i] = new double[p.classes()];
                double sum = Arrays.stream(ahead[i]).sum();
                for (int j = 0; j < p.classes(); j++) {
                    double slope = margin(scores[i], i, j);
                    if (kind.squared() && weight[i] > 0) {
                        slope -= (kind.hinge() == Hinge.CRAMMER_SINGER ? sum : ahead[i][j]) / (2 * weight[i]);
                    }
                    next[i][j] = isVariable(i, j) ? ahead[i][j] + slope / curvature : 0;
                }
                project(next[i], weight[i]);
                for (int j = 0; j < p.classes(); j++) {
                    turn += (ahead[i][j] - next[i][j]) * (next[i][j] - a[i][j]);
                }
            }
            double following = turn > 0 ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            double share = turn > 0 ? 0 : (momentum - 1) / following;
            for (int i = 0; i < p.samples(); i++) {
                for (int j = 0; j < p.classes(); j++) {
                    ahead[i][j] = next[i][j] + share * (next[i][j] - a[i][j]);
                }
            }
            a = next;
            momentum = following;
            if (step % 100 == 99) {
                double[][] w = weights(a);
                primal = Math.min(primal, primal(w));
                dual = Math.max(dual, dual(a, w));
                if (primal - dual <= tolerance * primal) {
                    return;
                }
            }
        }
    }

    private boolean isVariable(int i, int j) {
        return kind.hinge() == Hinge.ONE_VS_REST || j != p.y()[i];
    }

    private double margin(double[] scores, int i, int j) {
        int y = p.y()[i];
        if (kind.hinge() == Hinge.ONE_VS_REST) {
            return kind.margin() + (j == y ? -scores[j] : scores[j]);
        }
        return kind.margin() + scores[j] - scores[y];
    }

    private void project(double[] a, double c) {
        if (c == 0) {
            Arrays.fill(a, 0);
            return;
        }
        for (int j = 0; j < a.length; j++) {
            a[j] = Math.max(0, kind.squared() || kind.hinge() == Hinge.CRAMMER_SINGER ? a[j] : Math.min(a[j], c));
        }
        if (kind.squared()
                || kind.hinge() != Hinge.CRAMMER_SINGER
                || Arrays.stream(a).sum() <= c) {
            return;
        }
        double[] sorted = a.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int n = 1; n <= a.length; n++) {
            sum += sorted[a.length - n];
            double level = (sum - c) / n;
            if (n == a.length || sorted[a.length - n - 1] <= level) {
                for (int j = 0; j < a.length; j++) {
                    a[j] = Math.max(0, a[j] - level);
                }
                return;
            }
        }
    }

    private double[][] weights(double[][] a) {
        double[][] w = new double[width][p.classes()];
        double scale = 1 / ((double) p.reg() * p.samples());
        for (int i = 0; i < p.samples(); i++) {
            int y = p.y()[i];
            for (int j = 0; j < p.classes(); j++) {
                for (int k = 0; k < width; k++) {
                    double part = scale * a[i][j] * x[i][k];
                    if (kind.hinge() == Hinge.ONE_VS_REST) {
                        w[k][j] += j == y ? part : -part;
                    } else {
                        w[k][j] -= part;
                        w[k][y] += part;
                    }
                }
            }
        }
        return w;
    }

    private double[][] scores(double[][] w) {
        double[][] scores = new double[p.samples()][p.classes()];
        for (int i = 0; i < p.samples(); i++) {
            for (int k = 0; k < width; k++) {
                for (int j = 0; j < p.classes(); j++) {
                    scores[i][j] += x[i][k] * w[k][j];
                }
            }
        }
        return scores;
    }

    private double regularization(double[][] w) {
        return 0.5
                * p.reg()
                * Arrays.stream(w)
                        .flatMapToDouble(Arrays::stream)
                        .map(v -> v * v)
                        .sum();
    }

    private double primal(double[][] w) {
        double[][] scores = scores(w);
        double sum = 0;
        for (int i = 0; i < p.samples(); i++) {
            double largest = 0;
            double total = 0;
            for (int j = 0; j < p.classes(); j++) {
                double m = isVariable(i, j) ? Math.max(0, margin(scores[i], i, j)) : 0;
                largest = Math.max(largest, m);
                total += kind.squared() ? m * m : m;
            }
            double one = kind.squared() ? largest * largest : largest;
            sum += weight[i] * (kind.hinge() == Hinge.CRAMMER_SINGER ? one : total);
        }
        return sum / p.samples() + regularization(w);
    }

    private double dual(double[][] a, double[][] w) {
        double value = 0;
        for (int i = 0; i < p.samples(); i++) {
            double sum = Arrays.stream(a[i]).sum();
            double squares = Arrays.stream(a[i]).map(v -> v * v).sum();
            value += kind.margin() * sum;
            if (kind.squared() && weight[i] > 0) {
                value -= (kind.hinge() == Hinge.CRAMMER_SINGER ? sum * sum : squares) / (4 * weight[i]);
            }
        }
        return value / p.samples() - regularization(w);
    }
}
