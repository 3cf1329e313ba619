package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;

/** Lanes along the features. A second part of them begins with a whole vector. */
final class VectorDual implements GramKernel {
    /**
     * Features from which on there are two parts. With two threads a training then takes 13 to 17 % less at best, 512 and 1024 features of 26
     * classes, and up to 13 % more where others want the second processor; with fewer features there is less to gain.
     */
    private static final int LEAST_TO_SPLIT = 512;

    private final int features;
    private final int classes;
    private final VectorDualPart[] parts;

    VectorDual(int features, int classes) {
        this.features = features;
        this.classes = classes;
        int first = features < LEAST_TO_SPLIT ? features : Math.ceilDiv(features, 2 * L) * L;
        parts = new VectorDualPart[first < features ? 2 : 1];
        parts[0] = new VectorDualPart(new ClassMajor(features, 0, first, classes));
        if (parts.length > 1) {
            parts[1] = new VectorDualPart(new ClassMajor(features, first, features - first, classes));
        }
    }

    @Override
    public AscentTables tables() {
        return new VectorAscentTables();
    }

    @Override
    public int parts() {
        return parts.length;
    }

    @Override
    public GramBlock newBlock() {
        return new VectorBlock();
    }

    @Override
    public GramKernel newSum() {
        return new VectorDual(features, classes);
    }

    @Override
    public void addAndClear(DualKernel other) {
        for (int p = 0; p < parts.length; p++) {
            parts[p].addAndClear(((VectorDual) other).parts[p]);
        }
    }

    @Override
    public void addTo(int part, float scale, float[] from, float[] to) {
        parts[part].addTo(scale, from, to);
    }

    @Override
    public void set(float[] a) {
        for (VectorDualPart part : parts) {
            part.set(a);
        }
    }

    @Override
    public void clear() {
        for (VectorDualPart part : parts) {
            part.clear();
        }
    }

    private final class VectorBlock implements GramBlock {
        private final VectorDualPart.PartBlock[] blocks = new VectorDualPart.PartBlock[parts.length];
        private final int[] taken = new int[ROWS];
        private final int[] kept = new int[ROWS];
        private float[] x;
        private int count;
        private int keptCount;
        private final float[] scratch = parts.length > 1 ? new float[classes * ROWS] : null;

        VectorBlock() {
            Arrays.setAll(blocks, p -> parts[p].newBlock());
        }

        @Override
        public void set(RowArray rows, int[] row, int count) {
            x = DenseRows.of(rows);
            System.arraycopy(row, 0, taken, 0, count);
            this.count = count;
        }

        @Override
        public void scores(float[] s) {
            scores(0, s);
            for (int p = 1; p < parts.length; p++) {
                scores(p, scratch);
                for (int at = 0; at < classes * ROWS; at++) {
                    s[at] += scratch[at];
                }
            }
        }

        @Override
        public void scores(int part, float[] s) {
            blocks[part].scores(x, taken, count, s);
        }

        @Override
        public void keep(int[] which, int count) {
            for (int i = 0; i < count; i++) {
                kept[i] = taken[which[i]];
            }
            keptCount = count;
        }

        @Override
        public void products(int part, float[] g) {
            blocks[part].products(x, kept, keptCount, g);
        }

        @Override
        public void add(float[] change) {
            for (int p = 0; p < parts.length; p++) {
                add(p, change);
            }
        }

        @Override
        public void add(int part, float[] change) {
            blocks[part].add(x, kept, keptCount, change);
        }
    }
}
