package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;

/** Against minimisers that only compare values of the plain formulas, by golden sections. */
@PropertyDefaults(tries = 100)
class CalibrationProperties {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** Scores of all magnitudes, and labels that follow them more or less, or run against them. */
    private record Scored(float[][] scores, int[] y, float[] weights) {
        static Scored random(int samples, int classes, long seed, boolean weighted) {
            SplittableRandom random = new SplittableRandom(seed);
            double magnitude = Math.pow(10, random.nextInt(-6, 7));
            double truth = random.nextInt(-1, 6);
            float[][] scores = new float[samples][classes];
            int[] y = new int[samples];
            float[] weights = new float[samples];
            for (int i = 0; i < samples; i++) {
                double best = Double.NEGATIVE_INFINITY;
                for (int j = 0; j < classes; j++) {
                    double score = random.nextGaussian();
                    scores[i][j] = (float) (magnitude * score);
                    double noisy = truth * score - Math.log(-Math.log(random.nextDouble(1e-9, 1)));
                    y[i] = noisy > best ? j : y[i];
                    best = Math.max(best, noisy);
                }
                weights[i] = weighted ? random.nextInt(4) : 1;
            }
            y[0] = 0; // at least two classes
            y[1] = 1;
            weights[0] = 1;
            weights[1] = 2;
            return new Scored(scores, y, weighted ? weights : null);
        }

        float weight(int i) {
            return weights == null ? 1 : weights[i];
        }

        /** The samples that weigh something. */
        int[] counting() {
            return IntStream.range(0, y.length).filter(i -> weight(i) > 0).toArray();
        }

        /** In units in which the largest score is about 1. */
        double scale() {
            double scale = Float.MIN_VALUE;
            for (int i : counting()) {
                for (float score : scores[i]) {
                    scale = Math.max(scale, Math.abs(score));
                }
            }
            return scale;
        }

        /** The mean of −log of the label's probability. */
        double loss(double slope) {
            double loss = 0;
            double total = 0;
            for (int i : counting()) {
                double sum = 0;
                for (float score : scores[i]) {
                    sum += Math.exp(slope * ((double) score - scores[i][y[i]]));
                }
                loss += weight(i) * Math.log(sum);
                total += weight(i);
            }
            return loss / total;
        }

        boolean hasMistakes() {
            return IntStream.of(counting())
                    .anyMatch(i -> IntStream.range(0, scores[i].length).anyMatch(j -> scores[i][j] > scores[i][y[i]]));
        }

        /** How many samples of a class there are, in weights whose mean is 1 for those that count. */
        double count(int of) {
            double total = 0;
            double positive = 0;
            double count = 0;
            for (int i = 0; i < y.length; i++) {
                total += weight(i);
                positive += weight(i) > 0 ? 1 : 0;
                count += y[i] == of ? weight(i) : 0;
            }
            return count * positive / total;
        }

        /** Of the two scores of the samples that count. */
        Differences differences() {
            double[] d = IntStream.of(counting())
                    .mapToDouble(i -> (double) scores[i][1] - scores[i][0])
                    .toArray();
            double mean = Arrays.stream(d).average().orElseThrow();
            double square = Arrays.stream(d)
                    .map(each -> (each - mean) * (each - mean))
                    .average()
                    .orElseThrow();
            return new Differences(
                    mean,
                    Math.sqrt(square),
                    Arrays.stream(d).map(Math::abs).max().orElseThrow());
        }

        /** Cross-entropy to Platt's targets. */
        double plattLoss(double slope, double intercept) {
            double[] target = {1 / (count(0) + 2), (count(1) + 1) / (count(1) + 2)};
            double loss = 0;
            double total = 0;
            for (int i : counting()) {
                double z = slope * ((double) scores[i][1] - scores[i][0]) + intercept;
                double p = 1 / (1 + Math.exp(-z));
                double q = 1 / (1 + Math.exp(z));
                double t = target[y[i]];
                loss -= weight(i) * (t * Math.log(p) + (1 - t) * Math.log(q));
                total += weight(i);
            }
            return loss / total;
        }
    }

    private record Differences(double mean, double deviation, double largest) {}

    private static double minimum(DoubleUnaryOperator f, double from, double to) {
        double low = from;
        double high = to;
        for (int step = 0; step < 150; step++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (f.applyAsDouble(left) <= f.applyAsDouble(right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return (low + high) / 2;
    }

    @Property
    void noOtherSlopeIsLikelier(
            @ForAll @IntRange(min = 2, max = 60) int samples,
            @ForAll @IntRange(min = 3, max = 7) int classes,
            @ForAll boolean weighted,
            @ForAll long seed) {
        Scored scored = Scored.random(samples, classes, seed, weighted);
        Calibration fit = Calibration.fit(scored.scores, scored.y, classes, scored.weights);
        assertEquals(0, fit.intercept());
        double scale = scored.scale();
        if (scored.hasMistakes()) {
            double best = minimum(t -> scored.loss(t / scale), 0, 600) / scale;
            double least = Math.min(scored.loss(best), scored.loss(0));
            assertEquals(least, scored.loss(fit.slope()), 1e-9 * (1 + least));
        } else {
            int count = scored.counting().length;
            assertEquals(Math.log(2) / count, scored.loss(fit.slope()), 1e-6 / count);
        }
    }

    @Property(tries = 60)
    void noOtherSigmoidIsLikelier(
            @ForAll @IntRange(min = 2, max = 60) int samples, @ForAll boolean weighted, @ForAll long seed) {
        Scored scored = Scored.random(samples, 2, seed, weighted);
        Calibration fit = Calibration.fit(scored.scores, scored.y, 2, scored.weights);
        Differences d = scored.differences();
        // from their mean on and in units of their deviation: scores far from 0 and close together need large
        // intercepts
        DoubleUnaryOperator bySlope = a -> {
            double slope = a / d.deviation;
            return scored.plattLoss(
                    slope, minimum(b -> scored.plattLoss(slope, b - slope * d.mean), -40, 40) - slope * d.mean);
        };
        double best = bySlope.applyAsDouble(minimum(bySlope, 0, 200));
        // a sigmoid's curvature is 1/4 at most, and slope and intercept are rounded
        double rounding = (fit.slope() * d.largest + Math.abs(fit.intercept())) * 0x1p-24;
        double bound = 1e-7 * (1 + best) + rounding * rounding / 8;
        assertEquals(best, scored.plattLoss(fit.slope(), fit.intercept()), bound);
    }

    @Property
    void probabilitiesKeepTheOrderOfTheScores(
            @ForAll @IntRange(min = 2, max = 9) int classes,
            @ForAll @IntRange(min = -30, max = 37) int magnitude,
            @ForAll @IntRange(min = -30, max = 30) int slopeMagnitude,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] scores = new float[classes];
        for (int j = 0; j < classes; j++) {
            scores[j] = (float) (random.nextGaussian() * Math.pow(10, magnitude));
        }
        float[] probabilities = scores.clone();
        new Calibration((float) Math.pow(10, slopeMagnitude), 0).apply(probabilities);
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            sum += probabilities[j];
            assertTrue(0 <= probabilities[j] && probabilities[j] <= 1);
            for (int other = 0; other < classes; other++) {
                assertTrue(scores[j] < scores[other] || probabilities[j] >= probabilities[other]);
            }
        }
        assertEquals(1, sum, 1e-6);
    }

    @Property
    void permutingClassesPermutesProbabilities(@ForAll @IntRange(min = 2, max = 6) int classes, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int features = 5;
        float[] w = new float[features * classes];
        for (int a = 0; a < w.length; a++) {
            w[a] = (float) random.nextGaussian();
        }
        int samples = 40;
        float[] x = new float[samples * features];
        for (int a = 0; a < x.length; a++) {
            x[a] = (float) random.nextGaussian();
        }
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = i < 2 ? i : random.nextInt(classes);
        }
        int[] order = IntStream.range(0, classes).map(j -> classes - 1 - j).toArray();
        LinearSvm model = LinearSvm.of(w, features, IntStream.range(0, classes).toArray());
        LinearSvm calibrated = model.calibrate(Samples.dense(x, features), labels);
        LinearSvm before = calibrated.ordered(order);
        LinearSvm after = model.ordered(order).calibrate(Samples.dense(x, features), labels);
        float[] expected = new float[classes];
        float[] out = new float[classes];
        for (int i = 0; i < samples; i++) {
            float[] sample = Arrays.copyOfRange(x, i * features, (i + 1) * features);
            calibrated.probabilities(sample, expected);
            for (LinearSvm other : new LinearSvm[] {before, after}) {
                other.probabilities(sample, out);
                for (int j = 0; j < classes; j++) {
                    assertEquals(expected[order[j]], out[j], 1e-5f);
                }
            }
        }
    }

    /** But for how many there are, which the smoothing of two classes and of flawless scores goes by. */
    @Property(tries = 50)
    void aWeightOfTwoIsASampleTwice(@ForAll @IntRange(min = 5, max = 40) int samples, @ForAll long seed) {
        Scored scored = Scored.random(samples, 3, seed, true);
        if (!scored.hasMistakes()) {
            return;
        }
        int[] which = IntStream.range(0, samples)
                .flatMap(i -> IntStream.range(0, (int) scored.weight(i)).map(copy -> i))
                .toArray();
        float[][] scores = IntStream.of(which).mapToObj(i -> scored.scores[i]).toArray(float[][]::new);
        int[] y = IntStream.of(which).map(i -> scored.y[i]).toArray();
        float expected = Calibration.fit(scores, y, 3, null).slope();
        assertEquals(
                expected,
                Calibration.fit(scored.scores, scored.y, 3, scored.weights).slope(),
                1e-5f * expected);
    }
}
