package io.github.widemargin.kernel;

import java.util.Arrays;

/** A hinge loss row by row, as the formulas say it. */
abstract class RowHinge implements HingeKernel {
    private final HingeLoss loss;
    private final int classes;
    private final float[] scores; // of one row, then its row of G
    private final RowHinge first; // whose bias counts
    private float[] bias;

    /** With room for so many scores; a sibling of another, or null. */
    RowHinge(HingeLoss loss, int classes, int room, RowHinge first) {
        this.loss = loss;
        this.classes = classes;
        this.first = first == null ? this : first;
        scores = new float[room];
    }

    /** Sets W, features × classes, row-major. */
    abstract void setWeights(float[] w);

    /** Writes the scores of row i of x, without the bias. */
    abstract void scores(RowArray x, int i, float[] scores);

    /** Adds row i with its row of G. */
    abstract void add(Gradient gradient, RowArray x, int i, float[] g);

    @Override
    public final void setWeights(float[] w, float[] bias) {
        setWeights(w);
        this.bias = bias;
    }

    @Override
    public final void scores(RowArray x, int from, int to, float[] scores, int at) {
        for (int i = from; i < to; i++) {
            score(x, i);
            System.arraycopy(this.scores, 0, scores, at, classes);
            at += classes;
        }
    }

    @Override
    public final void argMax(RowArray x, int from, int to, int[] best, int at) {
        for (int i = from; i < to; i++) {
            score(x, i);
            long largest = BestClass.NONE;
            for (int j = 0; j < classes; j++) {
                largest = Math.max(largest, BestClass.of(scores[j], j));
            }
            best[at++] = BestClass.classOf(largest);
        }
    }

    @Override
    public final double loss(
            RowArray x, int from, int to, int[] y, float[] sampleWeights, int first, Gradient gradient) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            int label = first + i - from;
            float weight = loss.weight(sampleWeights, label, y[label]);
            score(x, i);
            sum += weight * hinge(y[label]);
            if (gradient != null && weigh(weight)) {
                add(gradient, x, i, scores);
            }
        }
        return sum;
    }

    private void score(RowArray x, int i) {
        scores(x, i, scores);
        float[] bias = first.bias;
        for (int j = 0; j < classes && bias != null; j++) {
            scores[j] += bias[j];
        }
    }

    /** Multiplies the row of G, of which there may be half yet; returns whether anything is left of it. */
    private boolean weigh(float weight) {
        boolean any = false;
        for (int j = 0; j < classes; j++) {
            float g = weight * scores[j];
            scores[j] = loss.squared() ? g + g : g;
            any |= g != 0;
        }
        return any;
    }

    /** The hinge of the scores, for a sample of class yi; leaves its row of G in their place, or half of it if margins are squared. */
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
        Arrays.fill(scores, 0, classes, 0);
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

    /** The derivative of the value by the score, or half of it if margins are squared: twice the margin may exceed a float. */
    private float slope(float margin) {
        return loss.squared() ? margin : margin > 0 ? 1 : 0;
    }
}
