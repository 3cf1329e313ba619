package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;

/** Lanes along the features. A second part of them begins with a whole vector. */
final class VectorDual implements GramKernel {
    /**
     * Features from which on there are two parts. With two threads nine trainings of 512 to 1024 features took between 24 % less and
     * 15 % more time so than with one part, three of them more than 3 % more and three more than 12 % less; with 256 features 10 % less and 8 % more.
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

        VectorBlock() {
            Arrays.setAll(blocks, p -> parts[p].newBlock());
        }

        @Override
        public void set(RowArray rows, int[] row, int count) {
            x = DenseRows.of(rows);
            System.arraycopy(row, 0, taken, 0, count);
            System.arraycopy(row, 0, kept, 0, count);
            this.count = count;
            keptCount = count;
        }

        @Override
        public int parts() {
            return parts.length;
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
        public void products(int part, int from, int to, float[] g) {
            blocks[part].products(x, kept, from, to, g);
        }

        @Override
        public void add(int part, float[] change) {
            blocks[part].add(x, kept, keptCount, change);
        }
    }
}
