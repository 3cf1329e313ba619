package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.Unshared.FIRST;

/**
 * The hinge of two classes whose margins depend on nothing but the difference of the scores, x · (w₁ - w₀): one product for each row
 * instead of two, and one column of the gradient, as the rows of G sum to 0. It takes so little arithmetic that rows of some thousand
 * features are best multiplied with G while they are in the first-level cache: few rows at a time.
 */
final class BinaryHinge implements HingeKernel {
    /** Whose scores fill vectors. Eight at a time take 1 to 5 % longer at 512 to 3072 features with 16 lanes, a fifth to a quarter at 128. */
    static final int ROWS = Math.max(L, BinaryTiles.ROWS);

    /** Of eight rows, from which on these are added together instead of one by one: with half of all violating 2 takes 4 to 13 % longer, 6 as long. */
    private static final int LEAST_VIOLATORS = 4;

    private final HingeLoss loss;
    private final BinaryWeights weights;
    private final HingeKernel both; // for scores
    private final int features;
    private final BlockSamples samples;

    // ROWS floats for each quantity, by row
    private final float[] table;
    private final int weight;
    private final int s;
    private final int margins;
    private final int g;
    private final int sums; // vectors

    /** With a hinge of the same shape for the scores of both classes. */
    BinaryHinge(int features, HingeLoss loss, HingeKernel both) {
        this(new BinaryWeights(features), loss, both);
    }

    private BinaryHinge(BinaryWeights weights, HingeLoss loss, HingeKernel both) {
        this.weights = weights;
        this.both = both;
        this.loss = loss;
        features = weights.layout.features();
        Aligned.Slice slice = Aligned.newSlice(4 * ROWS + ROWS * L);
        table = slice.array();
        weight = slice.first();
        margins = weight + ROWS;
        g = margins + ROWS;
        s = g + ROWS;
        sums = s + ROWS;
        samples = new BlockSamples(loss, 2, ROWS, table, weight);
    }

    @Override
    public void setWeights(float[] w, float[] bias) {
        weights.set(w, bias);
    }

    @Override
    public HingeKernel sibling() {
        return new BinaryHinge(weights, loss, both.sibling());
    }

    @Override
    public Gradient newGradient() {
        return new BinaryGradient(weights.layout);
    }

    @Override
    public void scores(RowArray x, int from, int to, float[] scores, int at) {
        weights.passTo(both);
        both.scores(x, from, to, scores, at);
    }

    @Override
    public void argMax(RowArray x, int from, int to, int[] best, int at) {
        weights.passTo(both);
        both.argMax(x, from, to, best, at);
    }

    @Override
    public double loss(RowArray array, int from, int to, int[] y, float[] sampleWeights, int first, Gradient gradient) {
        float[] x = DenseRows.of(array);
        samples.clearLoss();
        for (int start = from, label = first; start < to; start += ROWS, label += ROWS) {
            int rows = Math.min(ROWS, to - start);
            samples.set(y, sampleWeights, label, rows);
            products(x, start, rows);
            int violating = margins(array, start, rows);
            if (violating != 0) {
                addLosses();
                if (gradient != null) {
                    add(x, start, rows, violating, (BinaryGradient) gradient);
                }
            }
        }
        return samples.loss();
    }

    /** By row; behind the last one is anything. */
    private void products(float[] x, int start, int rows) {
        for (int i = 0; i < rows; i += BinaryTiles.ROWS) {
            int at = sums + BinaryTiles.place(i);
            BinaryTiles.rows8(x, (start + i) * features, features, rows - 1 - i, weights.w, weights.from, table, at);
        }
        for (int i = 0; i < ROWS; i += L) {
            ScoreTiles.addLanes(table, sums + i * L, ScoreTiles.TILES, 1, table, s + i, 0);
        }
    }

    /** Margins and coefficients of the second class; returns a bit for each row that violates. */
    private int margins(RowArray x, int start, int rows) {
        long bits = 0;
        for (int i = 0; i < ROWS; i += L) {
            bits |= BinaryTiles.margins(
                            table,
                            s + i,
                            weights.bias,
                            samples.label,
                            FIRST + i,
                            loss.margin(),
                            loss.squared(),
                            weight + i,
                            margins + i,
                            g + i)
                    << i;
        }
        int all = (1 << rows) - 1;
        if (((int) (bits >>> 32) & all) == all) {
            return (int) bits;
        }
        samples.requireLabels(rows);
        return marginsOfScores(x, start, rows);
    }

    /** The same from both scores, which may fit a float where their difference, a part of it or that of the weights does not. */
    private int marginsOfScores(RowArray x, int start, int rows) {
        int violating = 0;
        scores(x, start, start + rows, table, sums);
        for (int i = 0; i < rows; i++) {
            int label = samples.label[FIRST + i];
            float own = table[sums + 2 * i + label];
            float other = table[sums + 2 * i + 1 - label];
            samples.isFinite &= Float.isFinite(own) && Float.isFinite(other);
            float m = Math.max(0, other - (own - loss.margin()));
            float half = table[weight + i] * m;
            float slope = loss.squared() ? half + half : m > 0 ? table[weight + i] : 0;
            table[margins + i] = m;
            table[g + i] = label == 1 ? -slope : slope;
            violating |= m > 0 ? 1 << i : 0;
        }
        return violating;
    }

    private void addLosses() {
        double[] sum = samples.rowLoss;
        if (loss.squared()) {
            for (int i = 0; i < ROWS; i++) {
                sum[FIRST + i] += table[weight + i] * ((double) table[margins + i] * table[margins + i]);
            }
        } else {
            for (int i = 0; i < ROWS; i++) {
                sum[FIRST + i] += table[weight + i] * (double) table[margins + i];
            }
        }
    }

    private void add(float[] x, int start, int rows, int violating, BinaryGradient gradient) {
        float[] d = gradient.sum;
        int d0 = gradient.from;
        for (int i = 0; i < rows; i += BinaryTiles.ROWS) {
            int left = violating >>> i & (1 << BinaryTiles.ROWS) - 1;
            int xi = (start + i) * features;
            if (Integer.bitCount(left) >= LEAST_VIOLATORS) {
                BinaryTiles.gradient8(x, xi, features, rows - 1 - i, table, g + i, d, d0);
                continue;
            }
            for (; left != 0; left &= left - 1) {
                int r = Integer.numberOfTrailingZeros(left);
                BinaryTiles.gradient1(x, xi + r * features, features, table[g + i + r], d, d0);
            }
        }
    }
}
