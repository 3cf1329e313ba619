package io.github.widemargin.train;

import static io.github.widemargin.kernel.DualKernel.ROWS;

import io.github.widemargin.kernel.DualKernel;
import io.github.widemargin.kernel.GramKernel;
import java.util.Arrays;

/**
 * The weights that dual variables stand for: W = scale · Xᵀ·C, and the bias, that of a feature whose value is the same for
 * all, whose contribution is felt as from a centre: b = centre + scale · value² · Σ_i c_i.
 */
final class DualWeights {
    final DualKernel sum;
    float scale;

    /** The square of the constant feature; 0 without bias. */
    final float biasSquare;

    final double[] biasSum;
    final double[] centre;
    private final int size;

    /** For weights of features × classes. */
    DualWeights(DualKernel sum, int size, int classes, float scale, float biasSquare) {
        this.size = size;
        this.sum = sum;
        this.scale = scale;
        this.biasSquare = biasSquare;
        biasSum = new double[classes];
        centre = new double[classes];
    }

    DualWeights newPart() {
        return new DualWeights(sum.newSum(), size, biasSum.length, scale, biasSquare);
    }

    /** Adds rows with coefficients change[j · ROWS + p]. */
    void add(DualKernel.Block rows, int count, float[] change) {
        rows.add(change);
        addToBias(count, change);
    }

    /** Adds the coefficients change[j · ROWS + p] of so many rows. */
    void addToBias(int count, float[] change) {
        for (int j = 0; j < biasSum.length && biasSquare > 0; j++) {
            double by = 0;
            for (int p = 0; p < count; p++) {
                by += change[j * ROWS + p];
            }
            biasSum[j] += by;
        }
    }

    /** Adds a row's coefficients. */
    void addToBias(float[] change) {
        for (int j = 0; j < biasSum.length && biasSquare > 0; j++) {
            biasSum[j] += change[j];
        }
    }

    void addAndClear(DualWeights part) {
        sum.addAndClear(part.sum);
        for (int j = 0; j < biasSum.length; j++) {
            biasSum[j] += part.biasSum[j];
            part.biasSum[j] = 0;
        }
    }

    /** Adds another sum, times share, by way of scratch. */
    void add(double share, DualWeights other, Weights scratch, Weights result) {
        scratch.clear();
        sum.addTo(1, scratch.w(), result.w());
        other.sum.addTo((float) share, result.w(), scratch.w());
        sum.set(scratch.w());
        for (int j = 0; j < biasSum.length; j++) {
            biasSum[j] += share * other.biasSum[j];
        }
    }

    double bias(int j) {
        return centre[j] + (double) scale * biasSquare * biasSum[j];
    }

    /**
     * Takes the bias for the centre: the price of a bias is for its distance from there, and so vanishes as it comes to rest (the
     * proximal point method of Rockafellar, "Monotone operators and the proximal point algorithm", 1976).
     */
    void moveCentre() {
        for (int j = 0; j < centre.length; j++) {
            centre[j] = bias(j);
        }
    }

    /** Turns products with A into scores, a row of {@link DualKernel#ROWS} for each class. */
    void toScores(float[] s) {
        toScores(s, ROWS);
    }

    /** The same with rows of so many. */
    void toScores(float[] s, int rows) {
        if (biasSquare == 0) {
            for (int at = 0; at < biasSum.length * rows; at++) {
                s[at] *= scale;
            }
            return;
        }
        for (int j = 0; j < biasSum.length; j++) {
            float bias = (float) bias(j);
            for (int at = j * rows; at < (j + 1) * rows; at++) {
                s[at] = s[at] * scale + bias;
            }
        }
    }

    /** Writes to = from + share · weights. */
    void addTo(double share, Weights from, Weights to) {
        sum.addTo((float) (share * scale), from.w(), to.w());
        addBiasTo(share, from, to);
    }

    /** The same for the weights of a part of the features, but not for the bias. */
    void addTo(int part, double share, Weights from, Weights to) {
        ((GramKernel) sum).addTo(part, (float) (share * scale), from.w(), to.w());
    }

    /** The same for the bias only. */
    void addBiasTo(double share, Weights from, Weights to) {
        for (int j = 0; j < biasSum.length; j++) {
            to.bias()[j] = (float) (from.bias()[j] + share * bias(j));
        }
    }

    void visit(State state) {
        float[] a = new float[size];
        sum.addTo(1, new float[size], a);
        state.array(a);
        sum.set(a);
        state.array(biasSum);
        state.array(centre);
    }

    void clear() {
        sum.clear();
        Arrays.fill(biasSum, 0);
    }
}
