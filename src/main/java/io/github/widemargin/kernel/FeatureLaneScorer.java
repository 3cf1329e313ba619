package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.VectorMask;

/** Lanes along the features. */
final class FeatureLaneScorer implements Scorer {
    private final ClassMajor layout;
    private final VectorMask<Float> edges; // null if there are none
    private final float[] w; // tile by tile
    private final int from; // where those of the first tile begin
    private final float[] bias;

    FeatureLaneScorer(float[] w, float[] bias, int features, int classes) {
        this.bias = bias == null ? new float[classes] : bias;
        layout = new ClassMajor(features, classes);
        edges = features < L ? F.indexInRange(0, features) : layout.behind;
        float[] packed = new float[layout.start(classes)];
        layout.pack(w, 0, classes, packed);
        Aligned.Slice slice = Aligned.newSlice((classes + 1) * width());
        this.w = slice.array();
        from = slice.from() + Aligned.FIRST;
        for (int j = 0, tile, to = from; j < classes; j += tile, to += tile * width()) {
            tile = tile(j);
            for (int k = 0; k < width(); k += L) {
                for (int c = 0; c < tile; c++) {
                    int at = layout.start(first(j, tile) + c) + k;
                    System.arraycopy(packed, at, this.w, to + tile * k + c * L, L);
                }
            }
        }
    }

    /** Elements of a class. */
    private int width() {
        return layout.body + (layout.hasEdges ? L : 0);
    }

    /** How many classes the tile takes that comes after so many. */
    private int tile(int before) {
        int left = layout.classes - before;
        return left >= 10 ? 10 : left >= 5 ? 5 : 2;
    }

    /** Its first class: the last tile may overlap the one before. */
    private int first(int before, int tile) {
        return Math.min(before, layout.classes - tile);
    }

    @Override
    public void scores(float[] x, int row, float[] scores, int at) {
        run(x, row, scores, at);
    }

    @Override
    public int argMax(float[] x, int row) {
        return BestClass.classOf(run(x, row, null, 0));
    }

    private long run(float[] x, int row, float[] out, int at) {
        int x0 = row + layout.head;
        int length = layout.body;
        int last = layout.features < L ? ScorerTiles.NO_LAST : row + layout.features - L;
        int width = width();
        long best = BestClass.NONE;
        for (int before = 0, tile, w0 = from; before < layout.classes; before += tile, w0 += tile * width) {
            tile = tile(before);
            int j = first(before, tile);
            long of = switch (tile) {
                case 10 -> ScorerTiles.classes10(w, w0, x, x0, length, row, last, edges, bias, j, out, at + j);
                case 5 -> ScorerTiles.classes5(w, w0, x, x0, length, row, last, edges, bias, j, out, at + j);
                default -> ScorerTiles.classes2(w, w0, x, x0, length, row, last, edges, bias, j, out, at + j);
            };
            best = Math.max(best, of);
        }
        return best;
    }

    @Override
    public Scorer plain() {
        return new Plain();
    }

    /** Lane by lane what the tiles do in vectors. */
    private final class Plain implements Scorer {
        @Override
        public void scores(float[] x, int row, float[] scores, int at) {
            for (int j = 0; j < layout.classes; j++) {
                scores[at + j] = score(x, row, j);
            }
        }

        @Override
        public int argMax(float[] x, int row) {
            long best = BestClass.NONE;
            for (int j = 0; j < layout.classes; j++) {
                best = Math.max(best, BestClass.of(score(x, row, j), j));
            }
            return BestClass.classOf(best);
        }

        @Override
        public Scorer plain() {
            return this;
        }

        private float score(float[] x, int row, int j) {
            int before = 0;
            while (before + tile(before) <= j) {
                before += tile(before);
            }
            int tile = tile(before);
            int w0 = from + before * width() + (j - first(before, tile)) * L;
            return sum(x, row, w0, tile, 0, 1) + bias[j];
        }

        /** The sum over the lanes that are a multiple of distance from one: vectors are folded in halves. */
        private float sum(float[] x, int row, int w0, int tile, int lane, int distance) {
            return distance == L
                    ? lane(x, row, w0, tile, lane)
                    : sum(x, row, w0, tile, lane, 2 * distance) + sum(x, row, w0, tile, lane + distance, 2 * distance);
        }

        private float lane(float[] x, int row, int w0, int tile, int lane) {
            int x0 = row + layout.head;
            float sum = layout.hasEdges ? edge(x, row, lane) * w[w0 + tile * layout.body + lane] : 0;
            for (int k = 0; k < layout.body; k += L) {
                sum = Math.fma(x[x0 + k + lane], w[w0 + tile * k + lane], sum);
            }
            return sum;
        }

        private float edge(float[] x, int row, int lane) {
            if (layout.features < L) {
                return lane < layout.features ? x[row + lane] : 0;
            }
            return x[row + lane + (lane < layout.head ? 0 : layout.features - L)];
        }
    }
}
