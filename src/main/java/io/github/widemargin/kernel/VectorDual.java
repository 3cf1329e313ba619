package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.RowBlock.ROWS;

/** Lanes along the features: there the scores and the sum have one layout. */
final class VectorDual implements GramKernel {
    /** Features of a row that are multiplied at a time: those of a tile's nine rows are 36 KB. */
    private static final int WIDTH = 1024;

    private final ClassMajor layout;
    private final DotProducts dots;
    private final FeatureLaneGradient sum;

    VectorDual(ClassMajor layout) {
        this.layout = layout;
        dots = new DotProducts(layout);
        sum = new FeatureLaneGradient(layout);
    }

    @Override
    public GramBlock newBlock() {
        return new VectorBlock();
    }

    @Override
    public GramKernel newSum() {
        return new VectorDual(layout);
    }

    @Override
    public void addAndClear(DualKernel other) {
        sum.addAndClear(((VectorDual) other).sum);
    }

    @Override
    public void addTo(float scale, float[] from, float[] to) {
        layout.unpack(scale, sum.sum, 1, from, to);
    }

    @Override
    public void set(float[] a) {
        sum.set(a);
    }

    @Override
    public void clear() {
        sum.clear();
    }

    private final class VectorBlock implements GramBlock {
        private final RowBlock all = new RowBlock(layout, false);
        private final RowBlock kept = new RowBlock(layout, false);
        private final float[] vectors =
                layout.newArray(DotProducts.whole(ROWS)); // the rows kept, and what was there before
        private final float[] scratch =
                new float[DotProducts.scratch(Math.max(DotProducts.whole(ROWS), layout.classes))];

        @Override
        public void set(RowArray rows, int[] row, int count) {
            for (int i = 0; i < count; i++) {
                all.start[i] = row[i] * layout.features;
            }
            all.set(DenseRows.of(rows), count);
        }

        @Override
        public void scores(float[] s) {
            dots.rows(all, sum.sum, layout.classes, s, 0, scratch);
        }

        @Override
        public void keep(int[] which, int count) {
            for (int i = 0; i < count; i++) {
                kept.start[i] = all.start[which[i]];
            }
            if (count > 0) {
                kept.set(all.x, count);
            }
            kept.rows = count;
            for (int i = 0; i < count && layout.hasEdges; i++) {
                layout.clearUncounted(kept.edges, kept.edgeStart[i]);
            }
        }

        /** Tiles on and below the diagonal, and what they are the mirror of. */
        @Override
        public void products(float[] g) {
            for (int i = 0; i < kept.rows; i++) {
                layout.pack(kept, i, vectors, i);
            }
            for (int i = 0; i < kept.upTo(4); i += 4) {
                products(i, this, Math.min(i + 4, kept.rows), g);
            }
            for (int j = 0; j < kept.rows; j++) {
                for (int i = j + 1; i < kept.rows; i++) {
                    g[i * ROWS + j] = g[j * ROWS + i];
                }
            }
        }

        @Override
        public void products(GramBlock other, float[] g) {
            VectorBlock that = (VectorBlock) other;
            for (int i = 0; i < kept.upTo(4) && that.kept.rows > 0; i += 4) {
                products(i, that, that.kept.rows, g);
            }
        }

        /** Those of four rows and the first count rows of a block, in tiles of one kind only: the others need not be compiled. */
        private void products(int i, VectorBlock that, int count, float[] g) {
            dots.rows4(kept, i, 1, that.vectors, DotProducts.whole(count), count, WIDTH, g, i, scratch);
        }

        @Override
        public void add(float[] change) {
            sum.add(kept, change);
        }
    }
}
