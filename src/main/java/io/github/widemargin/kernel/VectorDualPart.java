package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.GramKernel.GramBlock.TILE;
import static io.github.widemargin.kernel.RowBlock.ROWS;
import static io.github.widemargin.kernel.Unshared.FIRST;

/** Some features of a {@link VectorDual}: there the scores and the sum have one layout. */
final class VectorDualPart {
    /** Features of a row that are multiplied at a time: those of a tile's nine rows are 36 KB. */
    private static final int WIDTH = 1024;

    private final ClassMajor layout;
    private final DotProducts dots;
    private final FeatureLaneGradient sum;

    VectorDualPart(ClassMajor layout) {
        this.layout = layout;
        dots = new DotProducts(layout);
        sum = new FeatureLaneGradient(layout);
    }

    void addAndClear(VectorDualPart other) {
        sum.addAndClear(other.sum);
    }

    void addTo(float scale, float[] from, float[] to) {
        sum.write(scale, 1, from, to);
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
        private final RowBlock all = new RowBlock(layout, RowForm.AS_THEY_ARE);
        private final RowBlock kept = new RowBlock(layout, RowForm.AS_THEY_ARE);
        private final Aligned.Slice scratch = Aligned.newSlice(DotProducts.scratch(layout.classes));

        // of products, which another thread may be at
        private final RowBlock multiplied = new RowBlock(layout, RowForm.AS_THEY_ARE);
        private final Aligned.Slice productScratch = Aligned.newSlice(DotProducts.scratch(DotProducts.whole(ROWS)));
        private float[] vectors; // rows, and what was there before

        void scores(float[] x, int[] rows, int count, float[] s) {
            set(all, x, rows, count);
            dots.rows(all, sum.sum, layout.classes, s, 0, scratch.array(), scratch.first());
        }

        private void set(RowBlock block, float[] x, int[] rows, int count) {
            start(block, rows, 0, count);
            block.set(x, count);
        }

        private void start(RowBlock block, int[] rows, int from, int to) {
            for (int i = from; i < to; i++) {
                block.start[FIRST + i] = layout.row(rows[i]);
            }
        }

        /** Tiles on and below the diagonal, of rows from, …, up to to. */
        void products(float[] x, int[] rows, int from, int to, float[] g) {
            if (vectors == null) {
                vectors = layout.newArray(DotProducts.whole(ROWS));
            }
            start(multiplied, rows, from, to);
            multiplied.add(x, from, to);
            for (int i = from; i < to; i++) {
                clearUncounted(multiplied, i);
                layout.pack(multiplied, i, vectors, i);
            }
            for (int i = from; i < to; i += TILE) {
                int others = Math.min(i + TILE, to);
                // tiles of one kind only: the others need not be compiled
                dots.rows4(
                        multiplied,
                        i,
                        vectors,
                        DotProducts.whole(others),
                        others,
                        WIDTH,
                        g,
                        i,
                        productScratch.array(),
                        productScratch.first());
            }
        }

        void add(float[] x, int[] rows, int count, float[] change) {
            set(kept, x, rows, count);
            for (int i = 0; i < count; i++) {
                clearUncounted(kept, i);
            }
            sum.add(kept, change);
        }

        private void clearUncounted(RowBlock block, int i) {
            if (layout.hasEdges) {
                layout.clearUncounted(block.edges, block.edgeStart[FIRST + i]);
            }
        }
    }
}
