package io.github.widemargin.data;

/** The number that each byte stands for. */
final class ByteValues {
    private final float[] value = new float[256];

    /** Fractions of 255 if scaled, else 0 to 255. */
    ByteValues(boolean scaled) {
        for (int b = 0; b < value.length; b++) {
            value[b] = scaled ? b / 255f : b;
        }
    }

    float of(byte b) {
        return value[b & 0xff];
    }

    /** Writes what bytes[from, to) stand for to x, from at on. */
    void copy(byte[] bytes, int from, int to, float[] x, int at) {
        for (int i = from; i < to; i++) {
            x[at + i - from] = of(bytes[i]);
        }
    }
}
