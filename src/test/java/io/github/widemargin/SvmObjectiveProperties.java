package io.github.widemargin;

import static io.github.widemargin.Reference.assertNear;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.Shapes.Case;
import io.github.widemargin.Shapes.Part;
import io.github.widemargin.kernel.DenseRows;
import io.github.widemargin.kernel.HingeKernel;
import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.train.ParallelHinge;
import io.github.widemargin.train.Rows;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;

@Domain(Shapes.class)
@PropertyDefaults(tries = 200, shrinking = ShrinkingMode.BOUNDED)
class SvmObjectiveProperties {
    private static final float CANARY = 12345.678f;

    @Property
    void lossAndGradientAreThoseOfTheFormulas(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem();
        float[] dw = new float[p.w().length];
        double loss = objective(kernels, p).lossAndGradient(p.w(), p.x(), p.y(), p.reg(), dw);
        Reference reference = new Reference(p);
        reference.assertLoss(loss);
        reference.assertGradient(dw);
        assertEquals(loss, objective(kernels, p).loss(p.w(), p.x(), p.y(), p.reg()), "loss alone");
    }

    /** They are read before the tiles meet them, in smaller blocks if they are long. */
    @Property(tries = 60)
    void rowsOfALargeArrayAreTheirOwnProblem(@ForAll Kernels kernels, @ForAll Part part) {
        Problem p = part.shape().problem();
        int rows = Part.LEAST_ELEMENTS / p.features() + 1 + p.samples();
        float[] x = new float[rows * p.features()];
        int[] y = new int[rows];
        int from = part.last() ? rows - p.samples() : 1;
        int to = from + p.samples();
        System.arraycopy(p.x(), 0, x, from * p.features(), p.x().length);
        System.arraycopy(p.y(), 0, y, from, p.samples());
        SvmObjective objective = objective(kernels, p);
        float[] dw = new float[p.w().length];
        double loss = objective.lossAndGradient(p.w(), x, y, from, to, p.reg(), dw);
        Reference reference = new Reference(p);
        reference.assertLoss(loss);
        reference.assertGradient(dw);
        assertEquals(loss, objective.loss(p.w(), x, y, from, to, p.reg()), "loss alone");
        float[] scores = new float[p.samples() * p.classes()];
        objective.scores(p.w(), x, from, to, scores);
        for (int i = 0; i < p.samples(); i++) {
            reference.assertScores(i, Arrays.copyOfRange(scores, i * p.classes(), (i + 1) * p.classes()));
        }
    }

    @Property
    void rangesOfRowsAreTheirOwnProblem(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem();
        SplittableRandom random = new SplittableRandom(shape.seed());
        int from = random.nextInt(p.samples() + 1);
        int to = from + random.nextInt(p.samples() - from + 1);
        SvmObjective objective = objective(kernels, p);
        float[] dw = new float[p.w().length];
        double loss = objective.lossAndGradient(p.w(), p.x(), p.y(), from, to, p.reg(), dw);
        Reference reference = new Reference(p, from, to);
        reference.assertLoss(loss);
        reference.assertGradient(dw);
        assertEquals(loss, objective.loss(p.w(), p.x(), p.y(), from, to, p.reg()));
    }

    @Property
    void scoresAreTheMatrixProduct(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem();
        SplittableRandom random = new SplittableRandom(shape.seed());
        int from = random.nextInt(p.samples() + 1);
        int rows = p.samples() - from;
        Reference reference = new Reference(p, from, p.samples());
        HingeKernel hinge = kernels.dense().hinge(p.features(), p.classes(), HingeLoss.PLAIN);
        hinge.setWeights(p.w(), null);
        float[] scores = new float[rows * p.classes() + 3];
        Arrays.fill(scores, CANARY);
        hinge.scores(new DenseRows(p.x()), from, p.samples(), scores, 0);
        for (int i = 0; i < rows; i++) {
            reference.assertScores(i, Arrays.copyOfRange(scores, i * p.classes(), (i + 1) * p.classes()));
        }
        for (int a = rows * p.classes(); a < scores.length; a++) {
            assertEquals(CANARY, scores[a], "written behind the end");
        }
        float[] exact = new float[rows * p.classes()];
        objective(kernels, p).scores(p.w(), p.x(), from, p.samples(), exact);
        assertArrayEquals(Arrays.copyOf(scores, exact.length), exact);
    }

    @Property
    void aBiasIsTheWeightOfAFeatureThatIsOne(@ForAll Kernels kernels, @ForAll Case shape) {
        Assume.that(shape.samples() > 0);
        Problem p = shape.problem();
        int features = p.features() - 1;
        Assume.that(features > 0);
        float[] x = new float[p.samples() * features];
        for (int i = 0; i < p.samples(); i++) {
            System.arraycopy(p.x(), i * p.features(), x, i * features, features);
            p.x()[i * p.features() + features] = 1;
        }
        float[] w = Arrays.copyOf(p.w(), features * p.classes());
        float[] bias = Arrays.copyOfRange(p.w(), w.length, p.w().length);
        Reference reference = new Reference(p.with(p.w(), p.x(), p.y(), 0));
        ParallelHinge hinge = new ParallelHinge(kernels.dense(), features, p.classes(), HingeLoss.PLAIN, 1, true);
        Rows rows = Rows.dense(new float[][] {x}, features);
        hinge.setWeights(w, bias);
        reference.assertLoss(hinge.loss(rows, 0, p.samples(), p.y(), null, true) / p.samples());
        float[] dw = new float[w.length];
        hinge.takeGradient(1f / p.samples(), 0, w, dw);
        float[] all = Arrays.copyOf(dw, p.w().length);
        for (int j = 0; j < p.classes(); j++) {
            all[w.length + j] = (float) reference.gradient[features][j]; // of the bias, which is taken elsewhere
        }
        reference.assertGradient(all);
        float[] scores = new float[p.samples() * p.classes()];
        hinge.scores(rows, 0, p.samples(), scores);
        for (int i = 0; i < p.samples(); i++) {
            reference.assertScores(i, Arrays.copyOfRange(scores, i * p.classes(), (i + 1) * p.classes()));
        }
    }

    /** Rows of G sum to zero, so rows of Xᵀ·G do. */
    @Property
    void gradientOfTheLossSumsToZeroOverTheClasses(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem();
        float[] dw = new float[p.w().length];
        objective(kernels, p).lossAndGradient(p.w(), p.x(), p.y(), 0, dw);
        Reference reference = new Reference(p.with(p.w(), p.x(), p.y(), 0));
        for (int k = 0; k < p.features(); k++) {
            double sum = 0;
            double bound = 0;
            for (int j = 0; j < p.classes(); j++) {
                sum += dw[k * p.classes() + j];
                bound += reference.gradientBound[k][j];
            }
            assertNear(0, sum, bound, "feature " + k);
        }
    }

    /** Every sample points to its class, in a feature of its own; scores are as small as allowed or huge, of either sign. */
    @Property
    void withoutViolatorsThereIsNoGradient(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem random = shape.problem();
        Assume.that(random.features() > random.classes());
        SplittableRandom seeded = new SplittableRandom(shape.seed());
        float scale = Math.scalb(1f, seeded.nextInt(1, 60));
        float offset = scale * (seeded.nextInt(3) - 1) * 2; // to all scores: none, or far to either side
        float[] w = new float[random.w().length];
        float[] x = new float[random.x().length];
        for (int j = 0; j < random.classes(); j++) {
            w[j * random.classes() + j] = 1;
            w[random.classes() * random.classes() + j] = 1;
        }
        for (int i = 0; i < random.samples(); i++) {
            x[i * random.features() + random.y()[i]] = scale;
            x[i * random.features() + random.classes()] = offset;
        }
        float[] dw = new float[w.length];
        double loss = objective(kernels, random).lossAndGradient(w, x, random.y(), 0.5f, dw);
        assertEquals(0.5 * random.classes(), loss);
        for (int a = 0; a < w.length; a++) {
            assertEquals(0.5f * w[a], dw[a]);
        }
    }

    /** A margin of exactly zero is no violation. */
    @Property
    void tiesDoNotViolate(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem random = shape.problem();
        Assume.that(random.features() >= random.classes());
        float[] w = new float[random.w().length];
        float[] x = new float[random.x().length];
        for (int j = 0; j < random.classes(); j++) {
            w[j * random.classes() + j] = 1;
        }
        for (int i = 0; i < random.samples(); i++) {
            x[i * random.features() + random.y()[i]] = 1;
        }
        float[] dw = new float[w.length];
        assertEquals(0, objective(kernels, random).lossAndGradient(w, x, random.y(), 0, dw));
        assertArrayEquals(new float[w.length], dw);
    }

    @Property
    void permutingClassesPermutesColumns(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem();
        int[] to = permutation(p.classes(), shape.seed());
        float[] w = new float[p.w().length];
        for (int k = 0; k < p.features(); k++) {
            for (int j = 0; j < p.classes(); j++) {
                w[k * p.classes() + to[j]] = p.w()[k * p.classes() + j];
            }
        }
        int[] y = Arrays.stream(p.y()).map(j -> to[j]).toArray();
        float[] dw = new float[w.length];
        objective(kernels, p).lossAndGradient(w, p.x(), y, p.reg(), dw);
        float[] back = new float[w.length];
        for (int k = 0; k < p.features(); k++) {
            for (int j = 0; j < p.classes(); j++) {
                back[k * p.classes() + j] = dw[k * p.classes() + to[j]];
            }
        }
        new Reference(p).assertGradient(back);
    }

    /** P · the loss of all samples is the sum over chunks of samples; so with the gradient. */
    @Property
    void chunksAddUpToTheWhole(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem();
        Assume.that(p.samples() > 0);
        SvmObjective objective = objective(kernels, p);
        int chunk = 1 + (int) Math.floorMod(shape.seed(), (long) p.samples());
        double loss = 0;
        double[] gradient = new double[p.w().length];
        double[] bound = new double[p.w().length];
        double lossBound = 0;
        for (int from = 0; from < p.samples(); from += chunk) {
            int to = Math.min(from + chunk, p.samples());
            double share = (double) (to - from) / p.samples();
            float[] dw = new float[p.w().length];
            loss += share * objective.lossAndGradient(p.w(), p.x(), p.y(), from, to, p.reg(), dw);
            Reference reference = new Reference(p, from, to);
            lossBound += share * reference.lossBound;
            for (int a = 0; a < dw.length; a++) {
                gradient[a] += share * dw[a];
                bound[a] += share * reference.gradientBound[a / p.classes()][a % p.classes()];
            }
        }
        float[] whole = new float[p.w().length];
        double wholeLoss = objective.lossAndGradient(p.w(), p.x(), p.y(), p.reg(), whole);
        Reference reference = new Reference(p);
        assertNear(wholeLoss, loss, lossBound + reference.lossBound + 1e-12 * loss, "loss");
        for (int a = 0; a < whole.length; a++) {
            double both = bound[a] + reference.gradientBound[a / p.classes()][a % p.classes()];
            assertNear(whole[a], gradient[a], both, "dw[" + a + "]");
        }
    }

    /** The regularised gradient is the sum of that of the loss and that of the regularisation. */
    @Property
    void gradientOfASumIsTheSumOfGradients(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem();
        SvmObjective objective = objective(kernels, p);
        float[] ofLoss = new float[p.w().length];
        float[] ofBoth = new float[p.w().length];
        objective.lossAndGradient(p.w(), p.x(), p.y(), 0, ofLoss);
        objective.lossAndGradient(p.w(), p.x(), p.y(), p.reg(), ofBoth);
        for (int a = 0; a < ofBoth.length; a++) {
            double ofRegularization = (double) p.reg() * p.w()[a];
            double bound = 4 * 0x1p-24 * (Math.abs(ofRegularization) + Math.abs(ofLoss[a])) + Float.MIN_NORMAL;
            assertNear(ofLoss[a] + ofRegularization, ofBoth[a], bound, "dw[" + a + "]");
        }
    }

    /** Along a random direction, where no margin changes its sign the loss is a parabola: its central difference is exact. */
    @Property
    void gradientIsTheFiniteDifference(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem();
        SplittableRandom random = new SplittableRandom(shape.seed());
        float[] direction = new float[p.w().length];
        float[] ahead = p.w().clone();
        float[] behind = p.w().clone();
        float step = 0x1p-14f;
        for (int a = 0; a < direction.length; a++) {
            direction[a] = random.nextBoolean() ? 1 : -1;
            ahead[a] += step * direction[a];
            behind[a] -= step * direction[a];
        }
        Assume.that(sameViolators(p, ahead, behind));
        float[] dw = new float[p.w().length];
        objective(kernels, p).lossAndGradient(p.w(), p.x(), p.y(), p.reg(), dw);
        Reference here = new Reference(p);
        Reference after = new Reference(p.with(ahead, p.x(), p.y(), p.reg()));
        Reference before = new Reference(p.with(behind, p.x(), p.y(), p.reg()));
        double slope = 0;
        double difference = 0;
        double bound = 0;
        for (int k = 0; k < p.features(); k++) {
            for (int j = 0; j < p.classes(); j++) {
                int a = k * p.classes() + j;
                double width = (double) ahead[a] - behind[a]; // the rounded step
                slope += dw[a] * width;
                // ahead and behind are not quite as far from w
                double off = ((double) ahead[a] + behind[a]) / 2 - p.w()[a];
                bound += here.gradientBound[k][j] * width * direction[a] + Math.abs(p.reg() * width * off);
            }
        }
        difference = after.loss - before.loss;
        assertNear(difference, slope, bound + 1e-12 * (after.loss + 1), "slope");
    }

    @Property
    void elementsThatAreNotFiniteAreNamed(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem();
        Assume.that(p.samples() > 0);
        SplittableRandom random = new SplittableRandom(shape.seed());
        float[] bad = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        float value = bad[random.nextInt(3)];
        boolean inX = random.nextBoolean();
        float[] a = inX ? p.x() : p.w();
        int at = random.nextInt(a.length);
        a[at] = value;
        float[] dw = new float[p.w().length];
        Arrays.fill(dw, CANARY);
        SvmObjective objective = objective(kernels, p);
        String name = inX ? "x" : "w";
        for (int turn = 0; turn < 2; turn++) {
            IllegalArgumentException e = turn == 0
                    ? Errors.of(() -> objective.lossAndGradient(p.w(), p.x(), p.y(), p.reg(), dw))
                    : Errors.of(() -> objective.loss(p.w(), p.x(), p.y(), p.reg()));
            assertTrue(
                    e.getMessage().startsWith(name + " must be finite: " + name + "[" + at + "]=" + value),
                    e.getMessage());
        }
        for (float v : dw) {
            assertEquals(CANARY, v, "written before the error");
        }
        // and nothing of it stays behind
        a[at] = 0.5f;
        double loss = objective.lossAndGradient(p.w(), p.x(), p.y(), p.reg(), dw);
        Reference reference = new Reference(p);
        reference.assertLoss(loss);
        reference.assertGradient(dw);
    }

    /** Vectors may read of the rows beside one. */
    @Property
    void whatIsBesideTheRowsDoesNotCount(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem();
        Assume.that(p.samples() > 0);
        SvmObjective objective = objective(kernels, p);
        SplittableRandom random = new SplittableRandom(shape.seed());
        int from = random.nextInt(p.samples());
        int to = random.nextInt(from, p.samples()) + 1;
        float[] expected = new float[p.w().length];
        double loss = objective.lossAndGradient(p.w(), p.x(), p.y(), from, to, p.reg(), expected);
        float[] scores = new float[p.samples() * p.classes()];
        objective.scores(p.w(), p.x(), p.samples(), scores);
        float[] x = p.x().clone();
        Arrays.fill(x, 0, from * p.features(), Float.NaN);
        Arrays.fill(x, to * p.features(), x.length, Float.POSITIVE_INFINITY);
        float[] dw = new float[expected.length];
        assertEquals(loss, objective.lossAndGradient(p.w(), x, p.y(), from, to, p.reg(), dw));
        assertArrayEquals(expected, dw);
        float[] among = new float[scores.length];
        objective.scores(p.w(), x, p.samples(), among);
        assertArrayEquals(
                Arrays.copyOfRange(scores, from * p.classes(), to * p.classes()),
                Arrays.copyOfRange(among, from * p.classes(), to * p.classes()));
    }

    private static SvmObjective objective(Kernels kernels, Problem p) {
        return SvmObjective.builder(p.features(), p.classes()).build(kernels);
    }

    private static boolean sameViolators(Problem p, float[] one, float[] other) {
        Reference a = new Reference(p.with(one, p.x(), p.y(), 0));
        Reference b = new Reference(p.with(other, p.x(), p.y(), 0));
        for (int i = 0; i < p.samples(); i++) {
            for (int j = 0; j < p.classes(); j++) {
                int yi = p.y()[i];
                if (a.scores[i][j] - a.scores[i][yi] + 1 > 0 != b.scores[i][j] - b.scores[i][yi] + 1 > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int[] permutation(int size, long seed) {
        int[] to = new int[size];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            to[i] = to[other];
            to[other] = i;
        }
        return to;
    }
}
