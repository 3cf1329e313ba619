package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The layout of W and dW in which the lanes are features: one class after the other, stride apart. A class has its body, whole
 * vectors that are multiplied with x in place, and behind it one vector for the edges, the features before and behind the
 * body, which a row of x delivers as a copied vector of its own. So tiles need no masks and never read beyond a row.
 */
final class ClassMajor {
    /** With 96 and 128 features the vector of edges makes a call 40 to 80 % longer, with 256 and 512 no longer. */
    private static final int LEAST_WITH_HEAD = 256;

    /** Transposed at a time: a quarter of them takes twice as long into the layout, 1.4 times back in squares. */
    private static final int FEATURES_AT_A_TIME = 4 * L;

    /**
     * From so many classes on, if W is not small, dw is written feature by feature, L at a time, as it lies in memory: a call with
     * 1024 × 2048 × 1000 takes 4 to 5 % less than in squares, with 400 classes as long.
     */
    private static final int LEAST_CLASSES_BY_FEATURE = 500;

    /**
     * Floats of W, 512 KB: up to 256 × 512 dw takes no less by feature, with 32 × 600 half as long again in two runs of three; with 2048 × 512
     * and 256 × 4096 0.5 to 0.8 of the time.
     */
    private static final int SMALL = 1 << 17;

    final int features;
    final int classes;

    /** Features of a row of x and of W, of which these are a part. */
    final int rowLength;

    /** Of these features, in a row. */
    final int first;

    /** The feature at which the body begins: where a row of an aligned x reaches a cache line, if all rows do so there. */
    final int head;

    /** Features of the body. */
    final int body;

    final boolean hasEdges;

    final int stride;

    /** Lanes of the edges' vector that are features behind the body; the others are the head. Null without edges. */
    final VectorMask<Float> behind;

    /** Lanes of the edges' vector that hold a feature which the body has not. Null without edges. */
    private final VectorMask<Float> counted;

    private final Transpose transpose = new Transpose(FEATURES_AT_A_TIME);
    private final boolean byFeature;

    ClassMajor(int features, int classes) {
        this(features, 0, features, classes);
    }

    /** For so many features of a row, from first on. */
    ClassMajor(int rowLength, int first, int features, int classes) {
        this.rowLength = rowLength;
        this.first = first;
        this.features = features;
        this.classes = classes;
        boolean rowsAlike = rowLength % L == 0 && first % L == 0 && features % L == 0 && features >= LEAST_WITH_HEAD;
        head = rowsAlike ? Aligned.FIRST % L : 0;
        body = head > 0 ? features - L : features / L * L;
        hasEdges = body < features;
        stride = stride(hasEdges ? body + L : body);
        byFeature = classes >= LEAST_CLASSES_BY_FEATURE && (long) body * classes >= SMALL;
        behind = hasEdges ? F.indexInRange(-head, L) : null;
        counted = hasEdges ? VectorMask.fromLong(F, countedLanes()) : null;
    }

    /** No multiple of 4096 bytes, at which every class, or feature, would fall into the same cache sets. */
    private static int stride(int width) {
        return width % 1024 == 0 ? width + L : width;
    }

    /** Scratch of {@link #unpack}: some features, with L classes or with all. */
    float[] newColumns() {
        return new float[byFeature ? L * columnStride() : FEATURES_AT_A_TIME * L];
    }

    /** From a feature to the next with all classes. */
    private int columnStride() {
        return stride(Math.ceilDiv(classes, L) * L);
    }

    /** Room for so many classes, from {@link Aligned#FIRST} on. */
    float[] newArray(int classes) {
        return Aligned.newArray(Math.multiplyExact(classes, stride));
    }

    /** Where class j begins. */
    int start(int j) {
        return Aligned.FIRST + j * stride;
    }

    /** Copies the edges of the row of x that begins at row; with fewer features than lanes, zeros behind stay. */
    void copyEdges(float[] x, int row, float[] edges, int at) {
        if (features < L) {
            System.arraycopy(x, row, edges, at, features);
        } else {
            FloatVector first = FloatVector.fromArray(F, x, row);
            first.blend(FloatVector.fromArray(F, x, row + features - L), behind).intoArray(edges, at);
        }
    }

    private long countedLanes() {
        long lanes = 0;
        for (int lane = 0; lane < L; lane++) {
            lanes |= edge(lane) < 0 ? 0 : 1L << lane;
        }
        return lanes;
    }

    /** The feature in a lane of the edges; -1 if there is none, or the body has it already. */
    private int edge(int lane) {
        if (features < L) {
            return lane < features ? lane : -1;
        }
        int feature = lane < head ? lane : features - L + lane;
        return feature < head || feature >= head + body ? feature : -1;
    }

    /** Zero in the edges' lanes that the body has already, so that they add nothing to a sum of rows. */
    void clearUncounted(float[] edges, int at) {
        FloatVector.zero(F).blend(FloatVector.fromArray(F, edges, at), counted).intoArray(edges, at);
    }

    /** Copies row i of a block to packed, as class j. */
    void pack(RowBlock block, int i, float[] packed, int j) {
        System.arraycopy(block.x, block.start[Unshared.FIRST + i] + head, packed, start(j), body);
        if (hasEdges) {
            System.arraycopy(block.edges, block.edgeStart[Unshared.FIRST + i], packed, start(j) + body, L);
        }
    }

    /** Where row i of x begins, for these features. */
    int row(int i) {
        return i * rowLength + first;
    }

    /** Copies the columns of w from a first one on, in rows of w's stride, to packed, whose other elements are zero. */
    void pack(float[] w, int firstColumn, int wStride, float[] packed) {
        int start = first * wStride + firstColumn;
        for (int k = 0; k < body; k += FEATURES_AT_A_TIME) {
            int rows = Math.min(FEATURES_AT_A_TIME, body - k);
            for (int next = 0; next < classes; next += L) {
                int j = firstOfSquare(next);
                int from = start + (head + k) * wStride + j;
                int readable = Math.min(rows, wholeVectors(w.length - from, wStride));
                if (readable > 0) {
                    int columns = Math.min(L, classes - j);
                    transpose.below(w, from, wStride, readable, readable, packed, start(j) + k, stride, columns);
                }
                for (int r = readable; r < rows; r++) {
                    for (int c = j; c < Math.min(j + L, classes); c++) {
                        packed[start(c) + k + r] = w[from + r * wStride + c - j];
                    }
                }
            }
        }
        for (int lane = 0; lane < L && hasEdges; lane++) {
            int k = edge(lane);
            for (int j = 0; j < classes && k >= 0; j++) {
                packed[start(j) + body + lane] = w[start + k * wStride + j];
            }
        }
    }

    /** How many rows, whole squares of them, have a vector each before the end of so many elements. */
    private static int wholeVectors(int elements, int stride) {
        return elements < L ? 0 : ((elements - L) / stride + 1) / L * L;
    }

    /** The last square overlaps the one before, rather than to end behind the last class. */
    private int firstOfSquare(int j) {
        return Math.max(0, Math.min(j, classes - L));
    }

    /** dw = scale · (packed + common) + reg · w for these features: the class after the last of packed is common to all. */
    void unpack(float scale, float[] packed, float[] columns, float reg, float[] w, float[] dw) {
        int from = first * classes;
        if (byFeature) {
            unpackByFeature(scale, packed, columns, reg, w, dw, from);
        } else {
            unpackSquares(scale, packed, columns, reg, w, dw, from);
        }
        for (int lane = 0; lane < L && hasEdges; lane++) {
            int k = edge(lane);
            for (int j = 0; j < classes && k >= 0; j++) {
                int at = from + k * classes + j;
                float sum = packed[start(j) + body + lane] + packed[start(classes) + body + lane];
                dw[at] = scale * sum + reg * w[at];
            }
        }
    }

    private void unpackSquares(
            float scale, float[] packed, float[] columns, float reg, float[] w, float[] dw, int from) {
        int common = start(classes);
        int end = from + features * classes;
        for (int k = 0; k < body; k += FEATURES_AT_A_TIME) {
            int count = Math.min(FEATURES_AT_A_TIME, body - k);
            for (int next = 0; next < classes; next += L) {
                int j = firstOfSquare(next);
                int rows = Math.min(L, classes - j);
                transpose.beside(packed, start(j) + k, stride, rows, count, columns, 0, L);
                for (int f = 0; f < count; f++) {
                    int at = from + (head + k + f) * classes + j;
                    if (at + L <= end) {
                        // with fewer classes than lanes, the next feature overwrites the lanes behind the last class
                        combine(scale, columns, f * L, packed[common + k + f], reg, w, dw, at);
                    } else {
                        for (int c = 0; c < rows; c++) {
                            float sum = columns[f * L + c] + packed[common + k + f];
                            dw[at + c] = scale * sum + reg * w[at + c];
                        }
                    }
                }
            }
        }
    }

    private void unpackByFeature(
            float scale, float[] packed, float[] columns, float reg, float[] w, float[] dw, int from) {
        int common = start(classes);
        int columnStride = columnStride();
        for (int k = 0; k < body; k += L) {
            for (int next = 0; next < classes; next += L) {
                int j = firstOfSquare(next);
                transpose.beside(packed, start(j) + k, stride, L, L, columns, j, columnStride);
            }
            for (int f = 0; f < L; f++) {
                int at = from + (head + k + f) * classes;
                for (int next = 0; next < classes; next += L) {
                    int j = firstOfSquare(next);
                    combine(scale, columns, f * columnStride + j, packed[common + k + f], reg, w, dw, at + j);
                }
            }
        }
    }

    private static void combine(
            float scale, float[] sums, int from, float common, float reg, float[] w, float[] dw, int at) {
        FloatVector sum = FloatVector.fromArray(F, sums, from).add(common);
        sum.mul(scale).add(FloatVector.fromArray(F, w, at).mul(reg)).intoArray(dw, at);
    }
}
