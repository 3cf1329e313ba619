package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Scores, margins, G and gradient of a block of rows, then of the next: X comes from memory once, and the gradient finds
 * the block in the cache. The block's scores lie class after class, so that the lanes of the margins are the rows.
 */
final class VectorHinge implements HingeKernel {
    /** Rows of a block: 100 KB at 784 features, 400 KB at 3072. 16 to 128 differed by less than the noise of 5 %. */
    private static final int ROWS = 32;

    private final ClassMajor layout;
    private final ClassMajorWeights weights;
    private final GradientSum gradient;

    private final int[] rowStart = new int[ROWS]; // of the block in x, or in padded
    private final float[] padded; // rows that are shorter than a vector, with zeros behind
    private final float[] block; // S, then G: classes × ROWS
    private final float[] sums = new float[ScoreTiles.SUMS];
    private final float[] threshold = new float[ROWS]; // score of the true class - 1
    private final float[] margins; // of the block, as it
    private final double[] rowLoss = new double[ROWS];
    private final float[] violators = new float[ROWS];

    VectorHinge(int features, int classes) {
        layout = new ClassMajor(features, classes);
        weights = new ClassMajorWeights(layout);
        gradient = new GradientSum(layout, ROWS);
        padded = features < L ? new float[ROWS * L] : null;
        block = new float[classes * ROWS];
        margins = new float[block.length];
    }

    @Override
    public void setWeights(float[] w) {
        weights.set(w);
    }

    @Override
    public void scores(float[] x, int from, int to, float[] scores) {
        int at = 0;
        for (int start = from, rows; start < to; start += rows) {
            rows = Math.min(ROWS, to - start);
            scoreBlock(x, start, rows);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < layout.classes; j++) {
                    scores[at++] = block[j * ROWS + i];
                }
            }
        }
    }

    @Override
    public double loss(float[] x, int[] y, int from, int to) {
        double loss = 0;
        for (int start = from, rows; start < to; start += rows) {
            rows = Math.min(ROWS, to - start);
            scoreBlock(x, start, rows);
            loss += indicate(y, start, rows);
        }
        return loss;
    }

    @Override
    public double lossAndGradient(float[] x, int[] y, int from, int to) {
        double loss = 0;
        for (int start = from, rows; start < to; start += rows) {
            rows = Math.min(ROWS, to - start);
            float[] blockX = scoreBlock(x, start, rows);
            loss += indicate(y, start, rows);
            int active = keepViolators(y, start, rows);
            gradient.add(blockX, rowStart, block, active);
        }
        return loss;
    }

    /** Scores of a block, up to a multiple of four rows; returns the array that rowStart points into. */
    private float[] scoreBlock(float[] x, int start, int rows) {
        float[] blockX = x;
        for (int i = 0; i < rows; i++) {
            rowStart[i] = (start + i) * layout.features;
        }
        if (padded != null) {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(x, rowStart[i], padded, i * L, layout.features);
                rowStart[i] = i * L;
            }
            blockX = padded;
        }
        int whole = repeatLastRow(rows);
        Arrays.fill(block, 0);
        weights.addScores(blockX, rowStart, whole, block, ROWS, sums);
        return blockX;
    }

    /** Fills up to a multiple of four rows, which it returns. */
    private int repeatLastRow(int rows) {
        int whole = Math.ceilDiv(rows, 4) * 4;
        Arrays.fill(rowStart, rows, whole, rows == 0 ? 0 : rowStart[rows - 1]);
        return whole;
    }

    /** Turns S into the indicator of positive margins, and returns their sum. */
    private double indicate(int[] y, int start, int rows) {
        for (int i = 0; i < rows; i++) {
            int at = y[start + i] * ROWS + i;
            // so that the true class's margin is exactly 0, however large its score
            threshold[i] = block[at] - 1;
            block[at] = threshold[i];
        }
        for (int i = 0; i < rows; i += L) {
            indicate(block, i, layout.classes, threshold, margins, violators);
        }
        Arrays.fill(rowLoss, 0); // a sum for each row: one for all would wait for itself
        for (int at = 0; at < block.length; at += ROWS) {
            for (int i = 0; i < rows; i++) {
                rowLoss[i] += margins[at + i];
            }
        }
        double loss = 0;
        for (int i = 0; i < rows; i++) {
            loss += rowLoss[i];
        }
        return loss;
    }

    /**
     * For L rows: s becomes 1 where the margin s - threshold is positive, else 0; their sums by row are the violators. The
     * margins, 0 or positive, are NaN or infinite where the score is. They are added up elsewhere: doubles among the lanes
     * made C2 box vectors here now and then, for good.
     */
    private static void indicate(float[] s, int i, int classes, float[] threshold, float[] margins, float[] violators) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector t = FloatVector.fromArray(F, threshold, i);
        FloatVector count = zero;
        for (int at = i; at < i + classes * ROWS; at += ROWS) {
            FloatVector score = FloatVector.fromArray(F, s, at);
            FloatVector margin = score.sub(t);
            VectorMask<Float> violates = margin.compare(VectorOperators.LE, 0f).not();
            FloatVector one = zero.blend(1f, violates);
            one.intoArray(s, at);
            count = count.add(one);
            zero.blend(margin, violates).add(score.mul(0f)).intoArray(margins, at);
        }
        count.intoArray(violators, i);
    }

    /**
     * Completes G by the true classes' column, moves the rows that have violators to the front and fills them up with
     * zeros to a multiple of four; returns how many there are then.
     */
    private int keepViolators(int[] y, int start, int rows) {
        int active = 0;
        for (int i = 0; i < rows; i++) {
            if (violators[i] == 0) {
                continue;
            }
            block[y[start + i] * ROWS + i] = -violators[i];
            if (active < i) {
                rowStart[active] = rowStart[i];
                for (int at = 0; at < block.length; at += ROWS) {
                    block[at + active] = block[at + i];
                }
            }
            active++;
        }
        int whole = repeatLastRow(active);
        for (int at = 0; at < block.length; at += ROWS) {
            Arrays.fill(block, at + active, at + whole, 0);
        }
        return whole;
    }

    @Override
    public void takeGradient(float scale, float reg, float[] w, float[] dw) {
        gradient.take(scale, reg, w, dw);
    }

    @Override
    public void clearGradient() {
        gradient.clear();
    }
}
