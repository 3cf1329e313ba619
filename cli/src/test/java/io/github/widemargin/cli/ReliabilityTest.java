package io.github.widemargin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReliabilityTest {
    /** By hand: bins end at multiples of 1/15, and 0.4 is one that belongs to the bin below. */
    @Test
    void isThatOfTheFormulas() {
        float[][] probabilities = {
            {0.9f, 0.1f, 0}, // (13/15, 14/15]: right
            {0.05f, 0.9f, 0.05f}, // as well: wrong
            {0.3f, 0.3f, 0.4f}, // (5/15, 6/15]: right
            {0.4f, 0.35f, 0.25f}, // as well: wrong
            {0.35f, 0.24f, 0.41f}, // (6/15, 7/15]: wrong
            {1, 0, 0} // (14/15, 1]: right
        };
        int[] y = {0, 2, 2, 1, 0, 0};
        double error = (Math.abs(1.8 - 1) + Math.abs(0.8 - 1) + 0.41 + 0) / 6;
        double loss = -(Math.log(0.9) + Math.log(0.05) + Math.log(0.4) + 2 * Math.log(0.35)) / 6;
        Reliability reliability = Reliability.of(probabilities, y);
        assertEquals(error, reliability.calibrationError(), 1e-7);
        assertEquals(loss, reliability.logLoss(), 1e-7);
    }

    @Test
    void anImpossibleLabelCostsWhatTheSmallestProbabilityDoes() {
        double most = -Math.log(Float.MIN_VALUE);
        assertEquals(new Reliability(most, 1), Reliability.of(new float[][] {{1, 0}, {1, 0}}, new int[] {1, -1}));
    }

    @Test
    void equalProbabilitiesCountTheFirst() {
        assertEquals(
                new Reliability(Math.log(2), 0), Reliability.of(new float[][] {{0.5f, 0.5f}, {0.5f, 0.5f}}, new int[] {
                    0, 1
                }));
    }
}
