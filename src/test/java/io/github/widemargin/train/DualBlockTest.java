package io.github.widemargin.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.widemargin.kernel.DualKernel;
import io.github.widemargin.kernel.GramKernel;
import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.KernelProvider;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DualBlockTest {
    private static final int SAMPLES = 5 * DualKernel.ROWS + 7;
    private static final int CLASSES = 4;
    private static final int EPOCHS = 6;

    private int parts;
    private int tilesAhead;

    /** Products that are computed before it is known which rows are kept are those computed then. */
    @ParameterizedTest
    @ValueSource(ints = {19, 600})
    void productsAheadChangeNothing(int features) {
        float[] w = train(features, 0);
        assertEquals(0, tilesAhead);
        assertArrayEquals(w, train(features, 1));
        assertArrayEquals(w, train(features, Integer.MAX_VALUE));
        assertEquals(parts > 1, tilesAhead > 0);
    }

    /** Weights after some epochs, with so many tiles ahead, at most, before the scores, and again before and after the rows are selected. */
    private float[] train(int features, int mostAhead) {
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[SAMPLES * features];
        for (int k = 0; k < x.length; k++) {
            x[k] = (float) random.nextGaussian();
        }
        int[] y = random.ints(SAMPLES, 0, CLASSES).toArray();
        Rows rows = Rows.dense(new float[][] {x}, features);
        DualProblem problem = new DualProblem(rows, y, CLASSES, null, HingeLoss.PLAIN, Bias.NONE);
        DualVariables variables = new DualVariables(SAMPLES, CLASSES);
        RowAscent ascent = new RowAscent(problem.loss(), CLASSES, false);
        GramKernel sum = (GramKernel) rows.kernels(KernelProvider.best()).dual(features, CLASSES);
        parts = sum.parts();
        DualWeights weights = new DualWeights(sum, features * CLASSES, CLASSES, 0.1f / SAMPLES, 0);
        Schedule schedule = new Schedule(rows, 1);
        DualBlock block = new DualBlock(weights, CLASSES);
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            schedule.plan(epoch);
            for (int step = 0; step < schedule.blocks(); step++) {
                block.take(problem, schedule, schedule.start(step), schedule.size(step));
                multiplyAhead(block, mostAhead);
                for (int part = 0; part < parts; part++) {
                    block.score(part);
                }
                multiplyAhead(block, mostAhead);
                block.select(problem, variables, ascent);
                multiplyAhead(block, mostAhead);
                for (int part = 0; part < parts; part++) {
                    block.multiply(part);
                }
                block.ascend(variables, ascent);
                for (int part = 0; part < parts; part++) {
                    block.addToWeights(part);
                }
                schedule.settle(step, block, epoch);
                block.clearChanges();
            }
        }
        float[] w = new float[features * CLASSES];
        sum.addTo(1, new float[w.length], w);
        return w;
    }

    private void multiplyAhead(DualBlock block, int most) {
        for (int n = 0; n < most && block.multiplyAhead(); n++) {
            tilesAhead++;
        }
    }
}
