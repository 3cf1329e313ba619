package io.github.widemargin.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The bundle method for regularised risks (Teo et al., "Bundle methods for regularized risk minimization", JMLR 11, 2010): each round
 * adds the plane that touches the loss at the weights at hand, and goes on from the minimum of all planes with the
 * regularisation. A plane is what the dual variables that are the slope of the loss contribute, so that each mixture of planes
 * is a bound.
 */
final class BundleTraining {
    private final Problem problem;
    private final Partitions partitions;
    private final int maxIter;
    private final Consumer<Round> listener;
    private final Certificate certificate;
    private final PlaneMixture mixture = new PlaneMixture();
    private final long start = System.nanoTime();

    BundleTraining(Problem problem, Partitions partitions, int maxIter, double gap, Consumer<Round> listener) {
        this.problem = problem;
        this.partitions = partitions;
        this.maxIter = maxIter;
        this.listener = listener;
        certificate = new Certificate(problem, gap);
    }

    Trained run() {
        List<Round> rounds = new ArrayList<>();
        float[] w = new float[problem.features() * problem.classes()];
        float[] bias = new float[problem.classes()];
        while (!certificate.isComplete() && rounds.size() < maxIter) {
            Request request = new Request(Request.Kind.SLOPE, rounds.size(), rounds.size(), null, false);
            Request.Content content = new Request.Content(w, bias, null);
            Reply plane = partitions.ask(request, content);
            double slope = PlaneMixture.dot(plane.w, w) / problem.scale();
            double loss = plane.value - slope;
            if (!Double.isFinite(loss) || !Double.isFinite(PlaneMixture.dot(plane.w, plane.w))) {
                throw new IllegalArgumentException("features must be small enough for sums of floats: loss=" + loss);
            }
            certificate.offer(new Candidate(w, bias), loss);
            mixture.add(plane.w, plane.value / problem.weight(), problem.reg());
            w = mixture.weights();
            certificate.prove(certificate.bound(mixture.value() * problem.weight(), w));
            rounds.add(new Round(
                    rounds.size() + 1,
                    true,
                    certificate.primal(),
                    certificate.dual(),
                    (System.nanoTime() - start) / 1e9,
                    content.bytes() * partitions.executors() + plane.bytes,
                    false));
            listener.accept(rounds.getLast());
        }
        return new Trained(certificate.w, null, rounds, certificate.isComplete());
    }
}
