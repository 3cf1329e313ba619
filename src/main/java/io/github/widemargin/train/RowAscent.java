package io.github.widemargin.train;

import static io.github.widemargin.kernel.DualKernel.ROWS;

import io.github.widemargin.kernel.AscentTables;
import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.HingeLoss.Kind;

/**
 * The dual of a hinge, one sample at a time. A sample has an α ≥ 0 for each class but its own (one-vs-rest: for each class),
 * and P times its part of the dual is, with its weight c,
 *
 * <pre>
 * Weston–Watkins    Δ Σα   with α_j ≤ c    squared: Δ Σα - Σα² / 4c
 * Crammer–Singer    Δ Σα   with Σα ≤ c     squared: Δ Σα - (Σα)² / 4c
 * one-vs-rest       Δ Σα   with α_j ≤ c    squared: Δ Σα - Σα² / 4c
 * </pre>
 *
 * <p>less ½·reg·‖W‖² of all, where W = 1/(reg·P) Σ_i x_i c_i, and the coefficients c_ij are -α_ij for the other classes and Σ_j α_ij
 * for the true one (one-vs-rest: α_ij itself).
 */
final class RowAscent {
    /**
     * Steps go as if the curvature were so much smaller, which still ascends (projected overrelaxation: Mangasarian and
     * Musicant, "Successive overrelaxation for support vector machines", 1999). Fashion-MNIST with reg 1e-4 comes to a gap of
     * 3.6 % in 40 epochs with 1.5, of 6 % with 1.
     */
    private static final float RELAXATION = 1.5f;

    /**
     * In the first epochs, where a step goes far, the best one: Fashion-MNIST with reg 1e-2 comes to a gap of 0.9 % in 4 epochs,
     * instead of 0.5 % in 5; with other data and reg the gap is a tenth smaller.
     */
    private static final int EXACT_EPOCHS = 3;

    /**
     * From there up to this epoch, steps of sparse rows, which have less in common, are GENTLE: the 20 newsgroups with reg 1/P take 8
     * epochs instead of 9 to a gap of 1 %, 10 instead of 11 to 0.3 % with Crammer and Singer's hinge, a9a 51 instead of 50. Dense rows would
     * take 69 instead of 66 with reg 1e-4, and as many with larger ones.
     */
    private static final int GENTLE_EPOCHS = 10;

    private static final float GENTLE = 1.3f;

    /** Of rows of zeros, as a part of the margin over the weight: so small that a step goes to the bound. */
    private static final double LEAST_CURVATURE = 1e-6;

    private static final int MOST_ITERATIONS = 60;
    private static final double CLOSE = 1e-9;

    /** Of a sum at its bound, which is a float. */
    private static final double TIGHT = 1e-6;

    private final Kind kind;
    private final boolean squared;
    private final float margin;
    private final int gentleEpochs;

    // the classes that may change: their numbers, α, and where it would go if it were alone
    private final int[] candidate;
    private final float[] old;
    private final double[] goal;
    private int candidates;
    private float relaxation = 1;

    RowAscent(HingeLoss loss, int classes, boolean sparse) {
        kind = loss.kind();
        squared = loss.squared();
        margin = loss.margin();
        gentleEpochs = sparse ? GENTLE_EPOCHS : EXACT_EPOCHS;
        candidate = new int[classes];
        old = new float[classes];
        goal = new double[classes];
    }

    /** Makes steps as long as they should be in an epoch, from 1. */
    void beginEpoch(int epoch) {
        relaxation = epoch <= EXACT_EPOCHS ? 1 : epoch <= gentleEpochs ? GENTLE : RELAXATION;
    }

    /** Whether a sample without α would get some, by the score of its own class and the largest other; with NaN it would. */
    boolean violates(float own, float largest) {
        return kind == Kind.ONE_VS_REST ? !(own >= margin && largest <= -margin) : !(largest - own + margin <= 0);
    }

    /**
     * What {@link AscentTables#slack} asks of row i: where its slopes begin, and how they fall. In its scores the true class has what
     * {@link #opponent} says.
     */
    void describe(int i, float own, float weight, float[] base, float[] damping, float[] bound) {
        base[i] = kind == Kind.ONE_VS_REST ? margin : margin - own;
        damping[i] = squared ? 1 / (2 * weight) : 0;
        bound[i] = squared ? Float.POSITIVE_INFINITY : weight;
    }

    /** The score of the true class as if it were another: its α does not count, or moves against its own. */
    float opponent(float own) {
        return kind == Kind.ONE_VS_REST ? -own : Float.NEGATIVE_INFINITY;
    }

    /** Whether the α of a row have a common bound. */
    boolean isTogether() {
        return kind == Kind.CRAMMER_SINGER;
    }

    /** P times what a row of α, beginning at at, adds to the dual, but for W. */
    double value(float[] alpha, int at, int classes, float weight) {
        double sum = 0;
        for (int j = at; j < at + classes; j++) {
            sum += alpha[j];
        }
        if (!squared || weight == 0) {
            return margin * sum;
        }
        double squares = 0;
        for (int j = at; j < at + classes; j++) {
            squares += (double) alpha[j] * alpha[j];
        }
        return margin * sum - (kind == Kind.CRAMMER_SINGER ? sum * sum : squares) / (4.0 * weight);
    }

    /**
     * Which α of a row are free to move either way: 1 in mask, else 0. Returns whether they may only move with a sum of zero, as
     * theirs is at its bound.
     */
    boolean free(float[] alpha, int at, int classes, float weight, byte[] mask) {
        boolean together = kind == Kind.CRAMMER_SINGER && !squared;
        float bound = squared || together ? Float.POSITIVE_INFINITY : weight;
        double sum = 0;
        for (int j = at; j < at + classes; j++) {
            mask[j] = (byte) (alpha[j] > 0 && alpha[j] < bound ? 1 : 0);
            sum += alpha[j];
        }
        return together && sum >= weight * (1 - TIGHT);
    }

    /** The slope of the dual by the α of a row, whose scores are s[sAt + j · ROWS], where mask is 1; else 0. */
    void slope(
            float[] s, int sAt, int y, float[] alpha, byte[] mask, int at, int classes, float weight, float[] slope) {
        float sum = 0;
        for (int j = at; j < at + classes; j++) {
            sum += alpha[j];
        }
        for (int j = 0; j < classes; j++) {
            slope[at + j] =
                    mask[at + j] == 0 ? 0 : margin + towards(s, sAt, y, j) - damping(alpha[at + j], sum, weight);
        }
    }

    /** How the slope falls along a direction v, whose scores are s: the curvature times v. */
    void bend(float[] s, int sAt, int y, float[] v, byte[] mask, int at, int classes, float weight, float[] bend) {
        float sum = 0;
        for (int j = at; j < at + classes; j++) {
            sum += v[j];
        }
        for (int j = 0; j < classes; j++) {
            bend[at + j] = mask[at + j] == 0 ? 0 : damping(v[at + j], sum, weight) - towards(s, sAt, y, j);
        }
    }

    private float towards(float[] s, int at, int y, int j) {
        float score = s[at + j * ROWS];
        return kind != Kind.ONE_VS_REST ? score - s[at + y * ROWS] : j == y ? -score : score;
    }

    private float damping(float alpha, float sum, float weight) {
        return squared ? (kind == Kind.CRAMMER_SINGER ? sum : alpha) / (2 * weight) : 0;
    }

    /** Brings a row of α back within its bounds. */
    void clip(float[] alpha, int at, int classes, float weight) {
        boolean together = kind == Kind.CRAMMER_SINGER && !squared;
        float bound = squared || together ? Float.POSITIVE_INFINITY : weight;
        double sum = 0;
        for (int j = at; j < at + classes; j++) {
            alpha[j] = Math.min(Math.max(alpha[j], 0), bound);
            sum += alpha[j];
        }
        for (int j = at; j < at + classes && together && sum > weight; j++) {
            alpha[j] *= (float) (weight / sum);
        }
    }

    /** Writes the α that are the slope of a sample's loss at its scores, from s[at] on. */
    void slope(float[] s, int at, int y, float weight, float[] alpha) {
        int largest = -1;
        for (int j = 0; j < alpha.length; j++) {
            float excess = kind != Kind.ONE_VS_REST ? s[at + j] - s[at + y] : j == y ? -s[at + j] : s[at + j];
            float violation = excess + margin;
            boolean counts = violation > 0 && (kind == Kind.ONE_VS_REST || j != y);
            alpha[j] = !counts ? 0 : squared ? 2 * weight * violation : weight;
            if (counts && (largest < 0 || s[at + j] > s[at + largest])) {
                largest = j;
            }
        }
        for (int j = 0; j < alpha.length && kind == Kind.CRAMMER_SINGER; j++) {
            alpha[j] = j == largest ? alpha[j] : 0;
        }
    }

    /** Writes the coefficients of a row of α, which begins at at, to c[to + j · stride]. */
    void coefficients(float[] alpha, int at, int classes, int y, float[] c, int to, int stride) {
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            c[to + j * stride] = -alpha[at + j];
            sum += alpha[at + j];
        }
        c[to + y * stride] = kind == Kind.ONE_VS_REST ? alpha[at + y] : (float) sum;
    }

    /** Improves the α of row p of a block and moves its scores; returns Σ|change|. */
    float improve(AscentRows block, int p) {
        float weight = block.weight[p];
        if (weight == 0) {
            return 0;
        }
        int y = block.label[p];
        double q = Math.max(block.curvature(p) / relaxation, LEAST_CURVATURE * margin / weight);
        double damping = squared ? 1 / (2.0 * weight) : 0;
        float bound = squared ? Float.POSITIVE_INFINITY : weight;
        if (kind == Kind.ONE_VS_REST) {
            return separately(block, p, y, q + damping, damping, bound);
        }
        if (kind == Kind.WESTON_WATKINS) {
            double sum = collect(block, p, y, q + damping, damping, 0);
            double common = common(q / (q + damping), sum, bound);
            return apply(block, p, y, common, bound);
        }
        double sum = collect(block, p, y, q, 0, damping);
        double common = common((q + damping) / q, sum, Float.POSITIVE_INFINITY);
        if (sumOf(common, Float.POSITIVE_INFINITY) > bound) {
            common = project(bound);
        }
        return apply(block, p, y, common, Float.POSITIVE_INFINITY);
    }

    /** Each class by itself: its coefficient is α for the true one, -α for the others. */
    private float separately(AscentRows block, int p, int y, double curvature, double damping, float bound) {
        float moved = 0;
        for (int j = 0; j < block.classes; j++) {
            float score = block.s[j * block.stride + p];
            float a = block.alpha[p * block.classes + j];
            double slope = margin + (j == y ? -score : score) - damping * a;
            float next = (float) Math.min(Math.max(a + slope / curvature, 0), bound);
            if (next != a) {
                block.alpha[p * block.classes + j] = next;
                block.move(p, j, j == y ? next - a : a - next);
                moved += Math.abs(next - a);
            }
        }
        block.follow(p);
        return moved;
    }

    /** Lists the classes that may change; returns Σα. The slope is lessened by damping · α and by sumDamping · Σα. */
    private double collect(AscentRows block, int p, int y, double curvature, double damping, double sumDamping) {
        int at = p * block.classes;
        double sum = 0;
        for (int j = 0; sumDamping > 0 && j < block.classes; j++) {
            sum += block.alpha[at + j];
        }
        double violation = margin - block.s[y * block.stride + p] - sumDamping * sum;
        int n = 0;
        sum = 0;
        for (int j = 0; j < block.classes; j++) {
            float a = block.alpha[at + j];
            double slope = violation + block.s[j * block.stride + p] - damping * a;
            if (j != y && (a > 0 || slope > 0)) {
                candidate[n] = j;
                old[n] = a;
                goal[n++] = a + slope / curvature;
                sum += a;
            }
        }
        candidates = n;
        return sum;
    }

    /**
     * What is taken from all goals because α's change T in sum is felt by each: the root of Σ clip(goal - ratio·T) - Σα - T, times
     * ratio. Newton's method; where it leaves the bracket, which it may as the function is neither convex nor concave,
     * the bracket is halved.
     */
    private double common(double ratio, double sum, double bound) {
        double low = 0;
        double high = 0;
        double t = 0;
        for (int n = 0; n < MOST_ITERATIONS; n++) {
            double common = ratio * t;
            double clipped = 0;
            int free = 0;
            for (int c = 0; c < candidates; c++) {
                double a = goal[c] - common;
                if (a > 0) {
                    clipped += Math.min(a, bound);
                    free += a < bound ? 1 : 0;
                }
            }
            double excess = clipped - sum - t;
            if (Math.abs(excess) <= CLOSE * (Math.abs(t) + sum)) {
                return common;
            }
            if (n == 0) { // the function falls by 1 at least; where all goals are clipped the root is one of the ends
                double slack = CLOSE * Math.abs(excess);
                low = Math.min(excess, 0) - slack;
                high = Math.max(excess, 0) + slack;
            }
            if (excess > 0) {
                low = t;
            } else {
                high = t;
            }
            t += excess / (ratio * free + 1);
            if (!(t > low && t < high)) {
                t = low + (high - low) / 2;
            }
        }
        return ratio * t;
    }

    private double sumOf(double common, double bound) {
        double sum = 0;
        for (int c = 0; c < candidates; c++) {
            sum += Math.min(Math.max(goal[c] - common, 0), bound);
        }
        return sum;
    }

    /** What is taken from all goals so that the positive rest sums to bound: Newton's method from below, which is monotone. */
    private double project(double bound) {
        double most = 0;
        for (int c = 0; c < candidates; c++) {
            most = Math.max(most, goal[c]);
        }
        double common = most - bound; // so that the largest alone would reach it
        for (int n = 0; n < MOST_ITERATIONS; n++) {
            double excess = -bound;
            int free = 0;
            for (int c = 0; c < candidates; c++) {
                if (goal[c] > common) {
                    excess += goal[c] - common;
                    free++;
                }
            }
            if (excess <= CLOSE * bound) {
                break;
            }
            common += excess / free;
        }
        return common;
    }

    private float apply(AscentRows block, int p, int y, double common, float bound) {
        float own = 0;
        float moved = 0;
        for (int c = 0; c < candidates; c++) {
            float next = (float) Math.min(Math.max(goal[c] - common, 0), bound);
            float change = next - old[c];
            if (change != 0) {
                int j = candidate[c];
                block.alpha[p * block.classes + j] = next;
                block.move(p, j, -change);
                own += change;
                moved += Math.abs(change);
            }
        }
        if (own != 0) {
            block.move(p, y, own);
        }
        block.follow(p);
        return moved;
    }
}
