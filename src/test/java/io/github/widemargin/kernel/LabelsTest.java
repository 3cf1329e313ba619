package io.github.widemargin.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LabelsTest {
    /** What another thread writes to them after they were checked changes nothing. */
    @Test
    void onlyCheckedOnesMakeCoefficients() {
        assumeTrue(KernelProvider.best() instanceof VectorKernels, "needs --add-modules jdk.incubator.vector");
        SplittableRandom random = new SplittableRandom(1);
        for (int[] shape : new int[][] {{40, 10}, {200, 5}, {200, 70}}) {
            int features = shape[0];
            int classes = shape[1];
            for (float size : new float[] {1e-3f, 1}) { // all classes violate, or some
                float[] x = random(random, RowBlock.ROWS * features, 1);
                float[] w = random(random, features * classes, size);
                int[] y = random.ints(RowBlock.ROWS, 0, classes).toArray();
                float[] expected = gradient(features, classes, x, w, y, y);
                for (int wrong : new int[] {-1, classes, 2 * classes - 1, 1 << 28}) {
                    int[] changed = new int[y.length];
                    Arrays.fill(changed, wrong);
                    assertArrayEquals(expected, gradient(features, classes, x, w, y, changed));
                }
            }
        }
    }

    private static float[] gradient(int features, int classes, float[] x, float[] w, int[] y, int[] changed) {
        ClassMajor layout = new ClassMajor(features, classes);
        BlockScores scores = new FeatureLaneScores(layout, 0, classes);
        scores.set(w);
        RowBlock block = new RowBlock(layout, scores.form());
        block.set(x, 0, RowBlock.ROWS);
        scores.scores(block, new float[scores.scratch()]);
        BlockMargins margins = new BlockMargins(HingeLoss.PLAIN, classes, false);
        margins.compute(block, y, null, 0);
        FeatureLaneGradient gradient = new FeatureLaneGradient(layout);
        gradient.add(block, margins, changed, 0);
        float[] dw = new float[w.length];
        gradient.take(1, 0, w, dw);
        return dw;
    }

    private static float[] random(SplittableRandom random, int length, float size) {
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = size * (2 * random.nextFloat() - 1);
        }
        return values;
    }
}
