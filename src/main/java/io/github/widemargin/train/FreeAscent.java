package io.github.widemargin.train;

import static io.github.widemargin.kernel.DualKernel.ROWS;

import io.github.widemargin.kernel.DualKernel;
import java.util.Arrays;

/**
 * Moves the dual variables between their bounds together, by conjugate gradients, as far as the bounds let them: where ascent one
 * by one crawls, because they are many and depend on each other (Moré and Toraldo, "On the solution of large quadratic programming
 * problems with bound constraints", 1991).
 */
final class FreeAscent {
    private static final int STEPS = 10;

    /** Blocks that a thread takes at a time. */
    private static final int CHUNK = 8;

    /** Variables of the samples that have free ones, at most: 25 bytes each. */
    private static final int MOST = 1 << 25;

    private final DualProblem problem;
    private final DualVariables variables;
    private final RowAscent ascent;
    private final DualWeights weights;
    private final DualSum[] parts;
    private final DualWeights total;
    private final DualKernel.Block[] rows; // of each thread, for the weights
    private final DualKernel.Block[] totalRows;
    private final float[][] scores;
    private final int[][] local;
    private final int classes;
    private final int mostSums;
    private final Weights scratch;
    private final Weights result;

    private int[] sample = {}; // that have free variables
    private int count;
    private int[] start = {}; // of blocks of them, each in one array
    private int blocks;
    private boolean[] tight = {};

    // a row of classes for each of the samples
    private byte[] mask = {};
    private float[] alpha = {};
    private float[] slope;
    private float[] residual;
    private float[] direction;
    private float[] bend;
    private float[] step;

    FreeAscent(DualProblem problem, DualVariables variables, RowAscent ascent, DualWeights weights, DualSum[] parts) {
        this.problem = problem;
        this.variables = variables;
        this.ascent = ascent;
        this.weights = weights;
        this.parts = parts;
        classes = problem.classes();
        mostSums = problem.rows().mostSums(0, problem.rows().size(), Integer.MAX_VALUE);
        total = weights.newPart();
        rows = new DualKernel.Block[parts.length];
        totalRows = new DualKernel.Block[parts.length];
        Arrays.setAll(rows, t -> weights.sum.newBlock());
        Arrays.setAll(totalRows, t -> total.sum.newBlock());
        scores = new float[parts.length][classes * ROWS];
        local = new int[parts.length][ROWS];
        scratch = new Weights(problem.rows().features(), classes);
        result = new Weights(problem.rows().features(), classes);
    }

    /** Returns by how much the dual grew, but for the weights, times P. */
    double run() {
        total.scale = weights.scale;
        collect();
        if (count == 0 || (long) count * classes > MOST) {
            return 0;
        }
        new Products(true, slope).run();
        System.arraycopy(slope, 0, residual, 0, count * classes);
        project(residual);
        System.arraycopy(residual, 0, direction, 0, count * classes);
        Arrays.fill(step, 0, count * classes, 0);
        double squares = dot(residual, residual);
        double first = squares;
        for (int n = 0; n < STEPS && squares > 1e-6 * first; n++) {
            multiply(direction);
            project(bend);
            double curvature = dot(direction, bend);
            if (!(curvature > 0)) {
                break;
            }
            float length = (float) (squares / curvature);
            for (int a = 0; a < count * classes; a++) {
                step[a] += length * direction[a];
                residual[a] -= length * bend[a];
            }
            double next = dot(residual, residual);
            float share = (float) (next / squares);
            for (int a = 0; a < count * classes; a++) {
                direction[a] = residual[a] + share * direction[a];
            }
            squares = next;
        }
        return apply();
    }

    private void collect() {
        int samples = problem.y().length;
        count = 0;
        blocks = 0;
        int array = -1;
        for (int i = 0; i < samples; i++) {
            if (!variables.isPositive(i) || (long) count * classes > MOST) {
                continue;
            }
            grow();
            int at = count * classes;
            variables.get(i, alpha, at);
            tight[count] = ascent.free(alpha, at, classes, problem.weight(i), mask);
            int free = 0;
            for (int j = at; j < at + classes; j++) {
                free += mask[j];
            }
            if (free > (tight[count] ? 1 : 0)) {
                int of = problem.rows().arrayOf(i);
                if (of != array || count - start[blocks - 1] == ROWS) {
                    start[blocks++] = count;
                    array = of;
                }
                sample[count++] = i;
            }
        }
        if (blocks > 0) {
            start[blocks] = count;
        }
    }

    private void grow() {
        if (count == sample.length) {
            int size = Math.max(ROWS, count + count / 2);
            sample = Arrays.copyOf(sample, size);
            tight = Arrays.copyOf(tight, size);
            start = Arrays.copyOf(start, size + 1);
            mask = Arrays.copyOf(mask, size * classes);
            alpha = Arrays.copyOf(alpha, size * classes);
            slope = new float[size * classes];
            residual = new float[size * classes];
            direction = new float[size * classes];
            bend = new float[size * classes];
            step = new float[size * classes];
        }
    }

    /** Takes from the tight rows what changes their sum. */
    private void project(float[] v) {
        for (int n = 0; n < count; n++) {
            if (!tight[n]) {
                continue;
            }
            double sum = 0;
            int free = 0;
            for (int a = n * classes; a < (n + 1) * classes; a++) {
                sum += v[a];
                free += mask[a];
            }
            float mean = (float) (sum / free);
            for (int a = n * classes; a < (n + 1) * classes; a++) {
                v[a] = mask[a] == 0 ? 0 : v[a] - mean;
            }
        }
    }

    private double dot(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < count * classes; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }

    /** Writes the curvature times v to bend; leaves the weights of v in total. */
    private void multiply(float[] v) {
        new Sum(v).run();
        new Products(false, v).run();
    }

    /** Goes along step, within the bounds, as far as the dual grows. */
    private double apply() {
        for (int n = 0; n < count; n++) {
            int at = n * classes;
            for (int a = at; a < at + classes; a++) {
                direction[a] = alpha[a] + step[a];
            }
            ascent.clip(direction, at, classes, problem.weight(sample[n]));
        }
        for (int a = 0; a < count * classes; a++) {
            step[a] = mask[a] == 0 ? 0 : direction[a] - alpha[a];
        }
        multiply(step);
        double rise = dot(slope, step);
        double curvature = dot(step, bend);
        if (!(rise > 0 && curvature >= 0)) {
            return 0;
        }
        float length = (float) Math.min(1, rise / curvature);
        double gained = 0;
        for (int n = 0; n < count; n++) {
            int at = n * classes;
            float weight = problem.weight(sample[n]);
            gained -= ascent.value(alpha, at, classes, weight);
            for (int a = at; a < at + classes; a++) {
                alpha[a] = length == 1 && mask[a] == 1 ? direction[a] : alpha[a] + length * step[a];
            }
            gained += ascent.value(alpha, at, classes, weight);
            variables.set(sample[n], alpha, at);
        }
        weights.add(length, total, scratch, result);
        return gained;
    }

    /** total = the weights of v. */
    private final class Sum extends OrderedChunks {
        private final float[] v;
        private int chunk; // blocks

        Sum(float[] v) {
            super(1);
            this.v = v;
        }

        void run() {
            total.clear();
            chunk = Math.max(CHUNK, Math.ceilDiv(blocks, mostSums));
            run(parts.length, Math.ceilDiv(blocks, chunk));
        }

        @Override
        void compute(int t, int c) {
            for (int n = start[c * chunk]; n < start[Math.min((c + 1) * chunk, blocks)]; n++) {
                parts[t].add(sample[n], v, n * classes);
            }
            parts[t].flush();
        }

        @Override
        void take(int t, int c) {
            total.addAndClear(parts[t].weights);
        }
    }

    /** The slope of the dual at weights, or its curvature times v if they are those of v. */
    private final class Products extends OrderedChunks {
        private final boolean slopes;
        private final float[] v;

        Products(boolean slopes, float[] v) {
            super(parts.length);
            this.slopes = slopes;
            this.v = v;
        }

        void run() {
            run(parts.length, Math.ceilDiv(blocks, CHUNK));
        }

        @Override
        void compute(int t, int c) {
            for (int b = c * CHUNK; b < Math.min((c + 1) * CHUNK, blocks); b++) {
                int rowCount = start[b + 1] - start[b];
                int array = problem.rows().arrayOf(sample[start[b]]);
                for (int p = 0; p < rowCount; p++) {
                    local[t][p] = sample[start[b] + p] - problem.rows().first[array];
                }
                DualKernel.Block block = slopes ? rows[t] : totalRows[t];
                block.set(problem.rows().arrays[array], local[t], rowCount);
                block.scores(scores[t]);
                (slopes ? weights : total).toScores(scores[t]);
                for (int p = 0; p < rowCount; p++) {
                    int n = start[b] + p;
                    int y = problem.y()[sample[n]];
                    float weight = problem.weight(sample[n]);
                    if (slopes) {
                        ascent.slope(scores[t], p, y, alpha, mask, n * classes, classes, weight, slope);
                    } else {
                        ascent.bend(scores[t], p, y, v, mask, n * classes, classes, weight, bend);
                    }
                }
            }
        }

        @Override
        void take(int t, int c) {
            // each has written its own rows
        }
    }
}
