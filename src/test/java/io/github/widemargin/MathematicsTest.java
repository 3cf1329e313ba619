package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.widemargin.kernel.Kernels;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example of docs/mathematics.md. */
class MathematicsTest {
    static List<Kernels> kernels() {
        return KernelSets.ALL;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theExampleIsRight(Kernels kernels) {
        float[] x = {1, 2, 2, -1};
        int[] y = {1, 0};
        float[] w = {0.5f, 0.2f, -0.1f, 0.1f, 0.3f, 0.4f};
        float[] scores = new float[6];
        float[] dw = new float[6];
        SvmObjective objective = SvmObjective.builder(2, 3).build(kernels);
        objective.scores(w, x, 2, scores);
        assertArrayEquals(new float[] {0.7f, 0.8f, 0.7f, 0.9f, 0.1f, -0.6f}, scores, 3e-7f);
        assertEquals(1.028, objective.lossAndGradient(w, x, y, 0.1f, dw), 1e-6);
        assertArrayEquals(new float[] {-0.45f, 0.02f, 0.49f, 1.51f, -2.47f, 1.04f}, dw, 1e-6f);
        w[4] += 0.01f;
        assertEquals(0.975, objective.loss(w, x, y, 0), 1e-6);
    }
}
