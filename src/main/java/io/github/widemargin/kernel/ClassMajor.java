package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

/**
 * The layout of W and dW that the tiles want: one class after the other, stride apart, each feature at its own number in
 * the whole vectors. A last vector holds what is left: its lanes are the last L features, of which those that the whole
 * vectors have already are zero in W, and mean nothing in dW. So a tile reads the end of a row of X as its last L
 * features, never beyond a row, and needs no masks. Rows shorter than a vector are padded with zeros instead.
 */
final class ClassMajor {
    /** Rows of w that are transposed at a time, so that they stay in the cache: 64 KB for 128 classes. */
    private static final int ROWS = 128;

    final int features;
    final int classes;

    /** Features of a row as the tiles see it: at least a vector. */
    final int width;

    final int stride;

    /** Features of a row in whole vectors: where the last vector is, if that is less than width. */
    final int whole;

    /** Feature k of the last vector is at k + shift. */
    private final int shift;

    ClassMajor(int features, int classes) {
        this.features = features;
        this.classes = classes;
        width = Math.max(features, L);
        stride = stride(width);
        whole = F.loopBound(width);
        shift = features < L ? 0 : whole + L - features;
    }

    /** Whole vectors, and no multiple of 4096 bytes, at which every class would fall into the same cache sets. */
    private static int stride(int width) {
        int stride = Math.ceilDiv(width, L) * L;
        return stride % 1024 == 0 ? stride + L : stride;
    }

    float[] newArray() {
        return new float[classes * stride];
    }

    /** Copies w, features × classes, into packed. */
    void pack(float[] w, float[] packed) {
        int end = Math.min(features, whole);
        for (int from = 0; from < end; from += ROWS) {
            int to = Math.min(end, from + ROWS);
            for (int j = 0; j < classes; j++) {
                int start = j * stride;
                for (int k = from; k < to; k++) {
                    packed[start + k] = w[k * classes + j];
                }
            }
        }
        for (int k = end; k < features; k++) {
            for (int j = 0; j < classes; j++) {
                packed[j * stride + shift + k] = w[k * classes + j];
            }
        }
    }

    /** dw = scale · packed + reg · w, for w and dw of features × classes. */
    void unpack(float scale, float[] packed, float reg, float[] w, float[] dw) {
        int end = Math.min(features, whole);
        for (int from = 0; from < end; from += ROWS) {
            int to = Math.min(end, from + ROWS);
            for (int j = 0; j < classes; j++) {
                int start = j * stride;
                for (int k = from; k < to; k++) {
                    int at = k * classes + j;
                    dw[at] = scale * packed[start + k] + reg * w[at];
                }
            }
        }
        for (int k = end; k < features; k++) {
            for (int j = 0; j < classes; j++) {
                int at = k * classes + j;
                dw[at] = scale * packed[j * stride + shift + k] + reg * w[at];
            }
        }
    }
}
