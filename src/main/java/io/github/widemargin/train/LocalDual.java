package io.github.widemargin.train;

import static io.github.widemargin.kernel.DualKernel.ROWS;

import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.RowKernels;

/**
 * A part of the samples of a training that is spread over many: its share of the loss, of the dual and of the weights, and
 * the improvement of its dual variables while all others stand still, the local problem of CoCoA+ (Ma et al., "Adding vs. averaging in
 * distributed primal-dual optimization", ICML 2015). P is then the number of all samples, or the sum of their weights.
 */
public final class LocalDual {
    /** Weights of a pass that are averaged, at most. */
    private static final int AVERAGED = 32;

    private final DualProblem problem;
    private final LocalVariables variables;
    private final RowAscent ascent;
    private final RowKernels kernels;
    private final float scale;
    private final float biasSquare;
    private final int threads;
    private final int features;
    private final int classes;

    /**
     * Of samples with their variables.
     *
     * @param variables null if only loss and slope are asked for
     * @param scale 1 / (reg · P)
     * @param biasSquare the square of the constant feature that stands for the bias; 0 without
     */
    public LocalDual(
            DualProblem problem,
            LocalVariables variables,
            Kernels kernels,
            float scale,
            float biasSquare,
            int threads) {
        this.problem = problem;
        this.variables = variables;
        this.kernels = problem.rows().kernels(kernels);
        this.scale = scale;
        this.biasSquare = biasSquare;
        this.threads = threads;
        features = problem.rows().features();
        classes = problem.classes();
        ascent = new RowAscent(problem.loss(), classes, problem.rows().isSparse());
    }

    /**
     * What variables contribute, or what a change of them contributes.
     *
     * @param w to the weights, features × classes, row-major
     * @param coefficients Σ_i c_i, one for each class
     * @param value to P times the dual, but for the weights
     */
    public record Contribution(float[] w, double[] coefficients, double value) {}

    /** The change that an improvement made, and what the weights and the bias changed on the mean while it went on. */
    public record Improvement(Contribution change, float[] meanW, float[] meanBias) {}

    /**
     * Goes through the samples, then extrapolates from where the improvement before led to, within the bounds.
     *
     * @param w the weights of all parts, row-major
     * @param parts how many times each change counts, as so many change alike
     * @param epoch how often the samples were gone through before
     * @param passes how often to go through them
     * @param extrapolation what share of the step from the last to this improvement is added to it
     * @param withMean whether the mean is wanted; it is of the last time through
     */
    public Improvement improve(
            float[] w, float[] bias, int parts, int epoch, int passes, float extrapolation, boolean withMean) {
        DualWeights weights = weights(parts * scale);
        float[] a = new float[w.length];
        for (int n = 0; n < w.length; n++) {
            a[n] = w[n] / weights.scale;
        }
        weights.sum.set(a);
        for (int j = 0; j < bias.length; j++) {
            weights.centre[j] = bias[j];
        }
        Sweep sweep = problem.rows().isSparse()
                ? new RowSweep(problem, variables.now, ascent, weights)
                : new BlockSweep(problem, variables.now, ascent, weights, threads > 1);
        Average average = new Average(features, classes);
        int averaged = withMean ? problem.rows().mostSums(0, problem.rows().size(), AVERAGED) : 1;
        double value = 0;
        for (int pass = 0; pass < passes; pass++) {
            int now = epoch + pass + 1;
            variables.schedule.plan(now);
            ascent.beginEpoch(now);
            average.clear(1);
            value += sweep.run(variables.schedule, now, pass == passes - 1 ? averaged : 1, average);
        }
        if (withMean && variables.schedule.visited() == 0) {
            average.add(1, weights); // that stood still
        }
        Weights end = new Weights(features, classes);
        weights.addTo(1, new Weights(features, classes), end);
        subtract(end.w(), w, parts);
        Contribution further = extrapolate(extrapolation);
        for (int n = 0; n < w.length; n++) {
            end.w()[n] += further.w[n];
        }
        for (int j = 0; j < bias.length; j++) {
            further.coefficients[j] += weights.biasSum[j];
        }
        Weights mean = average.mean();
        subtract(mean.w(), w, parts);
        subtract(mean.bias(), bias, parts);
        Contribution change = new Contribution(end.w(), further.coefficients, value + further.value);
        return new Improvement(change, mean.w(), mean.bias());
    }

    private static void subtract(float[] from, float[] what, int parts) {
        for (int n = 0; n < what.length; n++) {
            from[n] = (from[n] - what[n]) / parts;
        }
    }

    /** Moves the variables on; returns what that changed. */
    private Contribution extrapolate(float share) {
        Sum sum = new Sum();
        float[] before = new float[classes];
        float[] row = new float[classes];
        float[] change = new float[classes];
        for (int i = 0; i < problem.y().length; i++) {
            if (!variables.now.isPositive(i) && !variables.last.isPositive(i)) {
                continue;
            }
            variables.now.get(i, row, 0);
            variables.last.get(i, before, 0);
            variables.last.set(i, row, 0);
            float weight = problem.weight(i);
            double value = ascent.value(row, 0, classes, weight);
            boolean moves = false;
            for (int j = 0; j < classes; j++) {
                float now = row[j];
                row[j] += share * (now - before[j]);
                before[j] = now;
            }
            ascent.clip(row, 0, classes, weight);
            for (int j = 0; j < classes; j++) {
                change[j] = row[j] - before[j];
                moves |= change[j] != 0;
            }
            if (moves) {
                variables.now.set(i, row, 0);
                sum.add(i, change, ascent.value(row, 0, classes, weight) - value);
            }
        }
        return sum.take();
    }

    /** What the variables contribute, each times factors[y_i · classes + j] if there are factors. */
    public Contribution contribution(float[] factors) {
        Sum sum = new Sum();
        float[] row = new float[classes];
        for (int i = 0; i < problem.y().length; i++) {
            if (variables.now.isPositive(i)) {
                variables.now.get(i, row, 0);
                for (int j = 0; j < classes && factors != null; j++) {
                    row[j] *= factors[problem.y()[i] * classes + j];
                }
                sum.add(i, row, ascent.value(row, 0, classes, problem.weight(i)));
            }
        }
        return sum.take();
    }

    /** Adds Σ α_ij over the samples of class a, for class j, to groups[a · classes + j], as {@link Balance#factors} takes them. */
    public void addGroups(double[] groups) {
        Balance.add(problem, variables.now, groups);
    }

    /** The sum of the losses of the samples for weights and bias, null for none. */
    public double loss(float[] w, float[] bias) {
        ParallelHinge hinge = new ParallelHinge(kernels, features, classes, problem.loss(), threads, false);
        hinge.setWeights(w, bias);
        return hinge.loss(problem.rows(), 0, problem.rows().size(), problem.y(), problem.sampleWeights(), false);
    }

    /** What variables that are the slope of the loss for weights and bias would contribute; the variables stay. */
    public Contribution slope(float[] w, float[] bias) {
        Sum sum = new Sum();
        ParallelHinge hinge = new ParallelHinge(kernels, features, classes, problem.loss(), 1, false);
        hinge.setWeights(w, bias);
        int samples = problem.rows().size();
        float[] scores = new float[ROWS * classes];
        float[] alpha = new float[classes];
        for (int from = 0; from < samples; from += ROWS) {
            int to = Math.min(from + ROWS, samples);
            hinge.scores(problem.rows(), from, to, scores);
            for (int i = from; i < to; i++) {
                ascent.slope(scores, (i - from) * classes, problem.y()[i], problem.weight(i), alpha);
                sum.add(i, alpha, ascent.value(alpha, 0, classes, problem.weight(i)));
            }
        }
        return sum.take();
    }

    private DualWeights weights(float scale) {
        return new DualWeights(kernels.dual(features, classes), features * classes, classes, scale, biasSquare);
    }

    /** Adds up contributions of samples. */
    private final class Sum {
        private final DualWeights weights = weights(scale);
        private final DualSum sum = new DualSum(problem, ascent, weights);
        private double value;

        void add(int i, float[] alpha, double value) {
            sum.add(i, alpha, 0);
            this.value += value;
        }

        Contribution take() {
            sum.flush();
            float[] w = new float[features * classes];
            weights.sum.addTo(scale, new float[w.length], w);
            return new Contribution(w, weights.biasSum, value);
        }
    }
}
