package io.github.widemargin.train;

import static io.github.widemargin.kernel.DualKernel.ROWS;

import io.github.widemargin.kernel.SparseDual;

/** The weights that all dual variables stand for, and their value, computed anew: without the rounding errors of many changes. */
final class DualTotal {
    private static final int LEAST_CHUNK = 12 * ROWS;
    private static final int MOST_CHUNKS = 32;

    /**
     * Sparse rows that allow no more chunks go to the weights one by one: sums of each thread, as large as these, take a cold training on
     * the 20 newsgroups, which allow three, 12 ms more. Many additions to a weight are better made in chunks, as their rounding errors then
     * stay small beside the sums.
     */
    private static final int FEW_CHUNKS = 4;

    private final DualProblem problem;
    private final DualVariables variables;
    private final RowAscent ascent;
    private final DualWeights weights;
    private final DualSum[] parts; // of each thread, when they are first wanted
    private final int samples;
    private final int chunk;
    private final boolean inChunks;

    DualTotal(DualProblem problem, DualVariables variables, RowAscent ascent, DualWeights weights, int threads) {
        this.problem = problem;
        this.variables = variables;
        this.ascent = ascent;
        this.weights = weights;
        parts = new DualSum[Math.min(threads, MOST_CHUNKS)];
        samples = problem.rows().size();
        int chunks = problem.rows().mostSums(0, samples, MOST_CHUNKS);
        inChunks = chunks > FEW_CHUNKS;
        long share = (long) Math.ceilDiv(samples, ROWS * chunks) * ROWS;
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
        if (!inChunks && weights.sum instanceof SparseDual sum) {
            return addRows(sum, factors);
        }
        Run run = new Run(factors);
        run.run(parts().length, Math.ceilDiv(samples, chunk));
        return run.value;
    }

    private double addRows(SparseDual sum, float[] factors) {
        Rows rows = problem.rows();
        float[] alpha = new float[problem.classes()];
        float[] change = new float[sum.room()];
        double value = 0;
        for (int i = 0; i < samples; i++) {
            if (variables.isPositive(i)) {
                value += get(i, factors, alpha);
                ascent.coefficients(alpha, 0, alpha.length, problem.y()[i], change, 0, 1);
                int array = rows.arrayOf(i);
                sum.add(rows.arrays[array], i - rows.first[array], change);
                weights.addToBias(change);
            }
        }
        return value;
    }

    /** Writes the α of sample i that count; returns their value. */
    private double get(int i, float[] factors, float[] alpha) {
        variables.get(i, alpha, 0);
        for (int j = 0; j < alpha.length && factors != null; j++) {
            alpha[j] *= factors[problem.y()[i] * alpha.length + j];
        }
        return ascent.value(alpha, 0, alpha.length, problem.weight(i));
    }

    private final class Run extends OrderedChunks {
        private final float[] factors;
        private final float[][] alpha = new float[parts.length][problem.classes()];
        private final double[] values = new double[parts.length];
        private double value;

        Run(float[] factors) {
            super(1);
            this.factors = factors;
        }

        @Override
        void compute(int t, int c) {
            values[t] = 0;
            int end = c * chunk + Math.min(chunk, samples - c * chunk);
            for (int i = c * chunk; i < end; i++) {
                if (variables.isPositive(i)) {
                    values[t] += get(i, factors, alpha[t]);
                    parts[t].add(i, alpha[t], 0);
                }
            }
            parts[t].flush();
        }

        @Override
        void take(int t, int c) {
            value += values[t];
            weights.addAndClear(parts[t].weights);
        }
    }
}
