package io.github.widemargin.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmarks time is right, and does the operations that they count. */
class BenchmarksTest {
    private final Gflops counter = new Gflops();

    @ParameterizedTest
    @ValueSource(strings = {"200x3072x10", "7x5x3", "33x130x26"})
    void lossAndGradientIsThatOfTheFormulas(String shape) {
        LossAndGradient benchmark = new LossAndGradient();
        benchmark.shape = shape;
        benchmark.setUp();
        double loss = benchmark.vector(counter);
        int m = benchmark.classes;
        int n = benchmark.features;
        double expectedLoss = 0;
        double[] gradient = new double[n * m];
        for (int i = 0; i < benchmark.samples; i++) {
            double[] scores = new double[m];
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < m; j++) {
                    scores[j] += (double) benchmark.x[i * n + k] * benchmark.w[k * m + j];
                }
            }
            int yi = benchmark.y[i];
            for (int j = 0; j < m; j++) {
                // |scores| are far below 1 with these weights: every margin is well above 0
                double margin = scores[j] - scores[yi] + 1;
                if (j != yi) {
                    expectedLoss += margin / benchmark.samples;
                    for (int k = 0; k < n; k++) {
                        gradient[k * m + j] += benchmark.x[i * n + k] / (double) benchmark.samples;
                        gradient[k * m + yi] -= benchmark.x[i * n + k] / (double) benchmark.samples;
                    }
                }
            }
        }
        // x in [0, 1): sums of samples · (m - 1) terms at most, over samples
        double bound = 0x1p-24 * (benchmark.samples + 4) * m;
        for (int a = 0; a < gradient.length; a++) {
            assertEquals(gradient[a] + benchmark.reg * benchmark.w[a], benchmark.dw[a], bound);
            expectedLoss += 0.5 * benchmark.reg * benchmark.w[a] * benchmark.w[a];
        }
        // a margin is the difference of two scores, each off by n·2⁻²⁴·Σ|x||w| at most, where x averages 1/2 and |w|
        // 2.5e-4
        double marginBound = 2 * n * 0x1p-24 * (n * 0.5 * 2.5e-4) * 1.5 + 0x1p-22;
        assertEquals(expectedLoss, loss, m * marginBound);
        assertEquals(4e-9 * benchmark.samples * n * m, counter.gflops, 1e-12);
    }

    @Test
    void peakComputesWhatItCounts() {
        FmaPeak peak = new FmaPeak();
        peak.rounds = 3;
        int lanes = FloatVector.SPECIES_PREFERRED.length();
        // 1/4 → 3/8 → 7/16 → 15/32
        assertEquals(12 * lanes * 15 / 32f, peak.fma(counter));
        assertEquals(2e-9 * 12 * lanes * 3, counter.gflops, 1e-15);
    }
}
