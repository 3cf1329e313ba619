package io.github.widemargin;

import io.github.widemargin.kernel.HingeKernel;
import io.github.widemargin.kernel.KernelProvider;
import io.github.widemargin.kernel.Kernels;

/**
 * The loss of a multiclass linear support vector machine and its gradient.
 *
 * <p>P samples of N features and M classes; all arrays are flat and row-major: x is P×N, one sample a row; w and dw are
 * N×M, one class a column; y holds P labels in [0, M).
 *
 * <pre>
 * S       = X·W
 * margins = max(0, S[i][j] - S[i][y_i] + 1)  for j ≠ y_i,  0 for j = y_i
 * loss    = (1/P) Σ margins + ½·reg·‖W‖²
 * G[i][j] = 1 where a margin is positive, minus their number at j = y_i, else 0
 * dW      = (1/P) Xᵀ·G + reg·W
 * </pre>
 *
 * <p>This is the hinge of Weston and Watkins ("Support vector machines for multi-class pattern recognition", ESANN 1999).
 * Where a margin is exactly zero the gradient is the subgradient that leaves the class out.
 *
 * <p>Scores, margins and the gradient are floats; the loss and the norm of W are summed in double. Without samples the
 * loss is the regularisation alone.
 *
 * <p>An objective holds scratch memory and belongs to one caller at a time; once compiled its methods allocate nothing.
 * Every method throws {@link IllegalArgumentException} on a wrong argument before it writes anything. NaN and infinite
 * elements of x and w are such arguments, and so are finite ones whose scores or margins exceed a float; {@code scores}
 * alone passes on what it gets. Sums of the gradient that exceed a float become infinite.
 */
public final class SvmObjective {
    private final int features;
    private final int classes;
    private final Kernels kernels;
    private final HingeKernel hinge;

    private SvmObjective(int features, int classes, Kernels kernels) {
        this.features = features;
        this.classes = classes;
        this.kernels = kernels;
        hinge = kernels.hinge(features, classes);
    }

    /** The objective for weights of features × classes, at least 1 × 2. */
    public static SvmObjective of(int features, int classes) {
        return of(features, classes, KernelProvider.best());
    }

    static SvmObjective of(int features, int classes, Kernels kernels) {
        Require.shape(features, classes);
        return new SvmObjective(features, classes, kernels);
    }

    /** N. */
    public int features() {
        return features;
    }

    /** M. */
    public int classes() {
        return classes;
    }

    /** Returns the loss and writes its gradient to dw. */
    public double lossAndGradient(float[] w, float[] x, int[] y, float reg, float[] dw) {
        Require.notNull(y, "y");
        return lossAndGradient(w, x, y, 0, y.length, reg, dw);
    }

    /** The same over the samples [from, to) of x and y, as if the others did not exist: P = to - from. */
    public double lossAndGradient(float[] w, float[] x, int[] y, int from, int to, float reg, float[] dw) {
        check(w, x, y, from, to, reg);
        checkWeights(dw, "dw");
        if (dw == w || dw == x) {
            throw Require.failed("dw must be an array of its own");
        }
        hinge.setWeights(w);
        double sum = hinge.lossAndGradient(x, y, from, to);
        double loss = mean(sum, to - from) + regularization(w, reg);
        if (!Double.isFinite(loss)) {
            hinge.clearGradient();
            throw Require.notFinite(w, x, features, classes, from, to);
        }
        hinge.takeGradient(to == from ? 0 : 1f / (to - from), reg, w, dw);
        return loss;
    }

    /** Returns the loss. */
    public double loss(float[] w, float[] x, int[] y, float reg) {
        Require.notNull(y, "y");
        return loss(w, x, y, 0, y.length, reg);
    }

    /** The same over the samples [from, to) of x and y. */
    public double loss(float[] w, float[] x, int[] y, int from, int to, float reg) {
        check(w, x, y, from, to, reg);
        hinge.setWeights(w);
        double loss = mean(hinge.loss(x, y, from, to), to - from) + regularization(w, reg);
        if (!Double.isFinite(loss)) {
            throw Require.notFinite(w, x, features, classes, from, to);
        }
        return loss;
    }

    /** Writes S = X·W, samples × classes, for x of samples × features. */
    public void scores(float[] w, float[] x, int samples, float[] scores) {
        Require.length(x, "x", samples, "samples", features, "features");
        scores(w, x, 0, samples, scores);
    }

    /** The same for the samples [from, to) of x; the first of them is row 0 of scores. */
    public void scores(float[] w, float[] x, int from, int to, float[] scores) {
        checkWeights(w, "w");
        Require.notNull(x, "x");
        Require.length(x, "x", x.length / features, "samples", features, "features");
        Require.range(from, to, x.length / features);
        Require.length(scores, "scores", to - from, "samples", classes, "classes");
        if (scores == w || scores == x) {
            throw Require.failed("scores must be an array of its own");
        }
        hinge.setWeights(w);
        hinge.scores(x, from, to, scores);
    }

    private void check(float[] w, float[] x, int[] y, int from, int to, float reg) {
        checkWeights(w, "w");
        Require.notNull(y, "y");
        Require.length(x, "x", y.length, "y.length", features, "features");
        Require.range(from, to, y.length);
        Require.regularization(reg);
        Require.labels(y, from, to, classes);
    }

    private void checkWeights(float[] array, String name) {
        Require.length(array, name, features, "features", classes, "classes");
    }

    private static double mean(double sum, int samples) {
        return samples == 0 ? 0 : sum / samples;
    }

    private double regularization(float[] w, float reg) {
        return 0.5 * reg * kernels.squaredNorm(w);
    }
}
