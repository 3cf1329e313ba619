package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.Scorer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same input gives the same bits, whether the interpreter runs the kernels or what the compilers made of them. */
class ReproducibilityTest {
    private static final int CALLS = 2000; // C2 has compiled the tiles after a few hundred

    static List<Kernels> kernels() {
        return KernelSets.ALL;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theFirstCallsAndTheLaterOnesGiveTheSameBits(Kernels kernels) {
        for (int classes : new int[] {2, 3, 10}) { // tiles of every width
            for (int features : new int[] {12, 37, 133}) { // rows transposed, half and not at all
                assertSameBits(kernels, features, classes);
            }
        }
    }

    private static void assertSameBits(Kernels kernels, int features, int classes) {
        Problem p = Problem.random(35, features, classes, 1);
        SvmObjective objective = SvmObjective.builder(features, classes).build(kernels);
        Scorer scorer = kernels.scorer(p.w(), null, features, classes);
        float[] first = new float[p.w().length];
        double firstLoss = objective.lossAndGradient(p.w(), p.x(), p.y(), p.reg(), first);
        float[] firstScores = new float[classes];
        scorer.scores(p.x(), 3 * features, firstScores, 0);
        float[] dw = new float[p.w().length];
        float[] scores = new float[classes];
        for (int call = 0; call < CALLS; call++) {
            assertEquals(firstLoss, objective.lossAndGradient(p.w(), p.x(), p.y(), p.reg(), dw));
            assertArrayEquals(first, dw);
            scorer.scores(p.x(), 3 * features, scores, 0);
            assertArrayEquals(firstScores, scores);
        }
    }
}
