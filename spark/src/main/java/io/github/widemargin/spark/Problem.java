package io.github.widemargin.spark;

import io.github.widemargin.kernel.HingeLoss;
import java.io.Serializable;

/**
 * What every partition knows of the problem.
 *
 * @param threads of each part, unless its tasks have more
 * @param weight the sum of the weights of all samples
 * @param biasSquare the square of the constant feature that stands for the bias; 0 without
 */
record Problem(
        int features,
        int classes,
        boolean sparse,
        HingeLoss.Kind hinge,
        double reg,
        double weight,
        float biasSquare,
        int parts,
        int threads,
        int passes,
        long seed)
        implements Serializable {
    /** 1 / (reg · weight). */
    float scale() {
        return (float) (1 / (reg * weight));
    }

    boolean hasBias() {
        return biasSquare > 0;
    }

    HingeLoss loss() {
        return new HingeLoss(hinge, false, 1, null);
    }
}
