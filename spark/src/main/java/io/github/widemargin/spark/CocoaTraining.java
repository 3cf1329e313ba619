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

    private static final float SHARE_OF_MEAN = 0.5f;

    /** Rounds in a row in which variables get lost, at most: then memory is too small for them. */
    private static final int MOST_LOST = 10;

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
    private int round;
    private int certified;
    private long bytes;
    private boolean restarted;
    private int lost; // rounds in a row whose changes were left
    private boolean warned;
    private float[] meanW; // over the last certificates
    private float[] meanBias;

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
        double gain = Double.POSITIVE_INFINITY;
        while (!certificate.isComplete() && round < maxIter && settled < PATIENCE) {
            boolean certifies = round + 1 >= CERTIFIED * certified + 1
                    || certificate.suffices(dual() + gain)
                    || round + 1 == maxIter;
            gain = improve(certifies);
            round++;
            settled = Math.abs(gain) <= tol * certificate.primal() ? settled + 1 : 0;
            double bound = problem.hasBias() ? certificate.dual() : Math.max(certificate.dual(), dual());
            add(Math.max(bound, rounds.isEmpty() ? 0 : rounds.getLast().dual()));
            listener.accept(rounds.getLast());
        }
        prove();
        return new Trained(
                certificate.w, problem.hasBias() ? certificate.bias : null, rounds, certificate.isComplete());
    }

    private void add(double bound) {
        double seconds = (System.nanoTime() - start) / 1e9;
        rounds.add(new Round(round, certificate.primal(), bound, seconds, bytes, restarted));
        bytes = 0;
        restarted = false;
    }

    /** Proves what was reached, if training did not end by a proof. No round keeps more than is proven. */
    private void prove() {
        if (!certificate.isComplete()) {
            recompute(bias());
            float[] bias = bias();
            Reply measured = ask(Request.Kind.MEASURE, 0, false, content(w, bias, null));
            certificate.offer(w, bias, measured.losses[0]);
            if (problem.hasBias()) {
                proveBalanced(measured);
            } else {
                certificate.prove(dual());
            }
            Round last = rounds.removeLast();
            bytes += last.bytes();
            restarted |= last.restarted();
            add(certificate.dual());
        }
        rounds.replaceAll(each -> each.withDual(Math.min(each.dual(), certificate.dual())));
    }

    private double dual() {
        return certificate.bound(value, w);
    }

    /** One round; returns what the dual gained. */
    private double improve(boolean certifies) {
        double next = (1 + Math.sqrt(1 + 4 * steps * steps)) / 2;
        float extrapolation = (float) ((steps - 1) / next);
        float[] bias = bias();
        Reply reply = ask(Request.Kind.IMPROVE, extrapolation, certifies, content(w, bias, null));
        if (reply.before != stamp) {
            tellOfLoss();
            recompute(bias);
            steps = 1;
            return Double.POSITIVE_INFINITY;
        }
        lost = 0;
        stamp = reply.after;
        double gain = take(reply, bias);
        if (!Double.isFinite(gain)) {
            throw new IllegalArgumentException("features must be small enough for sums of floats: dual=" + dual());
        }
        steps = gain < 0 ? 1 : next;
        if (certifies) {
            certify(reply, bias, gain <= SETTLED * gap * certificate.primal());
        }
        return gain;
    }

    private void tellOfLoss() {
        restarted = true;
        if (++lost == MOST_LOST) {
            throw new IllegalStateException("dual variables must stay in memory: rounds lost=" + lost);
        }
        if (!warned) {
            warned = true;
            LOG.warn("dual variables were lost in round {}: some begin again", round + 1);
        }
    }

    private Request.Content content(float[] w, float[] bias, float[] factors) {
        return new Request.Content(new float[][] {w}, new float[][] {bias}, factors);
    }

    private Reply ask(Request.Kind kind, float extrapolation, boolean withMean, Request.Content content) {
        Request request = new Request(kind, requests++, round, extrapolation, withMean);
        Reply reply = partitions.ask(request, content);
        bytes += content.bytes() * partitions.executors() + reply.bytes;
        restarted |= reply.begunAnew > 0;
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

    /** Adds up anew what the variables contribute. */
    private void recompute(float[] bias) {
        Reply reply = ask(Request.Kind.CONTRIBUTE, 0, false, content(w, bias, null));
        w = reply.w;
        coefficients = reply.coefficients;
        value = reply.value;
        stamp = reply.after;
    }

    /** Measures the last round's mean, or where it ended, and the mean over the last certificates, and proves the bound if it may do. */
    private void certify(Reply reply, float[] bias, boolean isSettled) {
        certified = round + 1;
        float[] w0 = w; // the weights after the round; the mean is from those before
        float[] candidate = reply.meanW;
        for (int n = 0; n < candidate.length; n++) {
            candidate[n] += w0[n] - reply.w[n];
        }
        float[] candidateBias = reply.meanBias;
        for (int j = 0; j < bias.length; j++) {
            candidateBias[j] += bias[j];
        }
        if (isSettled) {
            candidate = w;
            candidateBias = bias();
        }
        meanW = mix(meanW, candidate);
        meanBias = mix(meanBias, candidateBias);
        Request.Content candidates =
                new Request.Content(new float[][] {candidate, meanW}, new float[][] {candidateBias, meanBias}, null);
        Reply measured = ask(Request.Kind.MEASURE, 0, false, candidates);
        certificate.offer(candidate, candidateBias, measured.losses[0]);
        certificate.offer(meanW, meanBias, measured.losses[1]);
        if (problem.hasBias()) {
            proveBalanced(measured);
        } else if (certificate.suffices(dual())) {
            recompute(bias);
            certificate.prove(dual());
        }
    }

    private void proveBalanced(Reply measured) {
        float[] factors = Balance.factors(measured.groups, problem.classes(), problem.hinge());
        if (factors == null) {
            return;
        }
        Reply balanced = ask(Request.Kind.CONTRIBUTE, 0, false, content(w, bias(), factors));
        if (balanced.before == measured.before) {
            certificate.prove(certificate.bound(balanced.value, balanced.w));
        }
    }

    private static float[] mix(float[] mean, float[] next) {
        float[] mixed = next.clone();
        for (int n = 0; n < mixed.length && mean != null; n++) {
            mixed[n] = mean[n] + SHARE_OF_MEAN * (next[n] - mean[n]);
        }
        return mixed;
    }
}
