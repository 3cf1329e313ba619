package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.RowBlock.ROWS;

/** Some features of a {@link VectorDual}: there the scores and the sum have one layout. */
final class VectorDualPart {
    /** Features of a row that are multiplied at a time: those of a tile's nine rows are 36 KB. */
    private static final int WIDTH = 1024;

    private final ClassMajor layout;
    private final DotProducts dots;
    private final FeatureLaneGradient sum;
    private float[] vectors; // rows, and what was there before

    VectorDualPart(ClassMajor layout) {
        this.layout = layout;
        dots = new DotProducts(layout);
        sum = new FeatureLaneGradient(layout);
    }

    void addAndClear(VectorDualPart other) {
        sum.addAndClear(other.sum);
    }

    void addTo(float scale, float[] from, float[] to) {
        layout.unpack(scale, sum.sum, 1, from, to);
    }

    void set(float[] a) {
        sum.set(a);
    }

    void clear() {
        sum.clear();
    }

    PartBlock newBlock() {
        return new PartBlock();
    }

    /** Its features of a block's rows. */
    final class PartBlock {
        private final RowBlock all = new RowBlock(layout, false);
        private final RowBlock kept = new RowBlock(layout, false);
        private final float[] scratch =
                new float[DotProducts.scratch(Math.max(DotProducts.whole(ROWS), layout.classes))];

        void scores(float[] x, int[] rows, int count, float[] s) {
            set(all, x, rows, count);
            dots.rows(all, sum.sum, layout.classes, s, 0, scratch);
        }

        private void set(RowBlock block, float[] x, int[] rows, int count) {
            for (int i = 0; i < count; i++) {
                block.start[i] = layout.row(rows[i]);
            }
            block.set(x, count);
        }

        /** Tiles on and below the diagonal. */
        void products(float[] x, int[] rows, int count, float[] g) {
            keep(x, rows, count);
            if (vectors == null) {
                vectors = layout.newArray(DotProducts.whole(ROWS));
            }
            for (int i = 0; i < count; i++) {
                layout.pack(kept, i, vectors, i);
            }
            for (int i = 0; i < kept.upTo(4); i += 4) {
                int others = Math.min(i + 4, count);
                // tiles of one kind only: the others need not be compiled
                dots.rows4(kept, i, 1, vectors, DotProducts.whole(others), others, WIDTH, g, i, scratch);
            }
        }

        void add(float[] x, int[] rows, int count, float[] change) {
            keep(x, rows, count);
            sum.add(kept, change);
        }

        private void keep(float[] x, int[] rows, int count) {
            set(kept, x, rows, count);
            for (int i = 0; i < count && layout.hasEdges; i++) {
                layout.clearUncounted(kept.edges, kept.edgeStart[i]);
            }
        }
    }
}
