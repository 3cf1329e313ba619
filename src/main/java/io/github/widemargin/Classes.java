package io.github.widemargin;

import java.util.Arrays;

/** The different labels, ascending, and which of them each sample has. */
record Classes(int[] labels, int[] y) {
    /** Of labels of which there are two different ones or more. */
    static Classes of(Samples samples, int[] labels) {
        Require.notNull(samples, "samples");
        Require.notNull(labels, "labels");
        Require.that(
                labels.length == samples.size(),
                "labels.length must be samples.size",
                "labels.length",
                labels.length,
                "samples.size",
                samples.size());
        int[] distinct = Arrays.stream(labels).sorted().distinct().toArray();
        Require.that(distinct.length >= 2, "labels must be of two classes or more", "classes", distinct.length);
        Require.shape(samples.features(), distinct.length);
        return new Classes(distinct, numbers(labels, distinct));
    }

    /** The index of each label in those that are known, ascending. */
    static int[] numbers(int[] labels, int[] known) {
        int[] y = new int[labels.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = Arrays.binarySearch(known, labels[i]);
            if (y[i] < 0) { // no message for each that is known
                throw Require.failed("labels must be known", "labels[" + i + "]", labels[i]);
            }
        }
        return y;
    }

    int count() {
        return labels.length;
    }
}
