package io.github.widemargin;

import io.github.widemargin.train.Rows;
import java.util.Arrays;

/** Checks of arguments: the constraint first, then the values. */
final class Require {
    /** What the JVM allows. */
    static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private Require() {}

    static void that(boolean condition, String constraint, Object... namesAndValues) {
        if (!condition) {
            throw failed(constraint, namesAndValues);
        }
    }

    static IllegalArgumentException failed(String constraint, Object... namesAndValues) {
        StringBuilder message = new StringBuilder(constraint);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            message.append(i == 0 ? ": " : ", ")
                    .append(namesAndValues[i])
                    .append('=')
                    .append(namesAndValues[i + 1]);
        }
        return new IllegalArgumentException(message.toString());
    }

    static void notNull(Object value, String name) {
        if (value == null) {
            throw failed(name + " must not be null");
        }
    }

    /** Builds what an error needs only when there is one: the fast path allocates nothing. */
    static void length(float[] array, String name, int factor1, String name1, int factor2, String name2) {
        notNull(array, name);
        if (array.length != (long) factor1 * factor2) {
            throw failed(
                    name + ".length must be " + name1 + " * " + name2,
                    name + ".length",
                    array.length,
                    name1,
                    factor1,
                    name2,
                    factor2);
        }
    }

    static void length(float[] array, String name, int length, String lengthName) {
        notNull(array, name);
        length(array.length, name, length, lengthName);
    }

    static void length(int actual, String name, int length, String lengthName) {
        if (actual != length) {
            throw failed(name + ".length must be " + lengthName, name + ".length", actual, lengthName, length);
        }
    }

    static void samples(Samples samples, int features) {
        notNull(samples, "samples");
        if (samples.features() != features) {
            throw failed(
                    "samples.features must be features", "samples.features", samples.features(), "features", features);
        }
    }

    static void weights(float[] weights, String name) {
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Float.POSITIVE_INFINITY)) {
                throw failed(name + " must be finite and not negative", name + "[" + i + "]", weights[i]);
            }
        }
    }

    static void range(int from, int to, int samples) {
        if (from < 0 || to < from || samples < to) {
            throw failed("rows must satisfy 0 <= from <= to <= samples", "from", from, "to", to, "samples", samples);
        }
    }

    static void shape(int features, int classes) {
        that(features >= 1, "features must be at least 1", "features", features);
        that(classes >= 2, "classes must be at least 2", "classes", classes);
        that(classes <= 1 << 24, "classes must be at most 2^24, that a float counts", "classes", classes);
        that(
                (features + 64L) * (classes + 16L) <= Integer.MAX_VALUE - 64, // kernels pad
                "(features + 64) * (classes + 16) must fit one array",
                "features",
                features,
                "classes",
                classes);
    }

    static void regularization(float reg) {
        if (!(reg >= 0 && reg < Float.POSITIVE_INFINITY)) {
            throw failed("reg must be finite and not negative", "reg", reg);
        }
    }

    static void positive(float value, String name) {
        that(value > 0 && value < Float.POSITIVE_INFINITY, name + " must be positive and finite", name, value);
    }

    /** Every label of the rows [from, to) lies in [0, classes). */
    static void labels(int[] y, int from, int to, int classes) {
        int sign = 0;
        for (int i = from; i < to; i++) {
            sign |= y[i] | (classes - 1 - y[i]); // no branch: the loop runs in vectors
        }
        if (sign < 0) {
            for (int i = from; i < to; i++) {
                if (y[i] < 0 || y[i] >= classes) {
                    throw failed("labels must lie in [0, classes)", "y[" + i + "]", y[i], "classes", classes);
                }
            }
        }
    }

    /** One of so many features begins at offset. */
    static void sample(float[] x, int offset, int features) {
        notNull(x, "x");
        if (offset < 0 || offset > x.length - features) {
            throw failed(
                    "offset must satisfy 0 <= offset <= x.length - features",
                    "offset",
                    offset,
                    "x.length",
                    x.length,
                    "features",
                    features);
        }
    }

    /** Elements [from, to) of both, each of a feature. */
    static void nonzeros(int[] index, float[] value, int from, int to, int features) {
        notNull(index, "index");
        notNull(value, "value");
        if (from < 0 || to < from || index.length < to || value.length < to) {
            throw failed(
                    "elements must satisfy 0 <= from <= to <= index.length, value.length",
                    "from",
                    from,
                    "to",
                    to,
                    "index.length",
                    index.length,
                    "value.length",
                    value.length);
        }
        features(index, from, to, features);
    }

    /** Every index of [from, to) is that of a feature. */
    static void features(int[] index, int from, int to, int features) {
        int sign = 0;
        for (int n = from; n < to; n++) {
            sign |= index[n] | (features - 1 - index[n]);
        }
        if (sign < 0) {
            for (int n = from; n < to; n++) {
                if (index[n] < 0 || index[n] >= features) {
                    throw failed(
                            "indices must lie in [0, features)", "index[" + n + "]", index[n], "features", features);
                }
            }
        }
    }

    static void threads(int threads) {
        that(threads >= 1, "threads must be at least 1", "threads", threads);
    }

    static void finite(float[] a, String name) {
        for (int i = 0; i < a.length; i++) {
            if (!Float.isFinite(a[i])) {
                throw failed(name + " must be finite", name + "[" + i + "]", a[i]);
            }
        }
    }

    static void distinct(int[] labels) {
        int[] sorted = labels.clone();
        Arrays.sort(sorted);
        for (int j = 1; j < sorted.length; j++) {
            that(sorted[j] != sorted[j - 1], "labels must differ", "label", sorted[j]);
        }
    }

    /** The error for scores of the rows [from, to) that are not finite: the first offending element of w, then of x. */
    static IllegalArgumentException notFinite(float[] w, Rows rows, int classes, int from, int to) {
        for (int a = 0; a < w.length; a++) {
            if (!Float.isFinite(w[a])) {
                return failed("w must be finite", "w[" + a + "]", w[a], "feature", a / classes, "class", a % classes);
            }
        }
        return notFinite(rows, from, to);
    }

    /** The same where w is not the caller's. */
    static IllegalArgumentException notFinite(Rows rows, int from, int to) {
        return notFinite("scores, margins and weights of samples", rows, from, to);
    }

    /** The same with what else must be finite. */
    static IllegalArgumentException notFinite(String what, Rows rows, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            int b = rows.arrayOf(i);
            float[] x = rows.values(b);
            for (int n = rows.start(i), end = rows.end(i); n < end; n++) {
                if (!Float.isFinite(x[n])) {
                    String name = rows.isSparse() ? "value" : "x";
                    String element = (rows.arrays() == 1 ? name : name + "[" + b + "]") + "[" + n + "]";
                    return failed(name + " must be finite", element, x[n], "sample", i, "feature", rows.feature(i, n));
                }
                largest = Math.max(largest, Math.abs(x[n]));
            }
        }
        return failed(what + " must fit a float", "largest |x|", largest);
    }

    /** The same for the one row that begins at offset in x. */
    static IllegalArgumentException notFinite(float[] x, int offset, int features) {
        float largest = 0;
        for (int k = 0; k < features; k++) {
            float value = x[offset + k];
            if (!Float.isFinite(value)) {
                return failed("x must be finite", "x[" + (offset + k) + "]", value, "feature", k);
            }
            largest = Math.max(largest, Math.abs(value));
        }
        return failed("scores must fit a float", "largest |x|", largest);
    }

    /** The same for the one row of nonzeros [from, to). */
    static IllegalArgumentException notFinite(int[] index, float[] value, int from, int to) {
        float largest = 0;
        for (int n = from; n < to; n++) {
            if (!Float.isFinite(value[n])) {
                return failed("value must be finite", "value[" + n + "]", value[n], "feature", index[n]);
            }
            largest = Math.max(largest, Math.abs(value[n]));
        }
        return failed("scores must fit a float", "largest |value|", largest);
    }
}
