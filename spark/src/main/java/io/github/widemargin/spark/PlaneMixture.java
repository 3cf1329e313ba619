package io.github.widemargin.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mixture of planes with the largest bound Σ share · value - ½·reg·‖Σ share · w‖², shares adding up to 1: share moves from the
 * worst plane that has some to the best, as far as it pays, until the best is hardly better.
 */
final class PlaneMixture {
    private static final int MOST_MOVES = 10_000;
    private static final double CLOSE = 1e-7;

    /** Beyond so many the one with the smallest share is let go. */
    private static final int MOST_PLANES = 300;

    private final List<float[]> w = new ArrayList<>();
    private final List<double[]> products = new ArrayList<>(); // reg · those with the planes before and itself
    private double[] value = {};
    private double[] share = {};

    /** Adds a plane, and mixes anew. */
    void add(float[] plane, double itsValue, double reg) {
        if (w.size() == MOST_PLANES) {
            removeIdle();
        }
        int n = w.size();
        w.add(plane);
        double[] row = new double[n + 1];
        for (int a = 0; a <= n; a++) {
            row[a] = reg * dot(plane, w.get(a));
        }
        products.add(row);
        value = Arrays.copyOf(value, n + 1);
        share = Arrays.copyOf(share, n + 1);
        value[n] = itsValue;
        share[n] = n == 0 ? 1 : 0;
        mix();
    }

    private double product(int a, int b) {
        return a > b ? products.get(a)[b] : products.get(b)[a];
    }

    private void mix() {
        int n = share.length;
        double[] slope = value.clone();
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                slope[a] -= product(a, b) * share[b];
            }
        }
        for (int move = 0; move < MOST_MOVES; move++) {
            int best = 0;
            int worst = -1;
            for (int a = 0; a < n; a++) {
                best = slope[a] > slope[best] ? a : best;
                worst = share[a] > 0 && (worst < 0 || slope[a] < slope[worst]) ? a : worst;
            }
            double gain = slope[best] - slope[worst];
            double curvature = product(best, best) - 2 * product(best, worst) + product(worst, worst);
            if (gain <= CLOSE * Math.abs(value()) || best == worst) {
                return;
            }
            double by = curvature > 0 ? Math.min(share[worst], gain / curvature) : share[worst];
            share[worst] = by == share[worst] ? 0 : share[worst] - by;
            share[best] += by;
            for (int a = 0; a < n; a++) {
                slope[a] -= by * (product(a, best) - product(a, worst));
            }
        }
    }

    /** Σ share · value. */
    double value() {
        double sum = 0;
        for (int a = 0; a < share.length; a++) {
            sum += share[a] * value[a];
        }
        return sum;
    }

    /** Σ share · w. */
    float[] weights() {
        double[] sum = new double[w.getFirst().length];
        for (int a = 0; a < share.length; a++) {
            float[] plane = w.get(a);
            for (int k = 0; k < sum.length && share[a] > 0; k++) {
                sum[k] += share[a] * plane[k];
            }
        }
        float[] weights = new float[sum.length];
        for (int k = 0; k < sum.length; k++) {
            weights[k] = (float) sum[k];
        }
        return weights;
    }

    private void removeIdle() {
        int idle = 0;
        for (int a = 1; a < w.size(); a++) {
            idle = share[a] < share[idle] ? a : idle;
        }
        double rest = 1 - share[idle];
        remove(idle);
        for (int a = 0; a < share.length; a++) {
            share[a] /= rest;
        }
    }

    private void remove(int gone) {
        w.remove(gone);
        products.remove(gone);
        for (int a = gone; a < products.size(); a++) {
            products.set(a, without(products.get(a), gone));
        }
        value = without(value, gone);
        share = without(share, gone);
    }

    private static double[] without(double[] a, int gone) {
        double[] rest = Arrays.copyOf(a, a.length - 1);
        System.arraycopy(a, gone + 1, rest, gone, rest.length - gone);
        return rest;
    }

    static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int n = 0; n < a.length; n++) {
            sum += (double) a[n] * b[n];
        }
        return sum;
    }
}
