package io.github.widemargin.kernel;

import java.util.Arrays;

final class ScalarHinge implements HingeKernel {
    private final int features;
    private final int classes;
    private final HingeLoss loss;
    private final ScalarHinge weights; // whose w counts
    private final float[] scores; // of one row, then its row of G
    private float[] w;
    private float[] bias;

    ScalarHinge(int features, int classes, HingeLoss loss) {
        this(features, classes, loss, null);
    }

    private ScalarHinge(int features, int classes, HingeLoss loss, ScalarHinge weights) {
        this.features = features;
        this.classes = classes;
        this.loss = loss;
        this.weights = weights == null ? this : weights;
        scores = new float[classes];
    }

    @Override
    public void setWeights(float[] w, float[] bias) {
        weights.w = w;
        weights.bias = bias;
    }

    @Override
    public HingeKernel sibling() {
        return new ScalarHinge(features, classes, loss, weights);
    }

    @Override
    public void scores(float[] x, int from, int to, float[] scores, int at) {
        for (int i = from; i < to; i++) {
            scoreRow(x, i, scores, at);
            at += classes;
        }
    }

    @Override
    public double loss(float[] x, int from, int to, int[] y, float[] sampleWeights, int first, Gradient gradient) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            int label = first + i - from;
            float weight = loss.weight(sampleWeights, label, y[label]);
            scoreRow(x, i, scores, 0);
            sum += weight * hinge(y[label]);
            if (gradient != null && weigh(weight)) {
                ((ScalarGradient) gradient).add(x, i, scores);
            }
        }
        return sum;
    }

    private void scoreRow(float[] x, int i, float[] scores, int at) {
        ScalarScorer.scoreRow(weights.w, features, classes, x, i * features, scores, at);
        for (int j = 0; j < classes && weights.bias != null; j++) {
            scores[at + j] += weights.bias[j];
        }
    }

    /** Multiplies the row of G; returns whether anything is left of it. */
    private boolean weigh(float weight) {
        boolean any = false;
        for (int j = 0; j < classes; j++) {
            scores[j] *= weight;
            any |= scores[j] != 0;
        }
        return any;
    }

    /** The hinge of the scores, for a sample of class yi; leaves its row of G in their place. */
    private double hinge(int yi) {
        return switch (loss.kind()) {
            case WESTON_WATKINS -> westonWatkins(yi);
            case CRAMMER_SINGER -> crammerSinger(yi);
            case ONE_VS_REST -> oneVsRest(yi);
        };
    }

    /** Σ_j max(0, s_j - s_y + Δ) for j ≠ y */
    private double westonWatkins(int yi) {
        float threshold = scores[yi] - loss.margin();
        scores[yi] = threshold; // no violator
        double sum = 0;
        float own = 0;
        for (int j = 0; j < classes; j++) {
            float margin = margin(scores[j], threshold);
            sum += value(margin);
            scores[j] = slope(margin);
            own -= scores[j];
        }
        scores[yi] = own;
        return sum;
    }

    /** max_j max(0, s_j - s_y + Δ) for j ≠ y */
    private double crammerSinger(int yi) {
        float threshold = scores[yi] - loss.margin();
        scores[yi] = threshold;
        int largest = yi;
        float check = 0;
        for (int j = 0; j < classes; j++) {
            check += 0 * scores[j];
            largest = scores[j] > scores[largest] ? j : largest;
        }
        float margin = check == 0 ? margin(scores[largest], threshold) : Float.NaN;
        Arrays.fill(scores, 0);
        scores[largest] += slope(margin);
        scores[yi] -= slope(margin);
        return value(margin);
    }

    /** Σ_j max(0, Δ - t_j s_j), t_j = 1 for j = y and -1 else */
    private double oneVsRest(int yi) {
        scores[yi] = -scores[yi];
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            float margin = margin(scores[j], -loss.margin());
            sum += value(margin);
            scores[j] = slope(margin);
        }
        scores[yi] = -scores[yi];
        return sum;
    }

    /** The part of score - threshold that is positive; NaN if the score is infinite: it must not pass for "no violation". */
    private static float margin(float score, float threshold) {
        float margin = score - threshold;
        return (margin <= 0 ? 0 : margin) + 0 * score;
    }

    private double value(float margin) {
        return loss.squared() ? (double) margin * margin : margin;
    }

    /** The derivative of the value by the score. */
    private float slope(float margin) {
        return loss.squared() ? 2 * margin : margin > 0 ? 1 : 0;
    }
}
