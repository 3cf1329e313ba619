package io.github.widemargin.kernel;

final class ScalarSparseScorer implements SparseScorer {
    private final float[] w;
    private final float[] bias;
    private final int classes;

    ScalarSparseScorer(float[] w, float[] bias, int classes) {
        this.w = w;
        this.bias = bias == null ? new float[classes] : bias;
        this.classes = classes;
    }

    @Override
    public void scores(int[] index, float[] value, int from, int to, float[] scores, int at) {
        for (int j = 0; j < classes; j++) {
            scores[at + j] = 0;
        }
        for (int n = from; n < to; n++) {
            int k = index[n] * classes;
            for (int j = 0; j < classes; j++) {
                scores[at + j] += value[n] * w[k + j];
            }
        }
        for (int j = 0; j < classes; j++) {
            scores[at + j] += bias[j];
        }
    }

    @Override
    public int argMax(int[] index, float[] value, int from, int to) {
        long best = BestClass.NONE;
        for (int j = 0; j < classes; j++) {
            float score = 0;
            for (int n = from; n < to; n++) {
                score += value[n] * w[index[n] * classes + j];
            }
            best = Math.max(best, BestClass.of(score + bias[j], j));
        }
        return BestClass.classOf(best);
    }

    @Override
    public SparseScorer plain() {
        return this;
    }
}
