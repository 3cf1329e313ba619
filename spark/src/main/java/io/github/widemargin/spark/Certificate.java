package io.github.widemargin.spark;

/** The best weights so far with their objective, and the best bound; at first weights of zero. */
final class Certificate {
    private final Problem problem;
    private final double gap;
    float[] w;
    float[] bias;
    private double primal;
    private double dual;

    Certificate(Problem problem, double gap) {
        this.problem = problem;
        this.gap = gap;
        w = new float[problem.features() * problem.classes()];
        bias = new float[problem.classes()];
        primal = switch (problem.hinge()) {
            case WESTON_WATKINS -> problem.classes() - 1;
            case CRAMMER_SINGER -> 1;
            case ONE_VS_REST -> problem.classes();
        };
    }

    /** Takes a candidate, by the sum of its losses, if it is better. */
    void offer(Candidate candidate, double loss) {
        double objective = loss / problem.weight() + regularization(candidate.w());
        if (objective < primal) {
            primal = objective;
            w = candidate.w();
            bias = candidate.bias();
        }
    }

    /** Takes the bound that variables prove, by P times their dual but for the weights. */
    void prove(double bound) {
        dual = Math.max(dual, bound);
    }

    double bound(double value, float[] w) {
        return value / problem.weight() - regularization(w);
    }

    private double regularization(float[] w) {
        double squares = 0;
        for (float each : w) {
            squares += (double) each * each;
        }
        return 0.5 * problem.reg() * squares;
    }

    double primal() {
        return primal;
    }

    double dual() {
        return dual;
    }

    /** Whether a dual is near enough to the primal. */
    boolean suffices(double dual) {
        return primal - dual <= gap * primal;
    }

    boolean isComplete() {
        return suffices(dual);
    }
}
