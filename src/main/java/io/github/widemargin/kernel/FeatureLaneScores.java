package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

/** Dot products along the features, which need no padding of the classes: best for few of them. */
final class FeatureLaneScores implements BlockScores {
    /** Floats of W in a block of features, 32 KB, so that the rows' part stays in the first-level cache while classes go by. */
    private static final int CACHED = 8192;

    private static final int WIDEST_TILE = 5;

    private final ClassMajor layout;
    private final int firstClass;
    private final int stride;
    private final float[] w;
    private final int featureBlock;

    /** For the layout's classes of w, from a first class of stride on. */
    FeatureLaneScores(ClassMajor layout, int firstClass, int stride) {
        this.layout = layout;
        this.firstClass = firstClass;
        this.stride = stride;
        w = layout.newArray(layout.classes);
        featureBlock = Math.max(CACHED / layout.classes / L, 16) * L;
    }

    @Override
    public void set(float[] w) {
        layout.pack(w, firstClass, stride, this.w);
    }

    @Override
    public int scratch() {
        return 4 * (layout.classes + WIDEST_TILE) * L;
    }

    @Override
    public void scores(RowBlock[] blocks, int count, float[] scratch) {
        for (int b = 0; b < count; b++) {
            scores(blocks[b], scratch);
        }
    }

    private void scores(RowBlock block, float[] sums) {
        int end = block.upTo(4);
        for (int i = 0; i < end; i += 4) {
            int k = 0;
            if (layout.hasEdges) {
                k = Math.min(featureBlock, layout.body);
                addScores(block, i, 0, k, block.edges, block.edgeStart, 0, layout.body, sums, true);
            }
            for (boolean first = k == 0; k < layout.body; k += featureBlock, first = false) {
                int length = Math.min(featureBlock, layout.body - k);
                addScores(block, i, k + L, length - L, block.x, block.start, layout.head + k, k, sums, first);
            }
            ScoreTiles.addLanes(sums, layout.classes, block.s, firstClass * ROWS + i, ROWS);
        }
    }

    /** Sets the sums of four rows to the products of the body's features from k on and a first vector, or adds them. */
    private void addScores(
            RowBlock block,
            int i,
            int k,
            int length,
            float[] first,
            int[] firstStart,
            int kf,
            int wf,
            float[] sums,
            boolean set) {
        float[] x = block.x;
        int[] start = block.start;
        int kx = layout.head + k;
        int stride = layout.stride;
        int part = 4 * layout.classes * L;
        for (int j = 0, tile; j < layout.classes; j += tile) {
            tile = width(layout.classes - j);
            int w0 = layout.start(j) + k;
            int d0 = layout.start(j) + wf;
            int at = set ? 4 * j * L : part;
            switch (tile) {
                case 5 ->
                    ScoreTiles.rows4Classes5(
                            w, w0, stride, x, start, i, kx, length, first, firstStart, kf, d0, sums, at);
                case 4 ->
                    ScoreTiles.rows4Classes4(
                            w, w0, stride, x, start, i, kx, length, first, firstStart, kf, d0, sums, at);
                case 3 ->
                    ScoreTiles.rows4Classes3(
                            w, w0, stride, x, start, i, kx, length, first, firstStart, kf, d0, sums, at);
                case 2 ->
                    ScoreTiles.rows4Classes2(
                            w, w0, stride, x, start, i, kx, length, first, firstStart, kf, d0, sums, at);
                default ->
                    ScoreTiles.rows4Classes1(
                            w, w0, stride, x, start, i, kx, length, first, firstStart, kf, d0, sums, at);
            }
            if (!set) {
                ScoreTiles.add(sums, part, tile, 4 * j * L);
            }
        }
    }

    /** How many classes the next tile takes when so many are left: fives and fours if they do, 3 or 2 in the end. */
    private static int width(int left) {
        if (Lanes.REGISTERS == 16) {
            return left == 3 ? 3 : Math.min(left, 2);
        }
        int rest = left % 5;
        if (rest == 0) {
            return 5;
        }
        boolean fours = left >= 4 * (5 - rest) || left == 7 || left == 11;
        return fours ? 4 : Math.min(left, 3);
    }
}
