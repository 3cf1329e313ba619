package io.github.widemargin.train;

import static io.github.widemargin.kernel.DualKernel.ROWS;

import io.github.widemargin.kernel.DualKernel;
import io.github.widemargin.kernel.Kernels;

/**
 * Dual coordinate ascent in blocks of rows, until the primal is proven to be near its optimum. Each epoch goes through the
 * samples in a new order, without those that have not changed for a while; the certificate counts all.
 */
public final class DualSolver {
    /**
     * Weights that are averaged in an epoch: after 40 epochs on Fashion-MNIST with reg 1e-4 the average is 1.8 % above the optimum,
     * the last ones 5 %.
     */
    private static final int AVERAGED = 32;

    /**
     * By how much averages are stretched, as a part of the gap asked for. Where a variable is free its margin, before what is negative
     * counts as 0, lies around 0, as later changes of others move it; of weights somewhat larger fewer are positive. The 20 newsgroups
     * with reg 1/P, each row once an epoch, took 10 epochs instead of 11 to a gap of 1 %, 21 instead of 23 to 1e-3; with 0.5 12 and 25.
     */
    private static final double STRETCH = 0.3;

    /** Epochs between certificates, at most. */
    private static final int MOST_UNCERTIFIED = 20;

    /**
     * Visits since the last primal, as a part of all samples, before the next is worth its time: Fashion-MNIST with reg 1e-3 and
     * Crammer and Singer's hinge takes 0.95 s to a gap of 5e-4 instead of 1.22 s, as late epochs visit a sixth of the samples.
     */
    private static final double LEAST_SEEN = 0.5;

    /**
     * What visits of as many samples as there are leave of the distance between primal and dual, at least, until two primals tell: a
     * primal that could not be near enough yet waits. With 0.6 instead of none, and 20 uncertified epochs instead of 10, news20 took 0.12
     * to 0.13 s instead of 0.15, Fashion-MNIST with Crammer and Singer's hinge 0.26 to 0.28 instead of 0.32 (reg 1e-2) and 0.73 to 0.75
     * instead of 0.78 to 0.79 (1e-3). With 0.55 news20 takes 9 epochs instead of 8.
     */
    private static final double LEAST_LEFT = 0.45;

    /** The next distance may fall by the square of what the last did in as many visits, but by a tenth at least. */
    private static final double SURPRISE = 2;

    private static final double MOST_LEFT = 0.9;

    /** Visits that may have left nothing of the gap: how far the weights are that training begins with says nothing of it. */
    private static final int UNKNOWN = Integer.MAX_VALUE;

    /** When the dual gained more than this multiple of the gap, it lacks too much for the primal to be worth its time. */
    private static final double NEARBY = 1.5;

    /** The same of sparse rows, where a primal takes nearly half as long as an epoch: a9a trains a tenth faster than with 1.5. */
    private static final double NEARBY_OF_SPARSE = 0.1;

    /** An epoch that gains so many times as much may be followed by one near enough; then it is averaged. */
    private static final double EARLY = 4;

    /** When the dual gains less than this part of the gap, the last weights may be better than the average. */
    private static final double SETTLED = 0.1;

    /**
     * When the dual gains less than this part of the gap, free variables move together. Earlier, with Fashion-MNIST and reg 1e-4,
     * that took 1.5 times as long; never, 1000 samples of 20 features stood still with a gap of 2e-3.
     */
    private static final double SETTLING = 0.02;

    /** So many epochs in a row of sparse rows, as to move together takes as long as ten: news20 with reg 1/P takes 0.05 s less. */
    private static final int PATIENCE_OF_SPARSE = 10;

    /**
     * Epochs, of one pass each, between moves of a free bias' centre: 6000 problems of 5 to 40 samples take 48 on the mean, with 4 of
     * these 54, and with 1 some swing for 5000.
     */
    private static final int CENTRE_OF_SPARSE = 2;

    /**
     * Steps in which a variable crosses its range on average, ‖x‖² / (reg · P). With more of them training begins with a larger
     * regularisation, with few steps, and goes down by STAGE whenever an epoch gains less of the dual than STAGE_GAIN times the
     * gap. 5000 samples of 20 features then take 25 epochs to a gap of 1 %, instead of 307, with reg 1e-5 (140 steps), and 30
     * instead of more than 1000 with 1e-8.
     */
    private static final double MOST_STEPS = 100;

    private static final double FEW_STEPS = 3;

    /** Of a free bias, by a variable that crosses its range. With 0.01, 3 of those problems took more than 5000 epochs. */
    private static final double LEAST_STEP = 0.1;

    private static final int STAGE = 10;
    private static final double STAGE_GAIN = 0.05;
    private static final double STAGE_GAP = 0.01;

    /** Samples whose length is measured, at most. */
    private static final int MEASURED = 1000;

    private final DualProblem problem;
    private final int samples;
    private float target; // the regularisation that is asked for
    private float reg; // that of this stage

    private final RowAscent ascent;
    private final DualVariables variables;
    private final DualWeights weights;
    private final DualTotal total;
    private final Sweep sweep;

    private final Schedule schedule;
    private FreeAscent free;
    private final boolean sparse;
    private final double nearbyShare;
    private final int patience;
    private final int centreEvery;
    private int settling; // epochs in a row
    private double lastGain = Double.POSITIVE_INFINITY;

    private final Average average;
    private final int averaged; // weights of an epoch
    private final Weights zero;
    private final Primal primal;
    private double dual; // the best: at first that of variables all zero
    private double value; // P times the dual now, but for the weights
    private double dualNow;
    private int epoch;
    private int certified; // the epoch
    private int seen = UNKNOWN; // visits since the last primal of this reg
    private double left = LEAST_LEFT;
    private double distance; // after the last primal of this reg

    /** @throws NotFiniteException if the samples are of one class and not finite */
    public DualSolver(DualProblem problem, float reg, Kernels kernels, int threads, long seed)
            throws NotFiniteException {
        this.problem = problem;
        samples = problem.rows().size();
        int features = problem.rows().features();
        int classes = problem.classes();
        ascent = new RowAscent(problem.loss(), classes, problem.rows().isSparse());
        variables = new DualVariables(samples, classes);
        double length = meanSquaredLength();
        target = reg;
        this.reg = firstRegularization(problem.bias() == Bias.REGULARIZED ? length + 1 : length);
        float scale = (float) (1 / ((double) this.reg * samples));
        DualKernel sum = problem.rows().kernels(kernels).dual(features, classes);
        weights = new DualWeights(sum, features * classes, classes, scale, biasSquare(length));
        total = new DualTotal(problem, variables, ascent, weights, threads);
        sparse = problem.rows().isSparse();
        sweep = sparse
                ? new RowSweep(problem, variables, ascent, weights)
                : new BlockSweep(problem, variables, ascent, weights, threads > 1);
        nearbyShare = sparse ? NEARBY_OF_SPARSE : NEARBY;
        centreEvery = sparse ? CENTRE_OF_SPARSE : 1;
        patience = sparse ? PATIENCE_OF_SPARSE : 1;
        schedule = new Schedule(problem.rows(), seed);
        average = new Average(features, classes);
        averaged = problem.rows().mostSums(0, samples, AVERAGED);
        zero = new Weights(features, classes);
        primal = new Primal(problem, kernels, threads);
        primal.answerOnlyClass(target);
    }

    /** A free bias moves as fast as the other weights if its feature is as large as a sample; among samples of zeros it moves alone. */
    private float biasSquare(double length) {
        return switch (problem.bias()) {
            case NONE -> 0;
            case REGULARIZED -> 1;
            case FREE -> (float) Math.clamp(length, LEAST_STEP * target * samples, Float.MAX_VALUE);
        };
    }

    /** Weak regularisation is approached from where a step moves a variable by a good part of its range. */
    private float firstRegularization(double length) {
        double steps = length / ((double) target * samples);
        float first = target;
        for (boolean many = steps > MOST_STEPS; many && steps > FEW_STEPS && first < 1; steps /= STAGE) {
            first *= STAGE;
        }
        return first;
    }

    /** Of some of the samples. */
    private double meanSquaredLength() {
        int count = Math.min(samples, MEASURED);
        double sum = 0;
        for (int n = 0; n < count; n++) {
            int i = (int) ((long) n * samples / count);
            sum += problem.rows().squaredLength(i);
        }
        return sum / count;
    }

    /** The objective of {@link #weights}. */
    public double primal() {
        return primal.objective;
    }

    /** What no weights' objective is below. */
    public double dual() {
        return dual;
    }

    /** The same, by weights whose rounding errors have added up since the last certificate. */
    public double dualEstimate() {
        return reg > target || problem.bias() == Bias.FREE ? dual : Math.max(dual, dualNow);
    }

    /** (primal - dual) / primal: how far the primal is from the optimum at most, as a part of it. */
    public double gap() {
        return primal() == 0 ? 0 : Math.max(0, (primal() - dual) / primal());
    }

    /** Whether the regularisation is still larger than asked for, and no certificate made. */
    public boolean isApproaching() {
        return reg > target;
    }

    public int epoch() {
        return epoch;
    }

    /** Samples that the last epoch left out. */
    public int skipped() {
        return schedule.skipped();
    }

    /** Samples that the last epoch found not to be at their optimum. */
    public int violators() {
        return sweep.violators();
    }

    /** The best weights, until the solver goes on. */
    public float[] weights() {
        return primal.best.w();
    }

    /** The bias of the best weights, until the solver goes on; null without. */
    public float[] bias() {
        return problem.bias() == Bias.NONE ? null : primal.best.bias();
    }

    /**
     * Goes through the samples once. Returns whether the gap is at most that asked for; it is not computed when it most probably is not.
     *
     * @throws NotFiniteException if the samples are not finite, or too large for a float
     */
    public boolean runEpoch(double gap, boolean withPrimal) throws NotFiniteException {
        double before = dualNow;
        if (settling >= patience) {
            moveTogether();
            settling = 0;
        }
        epoch++;
        schedule.plan(epoch);
        ascent.beginEpoch(epoch);
        average.clear(1 + STRETCH * gap);
        seen = (int) Math.min(UNKNOWN, (long) seen + schedule.visited());
        boolean due = seen >= LEAST_SEEN * samples && mayReach(gap);
        // where sums as large as W cost much, only when the primal may be wanted, if only because training is ended
        boolean averages = !sparse || withPrimal || lastGain <= EARLY * nearbyShare * gap * before;
        double gained = sweep.run(schedule, epoch, averages ? averaged : 0, average);
        value += gained;
        if (problem.bias() == Bias.FREE && epoch % centreEvery == 0) {
            weights.moveCentre();
        }
        double grown = sweep.grown();
        dualNow = Double.isNaN(grown) ? dualOfWeights() : dualNow + (gained - grown) / samples;
        if (!Double.isFinite(dualNow)) {
            throw new NotFiniteException();
        }
        double gain = dualNow - before;
        lastGain = gain;
        if (reg > target) {
            boolean settled = gain <= STAGE_GAIN * Math.max(gap, STAGE_GAP) * dualNow;
            if (settled || withPrimal) {
                improveNear(averages); // with so little regularisation these are nearly as good
            }
            if (settled) {
                use(Math.max(target, reg / STAGE));
            }
            return false;
        }
        settling = gain <= SETTLING * gap * dualNow ? settling + 1 : 0;
        boolean near = due && gain <= nearbyShare * gap * dualNow;
        if (withPrimal || near || epoch - certified >= MOST_UNCERTIFIED) {
            improveNear(averages);
            if (sparse ? settling >= patience : gain <= SETTLED * gap * dualNow) {
                improve(weightsNow());
            }
            certify(gap);
        }
        return gap() <= gap;
    }

    /** Whether the primal may have come as near as that since it was computed. */
    private boolean mayReach(double gap) {
        return Math.pow(left, (double) seen / samples) * (primal() - dualNow) <= gap * primal();
    }

    /** Lets free variables move together. */
    private void moveTogether() {
        free = free == null ? new FreeAscent(problem, variables, ascent, weights, total.parts()) : free;
        value += free.run();
        dualNow = dualOfWeights();
    }

    /** The certificate, if it was left out. */
    public void finish() throws NotFiniteException {
        if (reg > target) {
            use(target);
        }
        if (certified < epoch) {
            improve(weightsNow());
            improve(average.mean());
            certify(Double.POSITIVE_INFINITY);
        }
    }

    /** Goes on with another reg, from where this is. */
    public void setRegularization(float reg) throws NotFiniteException {
        target = reg;
        use(Math.max(reg, this.reg / STAGE));
        dual = 0;
        settling = 0;
        lastGain = Double.POSITIVE_INFINITY;
        primal.setRegularization(reg);
    }

    private void use(float reg) {
        this.reg = reg;
        seen = UNKNOWN;
        left = LEAST_LEFT;
        weights.scale = (float) (1 / ((double) reg * samples));
        dualNow = dualOfWeights();
    }

    /** Begins with these weights, and dual variables that are the slope of the loss there. */
    public void begin(float[] w, float[] bias) throws NotFiniteException {
        Weights start = new Weights(w, bias == null ? new float[problem.classes()] : bias);
        primal.use(start);
        float[] scores = new float[ROWS * problem.classes()];
        float[] alpha = new float[problem.classes()];
        for (int from = 0; from < samples; from += ROWS) {
            int to = Math.min(from + ROWS, samples);
            primal.scores(from, to, scores);
            for (int i = from; i < to; i++) {
                ascent.slope(scores, (i - from) * alpha.length, problem.y()[i], problem.weight(i), alpha);
                variables.set(i, alpha, 0);
            }
        }
        for (int j = 0; j < alpha.length && problem.bias() == Bias.FREE; j++) {
            weights.centre[j] = start.bias()[j];
        }
        improve(start);
        value = total.compute(null);
        use(reg);
    }

    /** Whether the numbers that were read can be of a training. */
    public boolean isFinite() {
        return Double.isFinite(primal.objective + dual + value + dualNow + primal.regularization(primal.best, 1));
    }

    /** Shows all that later epochs depend on. */
    public void visit(State state) {
        epoch = state.number(epoch);
        certified = state.number(certified);
        primal.objective = state.number(primal.objective);
        dual = state.number(dual);
        value = state.number(value);
        dualNow = state.number(dualNow);
        reg = (float) state.number((double) reg);
        weights.scale = (float) (1 / ((double) reg * samples));
        settling = state.number(settling);
        seen = state.number(seen);
        left = state.number(left);
        distance = state.number(distance);
        lastGain = state.number(lastGain);
        state.array(primal.best.w());
        state.array(primal.best.bias());
        state.array(average.mean().w());
        state.array(average.mean().bias());
        weights.visit(state);
        variables.visit(state);
        schedule.visit(state);
    }

    /** The dual without rounding errors, if it might do, or it was long ago. */
    private void certify(double gap) throws NotFiniteException {
        boolean free = problem.bias() == Bias.FREE;
        if (free || primal() - dualNow <= gap * primal() || epoch - certified >= MOST_UNCERTIFIED) {
            certified = epoch;
            if (free) {
                double[] group = new double[Math.multiplyExact(problem.classes(), problem.classes())];
                Balance.add(problem, variables, group);
                float[] factors =
                        Balance.factors(group, problem.classes(), problem.loss().kind());
                if (factors != null) {
                    value = total.compute(factors);
                    dual = Math.max(dual, dualOfWeights());
                }
            }
            value = total.compute(null);
            dualNow = dualOfWeights();
            if (!free) {
                dual = Math.max(dual, dualNow);
            }
        }
    }

    private void improve(Weights w) throws NotFiniteException {
        primal.improve(w, target);
    }

    /** By the average of the epoch or, if there is none, the last weights. */
    private void improveNear(boolean averages) throws NotFiniteException {
        double before = distance;
        improve(averages ? average.mean() : weightsNow());
        distance = primal() - dualNow;
        if (seen < UNKNOWN) {
            double share = Math.pow(distance / before, SURPRISE * samples / Math.max(seen, 1));
            left = Double.isNaN(share) ? LEAST_LEFT : Math.min(share, MOST_LEFT); // rounding errors pass below 0
        }
        seen = 0;
    }

    private Weights weightsNow() {
        weights.addTo(1, zero, average.scratch());
        return average.scratch();
    }

    private double dualOfWeights() {
        return value / samples - primal.regularization(weightsNow(), reg);
    }
}
