package io.github.widemargin;

import static io.github.widemargin.Errors.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SvmObjectiveArgumentsTest {
    private final SvmObjective objective = SvmObjective.of(3, 4);
    private final float[] w = new float[12];
    private final float[] x = new float[6];
    private final int[] y = {0, 3};
    private final float[] dw = new float[12];
    private final float[] scores = new float[8];

    @BeforeEach
    void fill() {
        Arrays.fill(dw, 7);
        Arrays.fill(scores, 7);
    }

    @AfterEach
    void nothingWasWritten() {
        for (float v : dw) {
            assertEquals(7, v);
        }
        for (float v : scores) {
            assertEquals(7, v);
        }
    }

    @Test
    void shapes() {
        assertEquals("features must be at least 1: features=0", messageOf(() -> SvmObjective.of(0, 2)));
        assertEquals("classes must be at least 2: classes=1", messageOf(() -> SvmObjective.of(1, 1)));
        assertEquals(
                "(features + 64) * (classes + 16) must fit one array: features=1000000, classes=10000",
                messageOf(() -> SvmObjective.of(1_000_000, 10_000)));
        assertEquals(
                "classes must be at most 2^24, that a float counts: classes=200000000",
                messageOf(() -> SvmObjective.of(1, 200_000_000)));
    }

    @Test
    void lengths() {
        assertEquals(
                "w.length must be features * classes: w.length=11, features=3, classes=4",
                messageOf(() -> objective.lossAndGradient(new float[11], x, y, 0, dw)));
        assertEquals(
                "dw.length must be features * classes: dw.length=13, features=3, classes=4",
                messageOf(() -> objective.lossAndGradient(w, x, y, 0, new float[13])));
        assertEquals(
                "x.length must be y.length * features: x.length=5, y.length=2, features=3",
                messageOf(() -> objective.lossAndGradient(w, new float[5], y, 0, dw)));
        assertEquals(
                "scores.length must be samples * classes: scores.length=7, samples=2, classes=4",
                messageOf(() -> objective.scores(w, x, 2, new float[7])));
        assertEquals(
                "x.length must be samples * features: x.length=6, samples=3, features=3",
                messageOf(() -> objective.scores(w, x, 3, scores)));
        assertEquals(
                "rows must satisfy 0 <= from <= to <= samples: from=0, to=3, samples=2",
                messageOf(() -> objective.scores(w, x, 0, 3, scores)));
        assertEquals(
                "x.length must be samples * features: x.length=7, samples=2, features=3",
                messageOf(() -> objective.scores(w, new float[7], 0, 2, scores)));
    }

    @Test
    void labels() {
        assertEquals(
                "labels must lie in [0, classes): y[1]=4, classes=4",
                messageOf(() -> objective.lossAndGradient(w, x, new int[] {0, 4}, 0, dw)));
        assertEquals(
                "labels must lie in [0, classes): y[0]=-1, classes=4",
                messageOf(() -> objective.loss(w, x, new int[] {-1, 4}, 0)));
        assertEquals(
                "labels must lie in [0, classes): y[0]=-2147483648, classes=4",
                messageOf(() -> objective.loss(w, x, new int[] {Integer.MIN_VALUE, 1}, 0)));
        assertEquals(
                "labels must lie in [0, classes): y[0]=2147483647, classes=4",
                messageOf(() -> objective.loss(w, x, new int[] {Integer.MAX_VALUE, 1}, 0)));
    }

    @Test
    void ranges() {
        assertEquals(
                "rows must satisfy 0 <= from <= to <= samples: from=-1, to=1, samples=2",
                messageOf(() -> objective.lossAndGradient(w, x, y, -1, 1, 0, dw)));
        assertEquals(
                "rows must satisfy 0 <= from <= to <= samples: from=2, to=1, samples=2",
                messageOf(() -> objective.loss(w, x, y, 2, 1, 0)));
    }

    @Test
    void regularization() {
        for (float reg : new float[] {-1e-9f, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertEquals(
                    "reg must be finite and not negative: reg=" + reg,
                    messageOf(() -> objective.lossAndGradient(w, x, y, reg, dw)));
        }
    }

    @Test
    void aliases() {
        float[] square = new float[12];
        assertEquals(
                "dw must be an array of its own", messageOf(() -> objective.lossAndGradient(square, x, y, 0, square)));
        assertEquals(
                "dw must be an array of its own",
                messageOf(() -> objective.lossAndGradient(w, square, new int[4], 0, square)));
        float[] both = new float[12];
        assertEquals(
                "scores must be an array of its own", messageOf(() -> objective.scores(both, new float[9], 3, both)));
    }

    @Test
    void nulls() {
        assertEquals("w must not be null", messageOf(() -> objective.lossAndGradient(null, x, y, 0, dw)));
        assertEquals("x must not be null", messageOf(() -> objective.lossAndGradient(w, (float[]) null, y, 0, dw)));
        assertEquals("y must not be null", messageOf(() -> objective.lossAndGradient(w, x, null, 0, dw)));
        assertEquals("dw must not be null", messageOf(() -> objective.lossAndGradient(w, x, y, 0, null)));
        assertEquals("scores must not be null", messageOf(() -> objective.scores(w, x, 2, null)));
    }

    @Test
    void noSamples() {
        Arrays.fill(w, 2);
        float[] gradient = new float[12];
        assertEquals(12, objective.lossAndGradient(w, new float[0], new int[0], 0.5f, gradient));
        float[] expected = new float[12];
        Arrays.fill(expected, 1);
        assertArrayEquals(expected, gradient);
        w[5] = Float.NaN;
        assertEquals(
                "w must be finite: w[5]=NaN, feature=1, class=1",
                messageOf(() -> objective.loss(w, new float[0], new int[0], 0)));
    }
}
