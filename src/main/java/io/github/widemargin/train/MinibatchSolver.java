package io.github.widemargin.train;

import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.KernelProvider;
import io.github.widemargin.kernel.Kernels;
import java.util.SplittableRandom;

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

    private final Rows rows;
    private final int[] y;
    private final int features;
    private final int samples;
    private final Kernels kernels = KernelProvider.best();
    private final ParallelHinge hinge;
    private final float[] w;
    private final float[] dw;
    private final float[] velocity;
    private final float[] average;

    /** Hears of each epoch: its number from 1, and the mean objective of its minibatches. */
    @FunctionalInterface
    public interface Listener {
        void epochEnded(int epoch, double loss);
    }

    /** The loss stopped being finite. */
    @SuppressWarnings("serial")
    public static final class NotFiniteException extends Exception {
        NotFiniteException() {
            super(null, null, false, false);
        }
    }

    /** For rows and their labels y in [0, classes). */
    public MinibatchSolver(Rows rows, int[] y, int classes) {
        this.rows = rows;
        this.y = y;
        features = rows.features();
        samples = y.length;
        hinge = new ParallelHinge(kernels, features, classes, HingeLoss.PLAIN, 1);
        w = new float[features * classes];
        dw = new float[w.length];
        velocity = new float[w.length];
        average = new float[w.length];
    }

    /** Returns the objective at the weights it ends with. */
    public double solve(float reg, int epochs, int batchSize, long seed, Listener listener) throws NotFiniteException {
        int[] order = new int[samples];
        for (int i = 0; i < samples; i++) {
            order[i] = i;
        }
        SplittableRandom random = new SplittableRandom(seed);
        int size = Math.min(batchSize, samples);
        Rows batch = new Rows(new float[][] {new float[size * features]}, features);
        int[] batchLabels = new int[size];
        double firstStep = Math.min(FIRST_STEP / meanSquaredLength(), LONGEST_STEP);
        long step = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            shuffle(order, random);
            double sum = 0;
            for (int from = 0, taken; from < samples; from += taken) {
                taken = Math.min(size, samples - from);
                for (int i = 0; i < taken; i++) {
                    rows.copy(order[from + i], batch.array(0), i * features);
                    batchLabels[i] = y[order[from + i]];
                }
                hinge.setWeights(w);
                sum += hinge.loss(batch, 0, taken, batchLabels, null, true);
                hinge.takeGradient(1f / taken, reg, w, dw);
                double length = firstStep / (1 + reg * firstStep * step);
                descend((float) length, 2f / (step + 2));
                step++;
            }
            double loss = sum / samples + 0.5 * reg * kernels.squaredNorm(w);
            if (!Double.isFinite(loss)) {
                throw new NotFiniteException();
            }
            listener.epochEnded(epoch, loss);
        }
        hinge.setWeights(average);
        return hinge.loss(rows, 0, samples, y, null, false) / samples + 0.5 * reg * kernels.squaredNorm(average);
    }

    /** A copy of the weights reached so far, features × classes. */
    public float[] weights() {
        return average.clone();
    }

    private void descend(float length, float share) {
        for (int a = 0; a < w.length; a++) {
            float v = MOMENTUM * velocity[a] - (1 - MOMENTUM) * length * dw[a];
            velocity[a] = v;
            w[a] += v;
            average[a] += share * (w[a] - average[a]);
        }
    }

    private double meanSquaredLength() throws NotFiniteException {
        double sum = 0;
        for (float[] x : rows.x) {
            sum += kernels.squaredNorm(x);
        }
        double mean = sum / samples;
        if (!Double.isFinite(mean)) {
            throw new NotFiniteException();
        }
        return mean;
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[other];
            order[other] = swap;
        }
    }
}
