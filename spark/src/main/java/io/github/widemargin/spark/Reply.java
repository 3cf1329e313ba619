package io.github.widemargin.spark;

import io.github.widemargin.train.LocalDual;
import java.io.Serializable;

/** What partitions answer to a request, added up. What was not asked for is null. */
final class Reply implements Serializable {
    private static final long serialVersionUID = 1;

    float[] w;
    double[] coefficients;
    double value;
    float[] meanBias;
    double[] losses;
    double[] groups;

    /** Σ of what tells the state of each partition's variables, before and after. */
    long before;

    long after;

    /** Partitions that lost their variables, and do not improve with the others yet. */
    int lost;

    boolean scalar;

    /** Of all answers that were sent. */
    long bytes;

    void set(LocalDual.Contribution contribution) {
        w = contribution.w();
        coefficients = contribution.coefficients();
        value = contribution.value();
    }

    /** Counts its own bytes. */
    Reply seal() {
        bytes = Float.BYTES * (length(w) + length(meanBias))
                + Double.BYTES * (length(coefficients) + length(losses) + length(groups));
        return this;
    }

    Reply add(Reply other) {
        w = sum(w, other.w);
        coefficients = sum(coefficients, other.coefficients);
        value += other.value;
        meanBias = sum(meanBias, other.meanBias);
        losses = sum(losses, other.losses);
        groups = sum(groups, other.groups);
        before += other.before;
        after += other.after;
        lost += other.lost;
        scalar |= other.scalar;
        bytes += other.bytes;
        return this;
    }

    private static long length(float[] a) {
        return a == null ? 0 : a.length;
    }

    private static long length(double[] a) {
        return a == null ? 0 : a.length;
    }

    private static float[] sum(float[] a, float[] b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        for (int n = 0; n < a.length; n++) {
            a[n] += b[n];
        }
        return a;
    }

    private static double[] sum(double[] a, double[] b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        for (int n = 0; n < a.length; n++) {
            a[n] += b[n];
        }
        return a;
    }
}
