package io.github.widemargin.kernel;

/** Between the layout of callers, features × classes, and that of the tiles, classes × stride. */
final class ClassMajor {
    private ClassMajor() {}

    static void pack(float[] w, int features, int classes, float[] packed, int stride) {
        for (int j = 0; j < classes; j++) {
            for (int k = 0; k < features; k++) {
                packed[j * stride + k] = w[k * classes + j];
            }
        }
    }

    /** dw = scale · packed + reg · w */
    static void unpack(
            float scale, float[] packed, int stride, float reg, float[] w, int features, int classes, float[] dw) {
        for (int k = 0; k < features; k++) {
            for (int j = 0; j < classes; j++) {
                dw[k * classes + j] = scale * packed[j * stride + k] + reg * w[k * classes + j];
            }
        }
    }
}
