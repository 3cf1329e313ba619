package io.github.widemargin.train;

import io.github.widemargin.kernel.HingeLoss.Kind;
import java.util.Arrays;

/**
 * Scales dual variables down so that the coefficients of each class sum to zero, as the dual of a free bias demands: one that
 * is optimised at no price must have no slope.
 */
public final class Balance {
    private final int classes;
    private final double[] group; // Σ α_ij over the samples of class a, for j: at a · classes + j
    private final double[] excess; // of coefficients, by class

    private Balance(double[] group, int classes) {
        this.classes = classes;
        this.group = group.clone();
        excess = new double[classes];
    }

    /** Adds what {@link #factors} takes of the variables of some samples. */
    static void add(DualProblem problem, DualVariables variables, double[] group) {
        int classes = problem.classes();
        float[] alpha = new float[classes];
        for (int i = 0; i < problem.y().length; i++) {
            if (variables.isPositive(i)) {
                variables.get(i, alpha, 0);
                for (int j = 0; j < classes; j++) {
                    group[problem.y()[i] * classes + j] += alpha[j];
                }
            }
        }
    }

    /**
     * The factors of α, by true class and class; null if there are none that do it.
     *
     * @param group Σ α_ij over all samples of class a, for class j, at a · classes + j
     */
    public static float[] factors(double[] group, int classes, Kind kind) {
        Balance balance = new Balance(group, classes);
        boolean balanced = kind == Kind.ONE_VS_REST ? balance.balanceEach() : balance.balancePairs();
        if (!balanced) {
            return null;
        }
        float[] factors = new float[group.length];
        for (int a = 0; a < factors.length; a++) {
            factors[a] = group[a] == 0 ? 1 : (float) (balance.group[a] / group[a]);
        }
        return factors;
    }

    /** One-vs-rest: the larger side of each class is scaled down. */
    private boolean balanceEach() {
        for (int j = 0; j < classes; j++) {
            double own = group[j * classes + j];
            double others = -own;
            for (int a = 0; a < classes; a++) {
                others += group[a * classes + j];
            }
            double both = Math.min(own, others);
            for (int a = 0; a < classes; a++) {
                double side = a == j ? own : others;
                group[a * classes + j] *= side == 0 ? 1 : both / side;
            }
        }
        return true;
    }

    /**
     * An α of a sample of class a for class j is a flow from j to a: what comes in must go out. Flows are lessened along paths
     * from a class that has too little to one that has too much, shortest first (Edmonds and Karp 1972).
     */
    private boolean balancePairs() {
        double total = 0;
        for (int a = 0; a < classes; a++) {
            for (int j = 0; j < classes; j++) {
                excess[a] += group[a * classes + j] - group[j * classes + a];
                total += group[a * classes + j];
            }
        }
        double negligible = 1e-12 * total;
        int[] next = new int[classes]; // towards a, by the flow that goes there; -1 if not found yet
        int[] queue = new int[classes];
        for (int a = 0; a < classes; a++) {
            while (excess[a] > negligible) {
                int end = path(a, negligible, next, queue);
                if (end < 0) {
                    return false;
                }
                double by = Math.min(excess[a], -excess[end]);
                for (int j = end; j != a; j = next[j]) {
                    by = Math.min(by, group[next[j] * classes + j]);
                }
                for (int j = end; j != a; j = next[j]) {
                    group[next[j] * classes + j] -= by;
                }
                excess[a] -= by;
                excess[end] += by;
            }
        }
        return true;
    }

    /** A class with too little from which flows lead to a; -1 if there is none. */
    private int path(int a, double negligible, int[] next, int[] queue) {
        Arrays.fill(next, -1);
        next[a] = a;
        queue[0] = a;
        for (int done = 0, found = 1; done < found; done++) {
            int to = queue[done];
            for (int j = 0; j < classes; j++) {
                if (next[j] < 0 && group[to * classes + j] > negligible / classes) {
                    next[j] = to;
                    if (excess[j] < -negligible / classes) {
                        return j;
                    }
                    queue[found++] = j;
                }
            }
        }
        return -1;
    }
}
