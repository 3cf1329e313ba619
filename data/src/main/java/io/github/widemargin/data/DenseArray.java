package io.github.widemargin.data;

import java.nio.file.Path;

/** Memory for dense samples, taken only when it can be had. */
final class DenseArray {
    private static final long LONGEST = Integer.MAX_VALUE - 8;

    private DenseArray() {}

    static float[] of(Path file, long samples, long features) throws MalformedDataException {
        if (features > LONGEST || samples * features > LONGEST) {
            throw new MalformedDataException(
                    file, "samples * features must fit one array: " + shape(samples, features));
        }
        requireMemory(file, samples, features);
        return new float[(int) (samples * features)];
    }

    static void requireMemory(Path file, long samples, long features) throws MalformedDataException {
        requireMemory(file, samples * features, shape(samples, features));
    }

    /** Fails if there cannot be so many floats, for what is told. */
    static void requireMemory(Path file, long floats, String purpose) throws MalformedDataException {
        long megabytes = floats * Float.BYTES >> 20;
        long available = Runtime.getRuntime().maxMemory() >> 20;
        if (megabytes > available) {
            throw new MalformedDataException(
                    file, "needs " + megabytes + " MB of memory, java may take " + available + " (-Xmx): " + purpose);
        }
    }

    private static String shape(long samples, long features) {
        return "samples=" + samples + ", features=" + features;
    }
}
