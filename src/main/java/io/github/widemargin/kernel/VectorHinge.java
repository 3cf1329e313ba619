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
    /** Rows of a block: 100 KB at 784 features, 400 KB at 3072. */
    private static final int ROWS = 32;

    private final int features;
    private final int classes;
    private final ClassMajorWeights weights;
    private final float[] block; // S, then G: classes × ROWS
    private final float[] sums = new float[ScoreTiles.SUMS];
    private final float[] own = new float[ROWS]; // score of the true class
    private final float[] rowLoss = new float[ROWS];
    private final float[] violators = new float[ROWS];
    private final float[] active; // columns of G that have violators
    private final int[] rowStart = new int[ROWS];
    private final int[] tailStart = new int[ROWS];
    private final float[] tail; // features behind the last whole tile, ROWS × tile
    private final float[] gradient; // (Xᵀ·G)ᵀ, classes × stride
    private final int stride;

    VectorHinge(int features, int classes) {
        this.features = features;
        this.classes = classes;
        weights = new ClassMajorWeights(features, classes);
        block = new float[Math.multiplyExact(classes, ROWS)];
        active = new float[block.length];
        tail = new float[ROWS * GradientTiles.FEATURES];
        stride = ClassMajorWeights.stride(Lanes.roundUp(features, GradientTiles.FEATURES));
        gradient = new float[Math.multiplyExact(classes, stride)];
    }

    @Override
    public void setWeights(float[] w) {
        weights.set(w);
    }

    @Override
    public void scores(float[] x, int from, int to, float[] scores) {
        for (int block = from; block < to; block += ROWS) {
            int rows = Math.min(ROWS, to - block);
            scoreBlock(x, block, block + rows);
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < classes; j++) {
                    scores[(block - from + i) * classes + j] = this.block[j * ROWS + i];
                }
            }
        }
    }

    @Override
    public double loss(float[] x, int[] y, int from, int to) {
        double loss = 0;
        for (int i = from; i < to; i += ROWS) {
            loss += margins(x, y, i, Math.min(to, i + ROWS));
        }
        return loss;
    }

    @Override
    public double lossAndGradient(float[] x, int[] y, int from, int to) {
        double loss = 0;
        for (int i = from; i < to; i += ROWS) {
            int end = Math.min(to, i + ROWS);
            loss += margins(x, y, i, end);
            addGradient(x, y, i, end);
        }
        return loss;
    }

    private void scoreBlock(float[] x, int from, int to) {
        Arrays.fill(block, 0);
        weights.addScores(x, from, to, block, ROWS, sums);
    }

    /** Scores and margins of a block; leaves G without the true classes' column, and the row sums in violators. */
    private double margins(float[] x, int[] y, int from, int to) {
        int rows = to - from;
        scoreBlock(x, from, to);
        for (int i = 0; i < rows; i++) {
            own[i] = block[y[from + i] * ROWS + i];
        }
        for (int i = 0; i < rows; i += L) {
            indicate(block, i, classes, own, F.indexInRange(i, rows), rowLoss, violators);
        }
        double loss = 0;
        for (int i = 0; i < rows; i++) {
            // the true class counted as one violator with a margin of 1
            violators[i] -= 1;
            loss += rowLoss[i] - 1;
        }
        return loss;
    }

    /**
     * For L rows: s becomes 1 where the margin s - own + 1 is positive, else 0; sums of margins and of ones by row. A score
     * that is not finite makes the sum NaN.
     */
    private static void indicate(
            float[] s, int i, int classes, float[] own, VectorMask<Float> rows, float[] rowLoss, float[] violators) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector threshold = FloatVector.fromArray(F, own, i).sub(1f);
        FloatVector loss = zero;
        FloatVector count = zero;
        for (int at = i; at < i + classes * ROWS; at += ROWS) {
            FloatVector score = FloatVector.fromArray(F, s, at);
            FloatVector margin = score.sub(threshold);
            VectorMask<Float> violates =
                    margin.compare(VectorOperators.LE, 0f).not().and(rows);
            FloatVector one = zero.blend(1f, violates);
            one.intoArray(s, at);
            count = count.add(one);
            loss = loss.add(zero.blend(margin, violates)).add(score.mul(0f));
        }
        loss.intoArray(rowLoss, i);
        count.intoArray(violators, i);
    }

    private void addGradient(float[] x, int[] y, int from, int to) {
        int rows = 0;
        for (int i = 0; i < to - from; i++) {
            block[y[from + i] * ROWS + i] = -violators[i];
            if (violators[i] != 0) {
                rowStart[rows] = (from + i) * features;
                for (int j = 0; j < classes; j++) {
                    active[j * ROWS + rows] = block[j * ROWS + i];
                }
                rows++;
            }
        }
        if (rows == 0) {
            return;
        }
        int whole = features - features % GradientTiles.FEATURES;
        for (int k = 0; k < whole; k += GradientTiles.FEATURES) {
            addTiles(x, rowStart, rows, k, k);
        }
        if (whole < features) {
            for (int i = 0; i < rows; i++) {
                tailStart[i] = i * GradientTiles.FEATURES;
                System.arraycopy(x, rowStart[i] + whole, tail, tailStart[i], features - whole);
            }
            addTiles(tail, tailStart, rows, 0, whole);
        }
    }

    /** One tile's width of features, all classes. */
    private void addTiles(float[] x, int[] start, int rows, int k, int d0) {
        for (int j = 0; j < classes; ) {
            int width = ClassTiles.width(classes - j);
            int d = j * stride + d0;
            switch (width) {
                case 5 ->
                    GradientTiles.classes5Vectors4(active, j * ROWS, ROWS, rows, x, start, k, gradient, d, stride);
                case 3 ->
                    GradientTiles.classes3Vectors4(active, j * ROWS, ROWS, rows, x, start, k, gradient, d, stride);
                default ->
                    GradientTiles.classes2Vectors4(active, j * ROWS, ROWS, rows, x, start, k, gradient, d, stride);
            }
            j += width;
        }
    }

    @Override
    public void takeGradient(float scale, float reg, float[] w, float[] dw) {
        ClassMajor.unpack(scale, gradient, stride, reg, w, features, classes, dw);
        clearGradient();
    }

    @Override
    public void clearGradient() {
        Arrays.fill(gradient, 0);
    }
}
