package io.github.widemargin;

import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.KernelProvider;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.SquaredNorm;
import io.github.widemargin.train.Hinges;
import io.github.widemargin.train.ParallelHinge;
import io.github.widemargin.train.Rows;

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
 * <p>This is the hinge of Weston and Watkins; {@link Hinge} tells the others that {@link #builder} offers. With squared
 * margins G has twice the margin in place of 1, and minus twice their sum. With weights a sample's loss, and its row of
 * G, is multiplied by its own and by that of its class; P stays the number of samples. Where a margin is exactly zero the
 * gradient is the subgradient that leaves the class out.
 *
 * <p>Scores, margins and the gradient are floats; the loss is summed in double, ‖W‖² to within 3e-10 of it. Without samples the
 * loss is the regularisation alone. The same input gives the same bits, whatever the number of threads.
 *
 * <p>An objective holds scratch memory and belongs to one caller at a time; once compiled its methods allocate nothing, but
 * with more threads what hands them the work. Every method throws {@link IllegalArgumentException} on a wrong argument
 * before it writes anything. NaN and infinite elements of x and w are such arguments, and so are finite ones whose scores
 * or margins exceed a float; of two classes the scores may, if the margins do not. {@code scores} alone lets them pass: such a score
 * is not finite. Sums of the gradient that exceed a float are not finite.
 */
public final class SvmObjective {
    private final int features;
    private final int classes;
    private final SquaredNorm squaredNorm;
    private final Hinges hinges;
    private final Rows flat; // for x in one array

    private static final float[] NOTHING = {};

    private SvmObjective(Builder builder, Kernels kernels) {
        features = builder.features;
        classes = builder.classes;
        squaredNorm = kernels.squaredNorm();
        HingeLoss loss = new HingeLoss(builder.hinge.kind, builder.squared, builder.margin, builder.classWeights);
        hinges = new Hinges(kernels, features, classes, loss, builder.threads);
        flat = Rows.dense(new float[][] {NOTHING}, features);
        hinges.of(flat);
    }

    /** The objective for weights of features × classes, at least 1 × 2. */
    public static SvmObjective of(int features, int classes) {
        return builder(features, classes).build();
    }

    /** Starts with the hinge of Weston and Watkins, not squared, margin 1, no class weights, one thread. */
    public static Builder builder(int features, int classes) {
        Require.shape(features, classes);
        return new Builder(features, classes);
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
        checkFlat(w, x, y, from, to, reg);
        checkGradient(dw, w, dw == x);
        flat.set(x);
        try {
            return lossAndGradient(w, flat, from, to, y, null, reg, dw);
        } finally {
            flat.set(NOTHING);
        }
    }

    /** The same for samples in one array or several. */
    public double lossAndGradient(float[] w, Samples samples, int[] y, float reg, float[] dw) {
        return lossAndGradient(w, samples, y, null, reg, dw);
    }

    /** The same with a weight for each sample, not negative; null stands for 1 each. */
    public double lossAndGradient(float[] w, Samples samples, int[] y, float[] sampleWeights, float reg, float[] dw) {
        check(w, samples, y, sampleWeights, reg);
        checkGradient(dw, w, samples.holds(dw) || dw == sampleWeights);
        return lossAndGradient(w, samples.rows(), 0, y.length, y, sampleWeights, reg, dw);
    }

    /** Returns the loss. */
    public double loss(float[] w, float[] x, int[] y, float reg) {
        Require.notNull(y, "y");
        return loss(w, x, y, 0, y.length, reg);
    }

    /** The same over the samples [from, to) of x and y. */
    public double loss(float[] w, float[] x, int[] y, int from, int to, float reg) {
        checkFlat(w, x, y, from, to, reg);
        flat.set(x);
        try {
            return loss(w, flat, from, to, y, null, reg, false);
        } finally {
            flat.set(NOTHING);
        }
    }

    /** The same for samples in one array or several. */
    public double loss(float[] w, Samples samples, int[] y, float reg) {
        return loss(w, samples, y, null, reg);
    }

    /** The same with a weight for each sample, not negative; null stands for 1 each. */
    public double loss(float[] w, Samples samples, int[] y, float[] sampleWeights, float reg) {
        check(w, samples, y, sampleWeights, reg);
        return loss(w, samples.rows(), 0, y.length, y, sampleWeights, reg, false);
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
        ParallelHinge hinge = hinges.of(flat);
        hinge.setWeights(w, null);
        flat.set(x);
        try {
            hinge.scores(flat, from, to, scores);
        } finally {
            flat.set(NOTHING);
        }
    }

    /** The same for samples in one array or several, dense or sparse. */
    public void scores(float[] w, Samples samples, float[] scores) {
        checkWeights(w, "w");
        Require.samples(samples, features);
        Require.length(scores, "scores", samples.size(), "samples.size", classes, "classes");
        if (scores == w || samples.holds(scores)) {
            throw Require.failed("scores must be an array of its own");
        }
        ParallelHinge hinge = hinges.of(samples.rows());
        hinge.setWeights(w, null);
        hinge.scores(samples.rows(), 0, samples.size(), scores);
    }

    private double lossAndGradient(
            float[] w, Rows rows, int from, int to, int[] y, float[] sampleWeights, float reg, float[] dw) {
        double loss = loss(w, rows, from, to, y, sampleWeights, reg, true);
        hinges.of(rows).takeGradient(to == from ? 0 : 1f / (to - from), reg, w, dw);
        return loss;
    }

    private double loss(
            float[] w, Rows rows, int from, int to, int[] y, float[] sampleWeights, float reg, boolean withGradient) {
        ParallelHinge hinge = hinges.of(rows);
        hinge.setWeights(w, null);
        double sum = hinge.loss(rows, from, to, y, sampleWeights, withGradient);
        double loss = (to == from ? 0 : sum / (to - from)) + 0.5 * reg * squaredNorm.of(w);
        if (!Double.isFinite(loss)) {
            hinge.clearGradient();
            throw Require.notFinite(w, rows, classes, from, to);
        }
        return loss;
    }

    private void checkFlat(float[] w, float[] x, int[] y, int from, int to, float reg) {
        checkWeights(w, "w");
        Require.notNull(y, "y");
        Require.length(x, "x", y.length, "y.length", features, "features");
        Require.range(from, to, y.length);
        Require.regularization(reg);
        Require.labels(y, from, to, classes);
    }

    private void check(float[] w, Samples samples, int[] y, float[] sampleWeights, float reg) {
        checkWeights(w, "w");
        Require.samples(samples, features);
        Require.notNull(y, "y");
        Require.length(y.length, "y", samples.size(), "samples.size");
        Require.regularization(reg);
        Require.labels(y, 0, y.length, classes);
        if (sampleWeights != null) {
            Require.length(sampleWeights, "sampleWeights", samples.size(), "samples.size");
            Require.weights(sampleWeights, "sampleWeights");
        }
    }

    private void checkWeights(float[] array, String name) {
        Require.length(array, name, features, "features", classes, "classes");
    }

    private void checkGradient(float[] dw, float[] w, boolean isX) {
        checkWeights(dw, "dw");
        if (dw == w || isX) {
            throw Require.failed("dw must be an array of its own");
        }
    }

    /** Collects the settings. */
    public static final class Builder {
        private final int features;
        private final int classes;
        private Hinge hinge = Hinge.WESTON_WATKINS;
        private boolean squared;
        private float margin = 1;
        private float[] classWeights;
        private int threads = 1;

        private Builder(int features, int classes) {
            this.features = features;
            this.classes = classes;
        }

        /** Which hinge. */
        public Builder hinge(Hinge hinge) {
            Require.notNull(hinge, "hinge");
            this.hinge = hinge;
            return this;
        }

        /** Whether margins are squared. */
        public Builder squared(boolean squared) {
            this.squared = squared;
            return this;
        }

        /** Δ, positive: by how much the score of the true class should exceed the others. */
        public Builder margin(float margin) {
            Require.positive(margin, "margin");
            this.margin = margin;
            return this;
        }

        /** A factor for the samples of each class, not negative; null stands for 1 each. */
        public Builder classWeights(float[] classWeights) {
            if (classWeights != null) {
                Require.length(classWeights, "classWeights", classes, "classes");
                Require.weights(classWeights, "classWeights");
            }
            this.classWeights = classWeights == null ? null : classWeights.clone();
            return this;
        }

        /**
         * How many threads share the loss and its gradient, at least 1: the caller and others of the common pool; 32 at most. These wait
         * for the next call for a tenth of a millisecond, and go back to the pool every five at the latest.
         */
        public Builder threads(int threads) {
            Require.threads(threads);
            this.threads = threads;
            return this;
        }

        /** An objective with these settings. */
        public SvmObjective build() {
            return build(KernelProvider.best());
        }

        SvmObjective build(Kernels kernels) {
            return new SvmObjective(this, kernels);
        }
    }
}
