package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.Reference.Loss;
import io.github.widemargin.Shapes.Case;
import io.github.widemargin.kernel.Kernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.domains.Domain;

/** Sparse samples against the same samples in double precision, and what must not depend on how they are held. */
@Domain(Shapes.class)
@PropertyDefaults(tries = 200, shrinking = ShrinkingMode.BOUNDED)
class SparseSamplesProperties {
    @Property
    void lossAndGradientAreThoseOfTheFormulas(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem().thinned(shape.seed());
        SplittableRandom random = new SplittableRandom(shape.seed());
        Hinge hinge = Hinge.values()[random.nextInt(3)];
        float[] sampleWeights = random.nextBoolean() ? new float[p.samples()] : null;
        for (int i = 0; sampleWeights != null && i < p.samples(); i++) {
            sampleWeights[i] = random.nextInt(3);
        }
        Loss loss = new Loss(hinge, random.nextBoolean(), 1, null, sampleWeights);
        SvmObjective objective = SvmObjective.builder(p.features(), p.classes())
                .hinge(hinge)
                .squared(loss.squared())
                .threads(1 + random.nextInt(2))
                .build(kernels);
        Samples samples = p.sparse(1 + random.nextInt(3));
        float[] dw = new float[p.w().length];
        double value = objective.lossAndGradient(p.w(), samples, p.y(), sampleWeights, p.reg(), dw);
        Reference reference = new Reference(p, 0, p.samples(), loss);
        reference.assertLoss(value);
        reference.assertGradient(dw);
        assertEquals(value, objective.loss(p.w(), samples, p.y(), sampleWeights, p.reg()), "loss alone");
        float[] again = new float[dw.length];
        objective.lossAndGradient(p.w(), samples, p.y(), sampleWeights, p.reg(), again);
        assertArrayEquals(dw, again, "nothing of a call stays");
    }

    @Property
    void arraysDoNotMatter(@ForAll Kernels kernels, @ForAll Case shape) {
        Problem p = shape.problem().thinned(shape.seed());
        float[] one = new float[p.w().length];
        float[] several = new float[p.w().length];
        SvmObjective objective = SvmObjective.builder(p.features(), p.classes()).build(kernels);
        assertEquals(
                objective.lossAndGradient(p.w(), p.sparse(1), p.y(), p.reg(), one),
                objective.lossAndGradient(p.w(), p.sparse(3), p.y(), p.reg(), several));
        assertArrayEquals(one, several);
        Samples samples = p.sparse(2);
        for (int i = 0; i < p.samples(); i++) {
            float[] row = Arrays.copyOfRange(p.x(), i * p.features(), (i + 1) * p.features());
            assertArrayEquals(row, samples.get(i));
            assertArrayEquals(row, samples.toDense().get(i));
        }
    }

    /** Where two scores differ by more than the rounding errors of both, the labels are the same. */
    @Property
    void predictsAsDenseSamplesDo(@ForAll Case shape) {
        Problem p = shape.problem().thinned(shape.seed());
        int[] labels = new int[p.classes()];
        float[] bias = new float[p.classes()];
        for (int j = 0; j < labels.length; j++) {
            labels[j] = 7 * j - 5;
            bias[j] = 0.1f * j;
        }
        LinearSvm model = LinearSvm.of(p.w(), bias, p.features(), labels);
        int[] predicted = model.predict(p.sparse(2));
        Reference reference = new Reference(p);
        for (int i = 0; i < p.samples(); i++) {
            int answered = Arrays.binarySearch(labels, predicted[i]);
            for (int j = 0; j < p.classes(); j++) {
                double bound = reference.scoreBound[i][j] + reference.scoreBound[i][answered] + 1e-6;
                assertTrue(
                        reference.scores[i][j] + bias[j] <= reference.scores[i][answered] + bias[answered] + bound,
                        "sample " + i);
            }
        }
    }
}
