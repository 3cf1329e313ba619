package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.VectorMask;

/** Lanes along the features. */
final class FeatureLaneScorer implements Scorer {
    private final ClassMajor layout;
    private final VectorMask<Float> edges; // null if there are none
    private final float[] w; // from one element on
    private final int from;
    private final float[] bias;

    FeatureLaneScorer(float[] w, float[] bias, int features, int classes) {
        this.bias = bias == null ? new float[classes] : bias;
        layout = new ClassMajor(features, classes);
        edges = features < L ? F.indexInRange(0, features) : layout.behind;
        float[] packed = new float[layout.start(classes)];
        layout.pack(w, 0, classes, packed);
        Aligned.Slice slice = Aligned.newSlice(packed.length);
        System.arraycopy(packed, 0, slice.array(), slice.from(), packed.length);
        this.w = slice.array();
        from = slice.from();
    }

    @Override
    public void scores(float[] x, int row, float[] scores, int at) {
        run(x, row, scores, at);
    }

    @Override
    public int argMax(float[] x, int row) {
        return BestClass.classOf(run(x, row, null, 0));
    }

    /** The last tile of two may overlap the one before. */
    private long run(float[] x, int row, float[] out, int at) {
        int x0 = row + layout.head;
        int length = layout.body;
        int last = layout.features < L ? ScorerTiles.NO_LAST : row + layout.features - L;
        int stride = layout.stride;
        long best = BestClass.NONE;
        for (int j = 0, tile; j < layout.classes; j += tile) {
            int left = layout.classes - j;
            tile = left >= 10 ? 10 : left >= 5 ? 5 : 2;
            j = Math.min(j, layout.classes - tile);
            int w0 = from + layout.start(j);
            long of = switch (tile) {
                case 10 -> ScorerTiles.classes10(w, w0, stride, x, x0, length, row, last, edges, bias, j, out, at + j);
                case 5 -> ScorerTiles.classes5(w, w0, stride, x, x0, length, row, last, edges, bias, j, out, at + j);
                default -> ScorerTiles.classes2(w, w0, stride, x, x0, length, row, last, edges, bias, j, out, at + j);
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
            return sum(x, row, from + layout.start(j), 0, 1) + bias[j];
        }

        /** The sum over the lanes that are a multiple of distance from one: vectors are folded in halves. */
        private float sum(float[] x, int row, int w0, int lane, int distance) {
            return distance == L
                    ? lane(x, row, w0, lane)
                    : sum(x, row, w0, lane, 2 * distance) + sum(x, row, w0, lane + distance, 2 * distance);
        }

        private float lane(float[] x, int row, int w0, int lane) {
            int x0 = row + layout.head;
            float sum = layout.hasEdges ? edge(x, row, lane) * w[w0 + layout.body + lane] : 0;
            for (int k = lane; k < layout.body; k += L) {
                sum = Math.fma(x[x0 + k], w[w0 + k], sum);
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
