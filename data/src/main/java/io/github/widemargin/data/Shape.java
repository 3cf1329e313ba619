package io.github.widemargin.data;

import java.nio.file.Path;

/** The dimensions of an array, as the header of a file announces them. */
record Shape(Path file, String format, long... dimensions) {
    /** The samples of an array of samples. */
    long samples() {
        return dimensions[0];
    }

    /** The features of an array of samples: all dimensions but the first count as one. */
    long features() {
        long features = 1;
        for (int d = 1; d < dimensions.length; d++) {
            features *= dimensions[d]; // requireRoom has seen that the product is not too large
        }
        return features;
    }

    /** The i-th feature where the first dimension of a sample varies fastest, as in Fortran's order. */
    long fortranFeature(long i) {
        long stride = features();
        long feature = 0;
        long rest = i;
        for (int d = 1; d < dimensions.length; d++) {
            stride /= dimensions[d];
            feature += rest % dimensions[d] * stride;
            rest /= dimensions[d];
        }
        return feature;
    }

    /** The elements; a dimension of 0 counts as 1, as it does not make the others smaller. */
    long elements() {
        long elements = 1;
        for (long dimension : dimensions) {
            elements = saturated(elements, Math.max(1, dimension));
        }
        return elements;
    }

    private static long saturated(long a, long b) {
        return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
    }

    /** Fails unless the elements, of so many bytes each, may be there. */
    void requireRoom(DataInput in, int elementBytes) throws MalformedDataException {
        if (saturated(elements(), elementBytes) > in.largestSize()) {
            throw new MalformedDataException(
                    file,
                    "the " + format + " header promises more elements than the file can hold: elements=" + elements());
        }
    }

    void requireSamples() throws MalformedDataException {
        if (dimensions.length < 2) {
            throw new MalformedDataException(
                    file, format + " dimensions must be at least 2 for samples: dimensions=" + dimensions.length);
        }
        if (samples() == 0 || features() == 0) {
            throw new MalformedDataException(
                    file, format + " dimensions must be at least 1: samples=" + samples() + ", features=" + features());
        }
    }

    /** Whether there are several elements for each entry of the first dimension. */
    boolean isTable() {
        return dimensions.length > 1 && features() != 1;
    }

    /** Whether there is one element for each entry of the first dimension. */
    boolean isColumn() {
        return dimensions.length > 0 && features() == 1;
    }

    void requireLabels(int samples) throws MalformedDataException {
        if (!isColumn()) {
            throw new MalformedDataException(
                    file, format + " dimensions must be 1 for labels: dimensions=" + dimensions.length);
        }
        if (dimensions[0] != samples) {
            throw new MalformedDataException(
                    file, "labels must be as many as samples: labels=" + dimensions[0] + ", samples=" + samples);
        }
    }
}
