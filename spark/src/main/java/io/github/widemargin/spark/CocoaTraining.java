package io.github.widemargin.spark;

import io.github.widemargin.train.Balance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CoCoA+ (Ma et al., "Adding vs. averaging in distributed primal-dual optimization", ICML 2015) with the extrapolation of Nesterov: in
 * every round each partition improves its dual variables while those of the others stand still, and goes some way further in the
 * direction of the round before. The driver keeps what all of them contribute to the weights; at times it measures the
 * objective, of weights averaged on the way, and the bound.
 */
final class CocoaTraining {
    private static final Logger LOG = LoggerFactory.getLogger(MulticlassLinearSVC.class);

    /** A certificate is made when the rounds are so many times as many as at the last. */
    private static final double CERTIFIED = 1.15;

    /** Rounds in which the dual must grow by tol. */
    private static final int PATIENCE = 10;

    /**
     * Rounds between moves of a free intercept's centre. Fashion-MNIST in two partitions comes to a gap of 1 % in 18 rounds with 4, in 39
     * with 1; standardised in 119, and with 1 it stood still at 4.4 %.
     */
    private static final int CENTRE = 4;

    /** When the dual gains less than this part of the gap, the weights themselves are better than the mean. */
    private static final double SETTLED = 0.01;

    /** Rounds in a row in which variables get lost, at most: then memory is too small for them. */
    private static final int MOST_LOST = 10;

    /** Times as many passes as otherwise to restore lost variables in a round, as others wait. */
    private static final int RESTORING = 10;

    /** Rounds of that end when the dual gains less than this part of what they brought back. */
    private static final double RESTORED = 0.02;

    private static final int MOST_RESTORING = 10;

    private static final float[] NONE = {};
    private static final Request.Content NOTHING = new Request.Content(NONE, NONE, null);

    private final Problem problem;
    private final Partitions partitions;
    private final int maxIter;
    private final double tol;
    private final double gap;
    private final Consumer<Round> listener;
    private final Certificate certificate;
    private final List<Round> rounds = new ArrayList<>();
    private final long start = System.nanoTime();

    // what the variables contribute now
    private float[] w;
    private double[] coefficients;
    private double value;
    private final double[] centre;
    private long stamp;

    private double steps = 1; // of the extrapolation
    private int requests;
    private int round; // of improvements
    private int epoch; // of the partitions
    private int certified;
    private double gain = Double.POSITIVE_INFINITY; // of the dual, in the last round
    private Candidate before; // the weights that the last improvement began with
    private double[] groups; // the variables by pairs of classes
    private long bytes;
    private boolean restarted;
    private int losses; // rounds in a row whose changes were left
    private int lost; // partitions without their variables
    private boolean warned;
    private Candidate candidates; // the mean of those that were measured; null if the parts do not all have it

    CocoaTraining(
            Problem problem, Partitions partitions, int maxIter, double tol, double gap, Consumer<Round> listener) {
        this.problem = problem;
        this.partitions = partitions;
        this.maxIter = maxIter;
        this.tol = tol;
        this.gap = gap;
        this.listener = listener;
        certificate = new Certificate(problem, gap);
        w = new float[problem.features() * problem.classes()];
        coefficients = new double[problem.classes()];
        centre = new double[problem.classes()];
    }

    Trained run() {
        int settled = 0; // rounds in a row without much gain
        while (!certificate.isComplete() && round < maxIter && settled < PATIENCE) {
            boolean certifies = round + 1 >= CERTIFIED * certified + 1 || mayEnd() || round + 1 == maxIter;
            boolean kept = improve(certifies);
            settled = Math.abs(gain) <= tol * certificate.primal() ? settled + 1 : 0;
            if (!kept) {
                recompute();
            }
            if (lost > 0) {
                restore();
            } else if (kept && certifies) {
                certify();
            }
        }
        if (!certificate.isComplete()) {
            finish();
        }
        rounds.replaceAll(each -> each.withDual(Math.min(each.dual(), certificate.dual())));
        return new Trained(
                certificate.w, problem.hasBias() ? certificate.bias : null, rounds, certificate.isComplete());
    }

    /** Whether a round that gains like the last may be enough; not while lost variables only come back. */
    private boolean mayEnd() {
        return certificate.suffices(dual() + gain) && dual() >= rounds.getLast().dual();
    }

    /** Proves what was reached, if training did not end by a proof. */
    private void finish() {
        recompute();
        if (!problem.hasBias()) {
            certificate.prove(dual());
        }
        measure(new Candidate(w, bias()));
        if (problem.hasBias()) {
            proveBalanced();
        }
    }

    /** Ends a round, in which weights went to each executor once at most, and came from each part once at most. */
    private void add(boolean improves) {
        double bound = problem.hasBias() ? certificate.dual() : Math.max(certificate.dual(), dual());
        bound = Math.max(bound, rounds.isEmpty() ? 0 : rounds.getLast().dual());
        double seconds = (System.nanoTime() - start) / 1e9;
        rounds.add(new Round(rounds.size() + 1, improves, certificate.primal(), bound, seconds, bytes, restarted));
        bytes = 0;
        restarted = false;
        listener.accept(rounds.getLast());
    }

    private double dual() {
        return certificate.bound(value, w);
    }

    /** Returns whether nothing was lost. */
    private boolean improve(boolean certifies) {
        double next = (1 + Math.sqrt(1 + 4 * steps * steps)) / 2;
        float extrapolation = (float) ((steps - 1) / next);
        boolean kept = improve(
                Request.Kind.IMPROVE, new Request.Step(problem.parts(), problem.passes(), extrapolation, certifies));
        losses = kept ? 0 : losses;
        steps = kept && gain >= 0 ? next : 1;
        return kept;
    }

    /** A round that improves. Returns whether the changes were of the variables that the weights are of. */
    private boolean improve(Request.Kind kind, Request.Step step) {
        before = new Candidate(w, bias());
        Reply reply = ask(kind, step, content(before));
        boolean kept = reply.before == stamp;
        if (kept) {
            stamp = reply.after;
            gain = reply.w == null ? 0 : take(reply, before.bias()); // all may stand still
            if (!Double.isFinite(gain)) {
                throw new IllegalArgumentException("features must be small enough for sums of floats: dual=" + dual());
            }
        } else {
            tellOfLoss();
            gain = Double.POSITIVE_INFINITY;
        }
        round++;
        epoch += step.passes();
        add(true);
        return kept;
    }

    /** Lost variables go up alone, the others standing still, until they gain little: their best are worth no less than those that were lost. */
    private void restore() {
        double back = 0;
        for (int n = 0; lost > 0 && n < MOST_RESTORING && round < maxIter; n++) {
            int passes = RESTORING * problem.passes();
            if (improve(Request.Kind.RESTORE, new Request.Step(lost, passes, 0, false))) {
                back += gain;
                if (gain <= RESTORED * back) {
                    break;
                }
            } else {
                recompute();
                back = 0;
            }
        }
        gain = Double.POSITIVE_INFINITY; // of the next round
    }

    private void tellOfLoss() {
        restarted = true;
        if (++losses == MOST_LOST) {
            throw new IllegalStateException("dual variables must stay in memory: rounds lost=" + losses);
        }
        if (!warned) {
            warned = true;
            LOG.warn("dual variables were lost in round {}: they are restored", rounds.size() + 1);
        }
    }

    private static Request.Content content(Candidate candidate) {
        return new Request.Content(candidate.w(), candidate.bias(), null);
    }

    private Reply ask(Request.Kind kind, Request.Step step, Request.Content content) {
        Request request = new Request(kind, requests++, epoch, step, candidates == null);
        Reply reply = partitions.ask(request, content);
        bytes += content.bytes() * partitions.executors() + reply.bytes;
        lost = reply.lost;
        restarted |= lost > 0;
        return reply;
    }

    /** The bias that the variables stand for. */
    private float[] bias() {
        float[] bias = new float[centre.length];
        for (int j = 0; j < bias.length; j++) {
            bias[j] = (float) (centre[j] + problem.scale() * problem.biasSquare() * coefficients[j]);
        }
        return bias;
    }

    /** Adds a change; returns what the dual gained, of which the distance of the bias from its centre is a part. */
    private double take(Reply change, float[] bias) {
        double before = dual();
        float[] next = w.clone();
        for (int n = 0; n < next.length; n++) {
            next[n] += change.w[n];
        }
        w = next;
        value += change.value;
        double gain = dual() - before;
        double ofBias = problem.scale() * problem.biasSquare();
        for (int j = 0; j < centre.length; j++) {
            double by = change.coefficients[j];
            gain -= by * (bias[j] + 0.5 * ofBias * by) / problem.weight();
            coefficients[j] += by;
        }
        float[] now = bias();
        for (int j = 0; j < centre.length && problem.hasBias() && round % CENTRE == CENTRE - 1; j++) {
            centre[j] = now[j];
        }
        return gain;
    }

    /** A round that adds up anew what the variables contribute, without the rounding errors of the others. Parts that were lost do not know the candidates. */
    private void recompute() {
        Reply reply = ask(Request.Kind.CONTRIBUTE, null, content(new Candidate(w, bias())));
        w = reply.w;
        coefficients = reply.coefficients;
        value = reply.value;
        candidates = reply.after == stamp ? candidates : null;
        stamp = reply.after;
        add(false);
    }

    /** Measures the mean of the last pass, or where it ended, and proves the bound if that may do. */
    private void certify() {
        certified = round;
        boolean isSettled = gain <= SETTLED * gap * certificate.primal();
        Candidate candidate = isSettled ? new Candidate(w, bias()) : mean();
        if (candidate == null) {
            add(false);
            return;
        }
        measure(candidate);
        if (problem.hasBias()) {
            proveBalanced();
        } else if (certificate.suffices(dual())) {
            recompute();
            certificate.prove(dual());
        }
    }

    /** The mean of the weights in the last pass; null if it was lost, which the next round will find out. */
    private Candidate mean() {
        Reply reply = ask(Request.Kind.MEAN, null, NOTHING);
        if (reply.before != stamp) {
            return null;
        }
        for (int n = 0; n < reply.w.length; n++) {
            reply.w[n] += before.w()[n];
        }
        for (int j = 0; j < reply.meanBias.length; j++) {
            reply.meanBias[j] += before.bias()[j];
        }
        return new Candidate(reply.w, reply.meanBias);
    }

    /** Ends a round that measures a candidate, and the mean of all until now. */
    private void measure(Candidate candidate) {
        Reply reply = ask(Request.Kind.MEASURE, null, content(candidate));
        groups = reply.groups;
        certificate.offer(candidate, reply.losses[0]);
        if (reply.before == stamp) {
            candidates = candidates == null ? candidate : candidates.mix(candidate);
            certificate.offer(candidates, reply.losses[1]);
            stamp = reply.after;
        }
        add(false);
    }

    private void proveBalanced() {
        float[] factors = Balance.factors(groups, problem.classes(), problem.hinge());
        if (factors == null) {
            return;
        }
        Reply balanced = ask(Request.Kind.CONTRIBUTE, null, new Request.Content(NONE, NONE, factors));
        if (balanced.before == stamp) {
            certificate.prove(certificate.bound(balanced.value, balanced.w));
        }
        add(false);
    }
}
