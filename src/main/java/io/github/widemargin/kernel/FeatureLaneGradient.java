package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;
import static io.github.widemargin.kernel.Unshared.FIRST;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Xᵀ·G, lanes along the features, and sums that all classes share. */
final class FeatureLaneGradient implements VectorGradient {
    /** Floats of a row that the widest tile takes. */
    private static final int WIDTH = 12 * L;

    /**
     * A row's coefficients, on average, from which on rows are copied before if they would fall into few cache sets. With half of
     * the classes violating a call is 1.45 times as fast for 1024 × 1000 weights, 1.08 to 1.33 times for 512 to 4096 × 50 to 100.
     */
    private static final int LEAST_TO_COPY = 8;

    /** Floats. Rows a multiple of them apart begin in one of two cache sets, where sets repeat every 4096 bytes. */
    private static final int COLLIDING = 512;

    private final ClassMajor layout;

    /** In the layout. */
    final float[] sum;

    private final float[] columns;

    private final boolean[] touched; // lists whose sum is not zero
    private final Coefficients coefficients;

    /** A tile's width of each row, one after the other. Null unless rows collide. */
    private final float[] copies;

    private final int[] copyStart = new int[FIRST + ROWS];

    FeatureLaneGradient(ClassMajor layout) {
        this.layout = layout;
        coefficients = new Coefficients(layout.features, layout.classes);
        sum = layout.newArray(coefficients.lists);
        columns = layout.newColumns();
        touched = new boolean[coefficients.lists];
        copies = layout.rowLength % COLLIDING == 0 ? Aligned.newArray(ROWS * WIDTH) : null;
        Arrays.setAll(copyStart, i -> Aligned.FIRST + (i - FIRST) * WIDTH);
    }

    @Override
    public void add(RowBlock block, BlockMargins margins) {
        coefficients.collect(margins);
        add(block);
    }

    /** Adds a block with coefficients change[j · ROWS + i]. */
    void add(RowBlock block, float[] change) {
        coefficients.collect(block.rows, change);
        add(block);
    }

    /** A few vectors of features stay in the cache while all classes go by. */
    private void add(RowBlock block) {
        if (coefficients.activeCount() == 0) {
            return;
        }
        block.list();
        for (int a = 0; a < coefficients.activeCount(); a++) {
            int j = coefficients.active(a);
            if (!touched[j]) { // what stays the same is not written: see Unshared
                touched[j] = true;
            }
        }
        boolean copy = copies != null && coefficients.size() > LEAST_TO_COPY * block.rows;
        int end = layout.hasEdges ? layout.body + L : layout.body;
        for (int k = 0, width; k < end; k += width) {
            int left = end - k;
            width = left >= WIDTH ? WIDTH : left >= 4 * L ? 4 * L : L;
            boolean edges = layout.hasEdges && left == width;
            int inBody = edges ? width - L : width;
            if (copy) {
                copy(block, layout.head + k, inBody);
            }
            add(
                    block,
                    copy ? copies : block.x,
                    copy ? copyStart : block.start,
                    copy ? 0 : layout.head + k,
                    edges,
                    k,
                    width);
        }
    }

    private void copy(RowBlock block, int k, int width) {
        for (int i = FIRST; i < FIRST + block.rows; i++) {
            System.arraycopy(block.x, block.start[i] + k, copies, copyStart[i], width);
        }
    }

    /** Adds to width sums of all classes from d on; with edges the last vector of that width is theirs, else one of x. */
    private void add(RowBlock block, float[] x, int[] rowStart, int k, boolean edges, int d, int width) {
        Coefficients g = coefficients;
        float[] last = edges ? block.edges : x;
        int[] lastStart = edges ? block.edgeStart : rowStart;
        int kl = edges ? 0 : k + width - L;
        for (int a = 0; a < g.activeCount(); a++) {
            int j = g.active(a);
            int d0 = layout.start(j) + d;
            int from = g.begin(j);
            int to = g.end(j);
            if (width == WIDTH) {
                GradientTiles.vectors12(sum, d0, x, rowStart, k, last, lastStart, kl, g.row, g.value, from, to);
            } else if (width == 4 * L) {
                GradientTiles.vectors4(sum, d0, x, rowStart, k, last, lastStart, kl, g.row, g.value, from, to);
            } else {
                GradientTiles.vectors1(sum, d0, last, lastStart, kl, g.row, g.value, from, to);
            }
        }
    }

    @Override
    public void addAndClear(Gradient other) {
        FeatureLaneGradient from = (FeatureLaneGradient) other;
        for (int j = 0; j < touched.length; j++) {
            if (from.touched[j]) {
                VectorGradient.addAndClear(from.sum, layout.start(j), sum, layout.start(j), layout.stride);
                from.touched[j] = false;
                touched[j] = true;
            }
        }
    }

    @Override
    public void take(float scale, float reg, float[] w, float[] dw) {
        if (coefficients.byLabel) {
            share();
        }
        write(scale, reg, w, dw);
        clear();
    }

    /** dw = scale · sum + reg · w, and keeps the sum. */
    void write(float scale, float reg, float[] w, float[] dw) {
        layout.unpack(scale, sum, columns, reg, w, dw);
    }

    /** Of the sums by label leaves one, for all classes, and takes each as many times as there are classes off the label's. */
    private void share() {
        int classes = layout.classes;
        for (int j = 0; j < classes; j++) {
            if (touched[classes + j]) {
                add(-classes, classes + j, j);
                if (j > 0) {
                    add(1, classes + j, classes);
                }
            }
        }
    }

    /** Adds so many times one sum to another. */
    private void add(float factor, int from, int to) {
        FloatVector by = FloatVector.broadcast(F, factor);
        int a = layout.start(from);
        int b = layout.start(to);
        for (int k = 0; k < layout.stride; k += L) {
            FloatVector total = FloatVector.fromArray(F, sum, b + k);
            by.fma(FloatVector.fromArray(F, sum, a + k), total).intoArray(sum, b + k);
        }
        touched[to] = true;
    }

    void set(float[] a) {
        layout.pack(a, 0, layout.classes, sum);
        Arrays.fill(touched, 0, layout.classes, true);
    }

    @Override
    public void clear() {
        for (int j = 0; j < touched.length; j++) {
            if (touched[j]) {
                Arrays.fill(sum, layout.start(j), layout.start(j + 1), 0);
                touched[j] = false;
            }
        }
    }
}
