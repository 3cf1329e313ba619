package io.github.widemargin.train;

import static io.github.widemargin.kernel.DualKernel.ROWS;

import io.github.widemargin.kernel.DualKernel;

/** Adds samples, with a row of α each, to weights. */
final class DualSum {
    private final DualProblem problem;
    private final RowAscent ascent;
    private final DualKernel.Block rows;
    private final int[] row = new int[ROWS];
    private final int[] all = new int[ROWS];
    private final float[] coefficients;
    private int count;
    private int array;

    final DualWeights weights;

    DualSum(DualProblem problem, RowAscent ascent, DualWeights weights) {
        this.problem = problem;
        this.ascent = ascent;
        this.weights = weights;
        rows = weights.sum.newBlock();
        coefficients = new float[problem.classes() * ROWS];
        for (int i = 0; i < ROWS; i++) {
            all[i] = i;
        }
    }

    /** Adds a sample with a row of α that begins at at; samples come in ascending order. */
    void add(int i, float[] alpha, int at) {
        if (i >= problem.rows().first[array + 1] || i < problem.rows().first[array]) {
            flush();
            array = problem.rows().arrayOf(i);
        }
        ascent.coefficients(alpha, at, problem.classes(), problem.y()[i], coefficients, count, ROWS);
        row[count++] = i - problem.rows().first[array];
        if (count == ROWS) {
            flush();
        }
    }

    /** Ends the additions. */
    void flush() {
        if (count > 0) {
            rows.set(problem.rows().arrays[array], row, count);
            rows.keep(all, count);
            weights.add(rows, count, coefficients);
            count = 0;
        }
    }
}
