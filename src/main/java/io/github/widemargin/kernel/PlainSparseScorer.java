package io.github.widemargin.kernel;

/** Class by class what {@link NonzeroTile} does in vectors. */
final class PlainSparseScorer implements SparseScorer {
    private final float[] w;
    private final float[] bias;
    private final int classes;

    PlainSparseScorer(float[] w, float[] bias, int classes) {
        this.w = w;
        this.bias = bias;
        this.classes = classes;
    }

    @Override
    public void scores(int[] index, float[] value, int from, int to, float[] scores, int at) {
        for (int j = 0; j < classes; j++) {
            scores[at + j] = score(index, value, from, to, j);
        }
    }

    @Override
    public int argMax(int[] index, float[] value, int from, int to) {
        long best = BestClass.NONE;
        for (int j = 0; j < classes; j++) {
            best = Math.max(best, BestClass.of(score(index, value, from, to, j), j));
        }
        return BestClass.classOf(best);
    }

    @Override
    public SparseScorer plain() {
        return this;
    }

    private float score(int[] index, float[] value, int from, int to, int j) {
        float even = 0;
        float odd = 0;
        for (int n = from; n < to; n++) {
            float weight = w[index[n] * classes + j];
            if ((n - from & 1) == 1) {
                odd = Math.fma(weight, value[n], odd);
            } else {
                even = Math.fma(weight, value[n], even);
            }
        }
        return even + odd + bias[j];
    }
}
