package io.github.widemargin.train;

import static io.github.widemargin.kernel.DualKernel.ROWS;

/** The weights that all dual variables stand for, and their value, computed anew: without the rounding errors of many changes. */
final class DualTotal {
    private static final int LEAST_CHUNK = 12 * ROWS;
    private static final int MOST_CHUNKS = 32;

    private final DualProblem problem;
    private final DualVariables variables;
    private final RowAscent ascent;
    private final DualWeights weights;
    private final DualSum[] parts; // of each thread, when they are first wanted
    private final int samples;
    private final int chunk;

    DualTotal(DualProblem problem, DualVariables variables, RowAscent ascent, DualWeights weights, int threads) {
        this.problem = problem;
        this.variables = variables;
        this.ascent = ascent;
        this.weights = weights;
        parts = new DualSum[Math.min(threads, MOST_CHUNKS)];
        samples = problem.rows().size();
        long share = (long) Math.ceilDiv(samples, ROWS * problem.rows().mostSums(0, samples, MOST_CHUNKS)) * ROWS;
        chunk = Math.max(LEAST_CHUNK, (int) Math.min(Integer.MAX_VALUE, share));
    }

    /** Sums of such weights, one for each thread. */
    DualSum[] parts() {
        for (int t = 0; t < parts.length && parts[t] == null; t++) {
            parts[t] = new DualSum(problem, ascent, weights.newPart());
        }
        return parts;
    }

    /**
     * Sets the weights, and returns P times the dual but for these.
     *
     * @param factors α_ij counts times factors[y_i · classes + j]; null for 1
     */
    double compute(float[] factors) {
        weights.clear();
        Run run = new Run(factors);
        run.run(parts().length, Math.ceilDiv(samples, chunk));
        return run.value;
    }

    private final class Run extends OrderedChunks {
        private final float[] factors;
        private final float[][] alpha = new float[parts.length][problem.classes()];
        private final double[] values = new double[parts.length];
        private double value;

        Run(float[] factors) {
            this.factors = factors;
        }

        @Override
        void compute(int t, int c) {
            values[t] = 0;
            int end = c * chunk + Math.min(chunk, samples - c * chunk);
            for (int i = c * chunk; i < end; i++) {
                if (variables.isPositive(i)) {
                    add(t, i);
                }
            }
            parts[t].flush();
        }

        private void add(int t, int i) {
            float[] row = alpha[t];
            variables.get(i, row, 0);
            for (int j = 0; j < row.length && factors != null; j++) {
                row[j] *= factors[problem.y()[i] * row.length + j];
            }
            values[t] += ascent.value(row, 0, row.length, problem.weight(i));
            parts[t].add(i, row, 0);
        }

        @Override
        void take(int t, int c) {
            value += values[t];
            weights.addAndClear(parts[t].weights);
        }
    }
}
