package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.Scorer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same input gives the same bits, whether the interpreter runs the kernels or what the compilers made of them. */
class ReproducibilityTest {
    private static final int CALLS = 3000; // C2 has compiled the tiles after a few hundred

    static java.util.List<Kernels> kernels() {
        return KernelSets.ALL;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theFirstCallsAndTheLaterOnesGiveTheSameBits(Kernels kernels) {
        Problem p = Problem.random(35, 133, 10, 1);
        SvmObjective objective = SvmObjective.of(133, 10, kernels);
        Scorer scorer = kernels.scorer(p.w(), 133, 10);
        float[] first = new float[p.w().length];
        double firstLoss = objective.lossAndGradient(p.w(), p.x(), p.y(), p.reg(), first);
        float[] firstScores = new float[10];
        scorer.scores(p.x(), 3, firstScores);
        float[] dw = new float[p.w().length];
        float[] scores = new float[10];
        for (int call = 0; call < CALLS; call++) {
            assertEquals(firstLoss, objective.lossAndGradient(p.w(), p.x(), p.y(), p.reg(), dw));
            assertArrayEquals(first, dw);
            scorer.scores(p.x(), 3, scores);
            assertArrayEquals(firstScores, scores);
        }
    }
}
