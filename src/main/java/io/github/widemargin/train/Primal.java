package io.github.widemargin.train;

import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.SquaredNorm;
import java.util.Arrays;

/** The best weights that were found, and their objective, of all samples: no optimum is above it. */
final class Primal {
    final Weights best;

    /** That of the best weights: at first all zero. */
    double objective;

    private final DualProblem problem;
    private final SquaredNorm squaredNorm;
    private final ParallelHinge hinge;

    Primal(DualProblem problem, Kernels kernels, int threads) {
        this.problem = problem;
        squaredNorm = kernels.squaredNorm();
        int features = problem.rows().features();
        hinge = new ParallelHinge(
                problem.rows().kernels(kernels), features, problem.classes(), problem.loss(), threads, false);
        best = new Weights(features, problem.classes());
        objective = problem.lossAtZero();
    }

    /** Goes on with the best weights and another reg, which must not be larger. */
    void setRegularization(float reg) throws NotFiniteException {
        objective = problem.lossAtZero();
        improve(best, reg);
    }

    /** The optimum is 0 where a free bias can tell all: no gap is a part of it, so ascent would end by chance. */
    void answerOnlyClass(float reg) throws NotFiniteException {
        int only = problem.bias() == Bias.FREE ? problem.onlyClass() : -1;
        if (only >= 0) {
            Arrays.fill(best.bias(), -problem.loss().margin());
            best.bias()[only] = problem.loss().margin();
            improve(best, reg);
        }
    }

    /** Takes these weights if they are as good. */
    void improve(Weights w, float reg) throws NotFiniteException {
        use(w);
        double loss = hinge.loss(problem.rows(), 0, problem.rows().size(), problem.y(), problem.sampleWeights(), false);
        double candidate = loss / problem.rows().size() + regularization(w, reg);
        if (!Double.isFinite(candidate)) {
            throw new NotFiniteException();
        }
        if (candidate <= objective) {
            objective = candidate;
            best.set(w);
        }
    }

    /** What W costs, and a bias that is not free. */
    double regularization(Weights w, float reg) {
        double squares = squaredNorm.of(w.w());
        if (problem.bias() == Bias.REGULARIZED) {
            squares += squaredNorm.of(w.bias());
        }
        return 0.5 * reg * squares;
    }

    /** Takes these weights for the scores. */
    void use(Weights w) {
        hinge.setWeights(w.w(), problem.bias() == Bias.NONE ? null : w.bias());
    }

    /** Writes the scores of the rows [from, to), row-major. */
    void scores(int from, int to, float[] scores) {
        hinge.scores(problem.rows(), from, to, scores);
    }
}
