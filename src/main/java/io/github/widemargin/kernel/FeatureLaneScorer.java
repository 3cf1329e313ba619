package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

/**
 * Lanes along the features, L at least. The last L of them come first, for which the weights are zero where another vector has the same
 * feature: a load with a mask that reached beyond the array was boxed in one run of five with 4 lanes.
 */
final class FeatureLaneScorer implements Scorer {
    private final int classes;

    /** Where the last L features begin, and how many come in the vectors before them. */
    private final int last;

    private final int length;

    /** Of all the vectors of a class. */
    private final int width;

    private final float[] w; // tile by tile: a vector of each class, then the next ones
    private final int from; // where those of the first tile begin
    private final float[] bias;

    FeatureLaneScorer(float[] w, float[] bias, int features, int classes) {
        this.classes = classes;
        this.bias = bias == null ? new float[classes] : bias;
        last = features - L;
        width = Math.ceilDiv(features, L) * L;
        length = width - L;
        Aligned.Slice slice = Aligned.newSlice((classes + 1) * width);
        this.w = slice.array();
        from = slice.first();
        for (int k = 0; k < features; k++) {
            pack(w, k);
        }
    }

    /** Takes a feature's weights of all classes; in plain loops, as it may be the first that a JVM does. */
    private void pack(float[] w, int k) {
        int vector = k < length ? L + k / L * L : 0;
        int lane = k < length ? k % L : k - last;
        for (int before = 0, tile; before < classes; before += tile) {
            tile = tile(before);
            int at = k * classes + first(before, tile);
            int to = from + before * width + vector * tile + lane;
            for (int c = 0; c < tile; c++) {
                this.w[to + c * L] = w[at + c];
            }
        }
    }

    /** How many classes the tile takes that comes after so many. */
    private int tile(int before) {
        int left = classes - before;
        return left >= 10 ? 10 : left >= 5 ? 5 : 2;
    }

    /** Its first class: the last tile may overlap the one before. */
    private int first(int before, int tile) {
        return Math.min(before, classes - tile);
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
        long best = BestClass.NONE;
        for (int before = 0, tile; before < classes; before += tile) {
            tile = tile(before);
            int j = first(before, tile);
            int w0 = from + before * width;
            long of = switch (tile) {
                case 10 -> ScorerTiles.classes10(w, w0, x, row, last, length, bias, j, out, at + j);
                case 5 -> ScorerTiles.classes5(w, w0, x, row, last, length, bias, j, out, at + j);
                default -> ScorerTiles.classes2(w, w0, x, row, last, length, bias, j, out, at + j);
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
            for (int j = 0; j < classes; j++) {
                scores[at + j] = score(x, row, j);
            }
        }

        @Override
        public int argMax(float[] x, int row) {
            long best = BestClass.NONE;
            for (int j = 0; j < classes; j++) {
                best = Math.max(best, BestClass.of(score(x, row, j), j));
            }
            return BestClass.classOf(best);
        }

        @Override
        public Scorer plain() {
            return this;
        }

        private float score(float[] x, int row, int j) {
            int before = j / 10 * 10; // tiles of ten come first
            while (before + tile(before) <= j) {
                before += tile(before);
            }
            int tile = tile(before);
            int w0 = from + before * width + (j - first(before, tile)) * L;
            return sum(x, row, w0, tile, 0, 1) + bias[j];
        }

        /** The sum over the lanes that are a multiple of distance from one: vectors are folded in halves. */
        private float sum(float[] x, int row, int w0, int tile, int lane, int distance) {
            return distance == L
                    ? lane(x, row, w0, tile, lane)
                    : sum(x, row, w0, tile, lane, 2 * distance) + sum(x, row, w0, tile, lane + distance, 2 * distance);
        }

        private float lane(float[] x, int row, int w0, int tile, int lane) {
            float sum = x[row + last + lane] * w[w0 + lane];
            for (int k = lane; k < length; k += L) {
                sum = Math.fma(x[row + k], w[w0 + tile * (k - lane + L) + lane], sum);
            }
            return sum;
        }
    }
}
