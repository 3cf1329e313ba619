package io.github.widemargin;

import java.util.Arrays;

/** Checks of arguments: the constraint first, then the values. */
final class Require {
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

    static void length(int length, long expected, String name, String formula, Object... namesAndValues) {
        if (length != expected) {
            Object[] all = new Object[namesAndValues.length + 2];
            all[0] = name + ".length";
            all[1] = length;
            System.arraycopy(namesAndValues, 0, all, 2, namesAndValues.length);
            throw failed(name + ".length must be " + formula, all);
        }
    }

    static void range(int from, int to, int samples) {
        that(
                0 <= from && from <= to && to <= samples,
                "rows must satisfy 0 <= from <= to <= samples",
                "from",
                from,
                "to",
                to,
                "samples",
                samples);
    }

    static void shape(int features, int classes) {
        that(features >= 1, "features must be at least 1", "features", features);
        that(classes >= 2, "classes must be at least 2", "classes", classes);
        that(
                (long) features * classes <= Integer.MAX_VALUE - 8,
                "features * classes must fit one array",
                "features",
                features,
                "classes",
                classes);
    }

    static void regularization(float reg) {
        that(reg >= 0 && reg < Float.POSITIVE_INFINITY, "reg must be finite and not negative", "reg", reg);
    }

    /** Every label of the rows [from, to) lies in [0, classes). */
    static void labels(int[] y, int from, int to, int classes) {
        int sign = 0;
        for (int i = from; i < to; i++) {
            sign |= y[i] | (classes - 1 - y[i]); // no branch: the loop runs in vectors
        }
        if (sign < 0) {
            for (int i = from; i < to; i++) {
                that(
                        0 <= y[i] && y[i] < classes,
                        "labels must lie in [0, classes)",
                        "y[" + i + "]",
                        y[i],
                        "classes",
                        classes);
            }
        }
    }

    static void finite(float[] a, String name) {
        for (int i = 0; i < a.length; i++) {
            that(Float.isFinite(a[i]), name + " must be finite", name + "[" + i + "]", a[i]);
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
    static IllegalArgumentException notFinite(float[] w, float[] x, int features, int classes, int from, int to) {
        for (int a = 0; a < w.length; a++) {
            if (!Float.isFinite(w[a])) {
                return failed("w must be finite", "w[" + a + "]", w[a], "feature", a / classes, "class", a % classes);
            }
        }
        return notFinite(x, features, from, to);
    }

    static IllegalArgumentException notFinite(float[] x, int features, int from, int to) {
        for (int a = from * features; a < to * features; a++) {
            if (!Float.isFinite(x[a])) {
                return failed(
                        "x must be finite", "x[" + a + "]", x[a], "sample", a / features, "feature", a % features);
            }
        }
        return failed("scores must fit a float, but products of the finite x and w do not");
    }
}
