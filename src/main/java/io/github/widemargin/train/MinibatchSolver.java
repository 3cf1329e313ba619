package io.github.widemargin.train;

import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.SquaredNorm;

/**
 * Minibatch gradient descent with momentum. The step length falls as 1 / (reg · t), which the strong convexity of the
 * objective asks for, from what the lengths of the samples allow at first; the result is the average of the iterates,
 * weighted by t (Lacoste-Julien, Schmidt, Bach: "A simpler approach to obtaining an O(1/t) convergence rate for the
 * projected stochastic subgradient method", 2012).
 */
public final class MinibatchSolver {
    private static final float MOMENTUM = 0.9f;

    /**
     * The first step, times the mean squared length of the samples. 0.1 to 40 were tried on Fashion-MNIST, pendigits, a9a and
     * heart_scale with reg 1e-2 to 1e-5: below 2 the loss is up to half as large again after 20 epochs, above 16 it begins
     * to swing.
     */
    private static final double FIRST_STEP = 8;

    /** Well within a float, for samples that are all but zero. */
    private static final double LONGEST_STEP = 1e30;

    private final SquaredNorm squaredNorm;
    private final float reg;
    private final Hinges hinges;
    private final float[] w;
    private final float[] dw;
    private final float[] velocity;
    private final float[] average;
    private double squares; // of all samples so far
    private double samples;
    private double steps;

    public MinibatchSolver(Kernels kernels, int features, int classes, HingeLoss loss, float reg) {
        squaredNorm = kernels.squaredNorm();
        this.reg = reg;
        hinges = new Hinges(kernels, features, classes, loss, 1);
        w = new float[features * classes];
        dw = new float[w.length];
        velocity = new float[w.length];
        average = new float[w.length];
    }

    /**
     * Descends along the gradient of the rows [from, to), with labels y in [0, classes). Returns their objective before.
     *
     * @throws NotFiniteException before anything is changed, if it or their gradient is not finite
     */
    public double step(Rows rows, int from, int to, int[] y) throws NotFiniteException {
        double length = squaredLength(rows, from, to);
        ParallelHinge hinge = hinges.of(rows);
        hinge.setWeights(w, null);
        double loss = hinge.loss(rows, from, to, y, null, true) / (to - from) + 0.5 * reg * squaredNorm.of(w);
        hinge.takeGradient(1f / (to - from), reg, w, dw);
        if (!Double.isFinite(loss + length + squaredNorm.of(dw))) {
            throw new NotFiniteException();
        }
        squares += length;
        samples += to - from;
        double firstStep = Math.min(FIRST_STEP * samples / squares, LONGEST_STEP);
        descend((float) (firstStep / (1 + reg * firstStep * steps)), (float) (2 / (steps + 2)));
        steps++;
        return loss;
    }

    /** A copy of the weights reached so far, features × classes. */
    public float[] weights() {
        return average.clone();
    }

    /** Shows all that later steps depend on. */
    public void visit(State state) {
        squares = state.number(squares);
        samples = state.number(samples);
        steps = state.number(steps);
        state.array(w);
        state.array(velocity);
        state.array(average);
    }

    /** Whether a step can follow. */
    public boolean isFinite() {
        double all = squares + samples + steps;
        for (float[] array : new float[][] {w, velocity, average}) {
            all += squaredNorm.of(array);
        }
        return squares >= 0 && samples >= 0 && steps >= 0 && Double.isFinite(all);
    }

    private void descend(float length, float share) {
        for (int a = 0; a < w.length; a++) {
            float v = MOMENTUM * velocity[a] - (1 - MOMENTUM) * length * dw[a];
            velocity[a] = v;
            w[a] += v;
            average[a] += share * (w[a] - average[a]);
        }
    }

    private double squaredLength(Rows rows, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += rows.squaredLength(i);
        }
        return sum;
    }
}
