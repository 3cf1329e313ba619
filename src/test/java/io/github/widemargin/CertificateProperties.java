package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.Reference.Loss;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What the trainer proves is true: a slow solver in double precision finds the same optimum. */
class CertificateProperties {
    /** Of the sums of products in float, relative to the loss. */
    private static final double ROUNDING = 2e-6;

    private record Setting(Problem problem, boolean sparse, Loss loss, Bias bias) {
        SvmTrainer.Builder trainer(double gap) {
            SvmTrainer.Builder builder = SvmTrainer.builder()
                    .regularization(problem.reg())
                    .hinge(loss.hinge())
                    .squared(loss.squared())
                    .margin(loss.margin())
                    .bias(bias)
                    .gap(gap)
                    .epochs(20_000); // of 60,000 problems 3 took more than 5000, at most 6640
            if (loss.classWeights() != null) {
                java.util.Map<Integer, Float> weights = new java.util.HashMap<>();
                for (int j = 0; j < loss.classWeights().length; j++) {
                    weights.put(j, loss.classWeights()[j]);
                }
                builder.classWeights(weights);
            }
            return builder;
        }

        Samples samples() {
            return sparse ? problem.sparse(2) : Samples.dense(problem.x(), problem.features());
        }
    }

    /** The objective of a model, with its bias as the weight of a feature that is always 1. */
    private static Reference reference(Setting setting, LinearSvm model) {
        Problem p = setting.problem();
        boolean biased = model.bias() != null;
        int features = p.features() + (biased ? 1 : 0);
        float[] w = java.util.Arrays.copyOf(model.weights(), features * p.classes());
        float[] x = new float[p.samples() * features];
        java.util.Arrays.fill(x, 1);
        for (int i = 0; i < p.samples(); i++) {
            System.arraycopy(p.x(), i * p.features(), x, i * features, p.features());
        }
        for (int j = 0; j < p.classes() && biased; j++) {
            w[p.features() * p.classes() + j] = model.bias()[j];
        }
        Problem with = new Problem(p.samples(), features, p.classes(), w, x, p.y(), p.reg());
        return new Reference(with, 0, p.samples(), setting.loss());
    }

    /** What that charges for a bias that is free. */
    private static double price(Setting setting, LinearSvm model) {
        double price = 0;
        for (int j = 0; j < model.classes() && setting.bias() == Bias.FREE; j++) {
            price += 0.5 * setting.problem().reg() * model.bias()[j] * model.bias()[j];
        }
        return price;
    }

    private static Setting setting(long seed, int samples, int features, int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        Problem p = Problem.random(samples, features, classes, seed);
        for (int j = 0; j < classes; j++) {
            p.y()[j] = j; // all classes occur
        }
        Hinge hinge = Hinge.values()[random.nextInt(3)];
        float[] classWeights = random.nextInt(3) == 0 ? new float[classes] : null;
        float[] sampleWeights = random.nextInt(3) == 0 ? new float[samples] : null;
        for (int j = 0; j < classes && classWeights != null; j++) {
            classWeights[j] = 0.5f + random.nextFloat();
        }
        for (int i = 0; i < samples && sampleWeights != null; i++) {
            sampleWeights[i] = random.nextInt(5) == 0 ? 0 : 2 * random.nextFloat();
        }
        // ‖x‖² / (reg · P): above 100 training goes in stages; above 1e4 the rounding errors of a float keep the gap
        // open
        double steps = Math.pow(10, 4 * random.nextDouble() - 1);
        float reg = (float) (features / (samples * steps));
        Loss loss = new Loss(hinge, random.nextBoolean(), 0.5f + random.nextFloat(), classWeights, sampleWeights);
        Bias bias = Bias.values()[random.nextInt(3)];
        boolean sparse = random.nextBoolean();
        p = sparse ? p.thinned(seed) : p;
        if (sparse) {
            // rows that are all zero but for the bias, one pass an epoch: weaker ones take thousands
            reg = Math.max(reg, (float) features / (100f * samples));
        }
        return new Setting(p.with(p.w(), p.x(), p.y(), reg), sparse, loss, bias);
    }

    @Property(tries = 300)
    void primalAndDualAgreeWithASlowSolver(
            @ForAll long seed,
            @ForAll @IntRange(min = 5, max = 60) int samples,
            @ForAll @IntRange(min = 1, max = 20) int features,
            @ForAll @IntRange(min = 2, max = 5) int classes) {
        Setting setting = setting(seed, samples, features, classes);
        Problem drawn = setting.problem();
        double steps = drawn.features() / ((double) drawn.reg() * drawn.samples());
        double gap = steps <= 100 ? 1e-4 : 1e-3; // weaker ones take thousands of epochs to 1e-4, in one case of 400
        var kernels = KernelSets.ALL.get(Math.floorMod(seed, KernelSets.ALL.size()));
        TrainingResult result = setting.trainer(gap)
                .build(kernels)
                .train(setting.samples(), setting.problem().y(), setting.loss().sampleWeights());
        Reference primal = reference(setting, result.model());
        assertEquals(primal.loss - price(setting, result.model()), result.primal(), primal.lossBound);
        assertEquals(StopReason.GAP, result.stopReason(), () -> setting + " " + result);
        assertTrue(result.gap() <= gap);
        if (setting.bias() != Bias.FREE) {
            ReferenceSolver reference =
                    new ReferenceSolver(setting.problem(), setting.loss(), setting.bias() != Bias.NONE, 1e-7);
            assertTrue(result.dual() <= reference.primal * (1 + ROUNDING), "dual " + result.dual());
            assertTrue(result.primal() >= reference.dual * (1 - ROUNDING), "primal " + result.primal());
        }
    }

    /** A bias that costs nothing reaches no less than any that is given: its dual is below all their primals. */
    @Property(tries = 40)
    void noOtherBiasIsBetterThanAFreeOne(@ForAll long seed) {
        Setting drawn = setting(seed, 40, 3, 3);
        Setting free = new Setting(drawn.problem(), drawn.sparse(), drawn.loss(), Bias.FREE);
        TrainingResult result = free.trainer(1e-4)
                .build()
                .train(free.samples(), free.problem().y(), free.loss().sampleWeights());
        LinearSvm best = result.model();
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < 100; n++) {
            double size = Math.pow(10, -4 * random.nextDouble());
            float[] w = best.weights();
            float[] bias = best.bias();
            for (int a = 0; a < w.length; a++) {
                w[a] += (float) (size * random.nextGaussian());
            }
            for (int j = 0; j < bias.length; j++) {
                bias[j] += (float) (size * random.nextGaussian());
            }
            LinearSvm model = LinearSvm.of(w, bias, 3, best.labels());
            double other = reference(free, model).loss - price(free, model);
            assertTrue(result.dual() <= other * (1 + ROUNDING), result.dual() + " > " + other);
        }
        TrainingResult paid = new Setting(drawn.problem(), drawn.sparse(), drawn.loss(), Bias.REGULARIZED)
                .trainer(1e-4)
                .build()
                .train(free.samples(), free.problem().y(), free.loss().sampleWeights());
        double unpaid = reference(free, paid.model()).loss - price(free, paid.model());
        assertTrue(result.dual() <= unpaid * (1 + ROUNDING));
    }

    @Property(tries = 60)
    void weakDualityHoldsAtEveryEpoch(@ForAll long seed) {
        Setting setting = setting(seed, 200, 10, 4);
        double[] lastPrimal = {Double.POSITIVE_INFINITY};
        setting.trainer(1e-5)
                .epochs(100)
                .listener(epoch -> {
                    assertTrue(epoch.dual() <= epoch.primal() * (1 + ROUNDING));
                    assertTrue(epoch.primal() <= lastPrimal[0]);
                    lastPrimal[0] = epoch.primal();
                })
                .build()
                .train(setting.samples(), setting.problem().y(), setting.loss().sampleWeights());
    }

    /** Their optima are the same, so each one's dual is below the other's primal. */
    @Property(tries = 60)
    void duplicatesCountLikeWeights(@ForAll long seed) {
        Setting setting = setting(seed, 60, 8, 3);
        Problem p = setting.problem();
        float[] x = new float[2 * p.x().length];
        System.arraycopy(p.x(), 0, x, 0, p.x().length);
        System.arraycopy(p.x(), 0, x, p.x().length, p.x().length);
        int[] y = new int[2 * p.samples()];
        float[] weights = new float[p.samples()];
        for (int i = 0; i < p.samples(); i++) {
            // the copies of some samples count for nothing there, and the others twice here
            y[i] = p.y()[i];
            y[i + p.samples()] = p.y()[i];
            weights[i] = i % 3 == 0 ? 1 : 2;
        }
        float[] copies = new float[2 * p.samples()];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = i >= p.samples() && i % p.samples() % 3 == 0 ? 0 : 1;
        }
        TrainingResult weighed = setting.trainer(1e-4).build().train(setting.samples(), p.y(), weights);
        // P is twice as large, so the mean, and with it reg, half
        TrainingResult copied = setting.trainer(1e-4)
                .regularization(p.reg() / 2)
                .build()
                .train(Samples.dense(x, p.features()), y, copies);
        assertTrue(2 * copied.dual() <= weighed.primal() * (1 + ROUNDING));
        assertTrue(weighed.dual() <= 2 * copied.primal() * (1 + ROUNDING));
    }

    @Property(tries = 60)
    void theOrderOfSamplesAndClassesDoesNotMatter(@ForAll long seed) {
        Setting setting = setting(seed, 70, 9, 4);
        Problem p = setting.problem();
        Loss loss = new Loss(setting.loss().hinge(), setting.loss().squared(), 1, null, null);
        Setting plain = new Setting(p, setting.sparse(), loss, setting.bias());
        float[] x = new float[p.x().length];
        int[] y = new int[p.samples()];
        for (int i = 0; i < y.length; i++) {
            int from = y.length - 1 - i;
            y[i] = 100 - p.y()[from];
            System.arraycopy(p.x(), from * p.features(), x, i * p.features(), p.features());
        }
        TrainingResult one = plain.trainer(1e-4).build().train(plain.samples(), p.y());
        TrainingResult other = plain.trainer(1e-4).build().train(Samples.dense(x, p.features()), y);
        assertTrue(one.dual() <= other.primal() * (1 + ROUNDING));
        assertTrue(other.dual() <= one.primal() * (1 + ROUNDING));
    }
}
