package io.github.widemargin.train;

import io.github.widemargin.kernel.HingeLoss;

/** What is to be learned from: samples, labels in [0, classes), weights, or null if all are 1, the hinge and the bias. */
public record DualProblem(Rows rows, int[] y, int classes, float[] sampleWeights, HingeLoss loss, Bias bias) {
    float weight(int i) {
        return loss.weight(sampleWeights, i, y[i]);
    }

    /** The objective with weights that are all zero. */
    double lossAtZero() {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += weight(i);
        }
        int terms = switch (loss.kind()) {
            case WESTON_WATKINS -> classes - 1;
            case CRAMMER_SINGER -> 1;
            case ONE_VS_REST -> classes;
        };
        double margin = loss.margin();
        return sum / y.length * terms * (loss.squared() ? margin * margin : margin);
    }

    /** The class that all samples are of, but for some that weigh nothing; -1 if there is none. */
    int onlyClass() {
        int only = -1;
        for (int i = 0; i < y.length; i++) {
            if (weight(i) > 0) {
                if (only >= 0 && y[i] != only) {
                    return -1;
                }
                only = y[i];
            }
        }
        return only;
    }
}
