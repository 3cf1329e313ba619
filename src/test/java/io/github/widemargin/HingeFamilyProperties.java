package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.widemargin.Reference.Loss;
import io.github.widemargin.Shapes.Case;
import io.github.widemargin.kernel.Kernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** Every hinge, squared or not, with margins and weights. */
@Domain(Shapes.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(tries = 200, shrinking = ShrinkingMode.BOUNDED)
class HingeFamilyProperties {
    @Property
    void lossAndGradientAreThoseOfTheFormulas(
            @ForAll Kernels kernels,
            @ForAll Case shape,
            @ForAll Hinge hinge,
            @ForAll boolean squared,
            @ForAll boolean byClass,
            @ForAll boolean bySample) {
        Problem p = shape.problem();
        SplittableRandom random = new SplittableRandom(shape.seed());
        Loss loss = new Loss(
                hinge,
                squared,
                0.25f + 2 * random.nextFloat(),
                byClass ? weights(random, p.classes()) : null,
                bySample ? weights(random, p.samples()) : null);
        SvmObjective objective = objective(kernels, p, loss);
        Samples samples = Samples.dense(p.x(), p.features());
        float[] dw = new float[p.w().length];
        double value = objective.lossAndGradient(p.w(), samples, p.y(), loss.sampleWeights(), p.reg(), dw);
        Reference reference = new Reference(p, 0, p.samples(), loss);
        reference.assertLoss(value);
        reference.assertGradient(dw);
        assertEquals(value, objective.loss(p.w(), samples, p.y(), loss.sampleWeights(), p.reg()), "loss alone");
    }

    /** Class by class, of more or fewer violators than half: what all share counts once, or not at all. */
    @Property(tries = 100)
    void sharedCoefficientsAddUpLikeOthers(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem random = shape.problem();
        SplittableRandom seeded = new SplittableRandom(shape.seed());
        float[] w = random.w().clone();
        for (int a = 0; a < w.length; a++) {
            w[a] *= seeded.nextInt(3) == 0 ? 1 : 1e-3f; // so that in many rows all classes violate, and not in others
        }
        Problem p = random.with(w, random.x(), random.y(), 0);
        float[] dw = new float[w.length];
        objective(kernels, p, Loss.PLAIN).lossAndGradient(w, p.x(), p.y(), 0, dw);
        new Reference(p).assertGradient(dw);
    }

    @Property(tries = 100)
    void aWeightOfTwoCountsASampleTwice(@ForAll Kernels kernels, @ForAll Case shape, @ForAll Hinge hinge) {
        Problem p = shape.problem();
        Assume.that(p.samples() > 0);
        float[] twice = Arrays.copyOf(p.x(), 2 * p.x().length);
        System.arraycopy(p.x(), 0, twice, p.x().length, p.x().length);
        int[] labels = Arrays.copyOf(p.y(), 2 * p.samples());
        System.arraycopy(p.y(), 0, labels, p.samples(), p.samples());
        float[] two = new float[p.samples()];
        Arrays.fill(two, 2);
        SvmObjective objective = objective(kernels, p, new Loss(hinge, false, 1, null, null));
        float[] weighed = new float[p.w().length];
        float[] doubled = new float[p.w().length];
        double loss =
                objective.lossAndGradient(p.w(), Samples.dense(p.x(), p.features()), p.y(), two, p.reg(), weighed);
        Reference reference = new Reference(p, 0, p.samples(), new Loss(hinge, false, 1, null, two));
        reference.assertLoss(loss);
        reference.assertGradient(weighed);
        // P is doubled too, so the mean is that of half the weights
        Reference plain = new Reference(p, 0, p.samples(), new Loss(hinge, false, 1, null, null));
        plain.assertLoss(objective.lossAndGradient(p.w(), twice, labels, p.reg(), doubled));
        plain.assertGradient(doubled);
    }

    /** What is behind the last row of a block is left from rows before, refused ones too. */
    @Property(tries = 200)
    void refusedSamplesLeaveNothingToFewerOnes(
            @ForAll Kernels kernels, @ForAll Case shape, @ForAll Hinge hinge, @ForAll boolean squared) {
        Problem p = shape.problem();
        Assume.that(p.samples() > 1);
        SplittableRandom random = new SplittableRandom(shape.seed());
        Loss loss = new Loss(hinge, squared, 1, null, null);
        SvmObjective objective = objective(kernels, p, loss);
        int fewer = 1 + random.nextInt(p.samples() - 1);
        float[] bad = p.x().clone();
        float value = random.nextBoolean() ? Float.NaN : Float.POSITIVE_INFINITY;
        Arrays.fill(bad, fewer * p.features(), bad.length, value);
        float[] dw = new float[p.w().length];
        Errors.of(() -> objective.lossAndGradient(p.w(), bad, p.y(), p.reg(), dw));
        Reference reference = new Reference(p, 0, fewer, loss);
        reference.assertLoss(objective.lossAndGradient(p.w(), p.x(), p.y(), 0, fewer, p.reg(), dw));
        reference.assertGradient(dw);
    }

    private static float[] weights(SplittableRandom random, int count) {
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = random.nextInt(4) == 0 ? 0 : 3 * random.nextFloat();
        }
        return weights;
    }

    private static SvmObjective objective(Kernels kernels, Problem p, Loss loss) {
        return SvmObjective.builder(p.features(), p.classes())
                .hinge(loss.hinge())
                .squared(loss.squared())
                .margin(loss.margin())
                .classWeights(loss.classWeights())
                .build(kernels);
    }
}
