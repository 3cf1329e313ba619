package io.github.widemargin;

import io.github.widemargin.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/** Trainings that leave out each of several folds of the samples in turn. Which fold a sample is in is random, by the seed. */
final class FoldTrainings {
    private final SvmTrainer.Builder settings;
    private final Kernels kernels;
    private final Samples samples;
    private final Classes classes;
    private final float[] sampleWeights;
    private final int folds;

    /** With settings without a checkpoint, and sample weights or null. */
    FoldTrainings(
            SvmTrainer.Builder settings,
            Kernels kernels,
            Samples samples,
            Classes classes,
            float[] sampleWeights,
            int folds) {
        Require.that(2 <= folds && folds <= samples.size(), "folds must be 2 to samples.size", "folds", folds);
        this.settings = settings;
        this.kernels = kernels;
        this.samples = samples;
        this.classes = classes;
        this.sampleWeights = sampleWeights;
        this.folds = folds;
    }

    /** Gets the model of a regularisation, by its index, and the samples that it was not trained on. */
    @FunctionalInterface
    interface Consumer {
        void accept(int regularization, LinearSvm model, int[] held);
    }

    /** Goes along the path of regularisations in each fold. */
    void run(float[] regularizations, Consumer consumer) {
        int size = samples.size();
        int[] permutation = permutation(size);
        for (int fold = 0; fold < folds; fold++) {
            int begin = (int) ((long) size * fold / folds);
            int end = (int) ((long) size * (fold + 1) / folds);
            int[] held = Arrays.copyOfRange(permutation, begin, end);
            List<TrainingResult> results =
                    new Training(settings, samples, classes, weightsWithout(held), kernels).path(regularizations);
            for (int r = 0; r < regularizations.length; r++) {
                StopReason reason = results.get(r).stopReason();
                if (reason == StopReason.REQUEST || reason == StopReason.INTERRUPT) {
                    throw new CancellationException("cross-validation was stopped");
                }
                consumer.accept(r, results.get(r).model(), held);
            }
        }
    }

    /** Those held out weigh nothing, and the others so much more that their mean is as before. */
    private float[] weightsWithout(int[] held) {
        float[] weights = new float[samples.size()];
        float factor = (float) weights.length / (weights.length - held.length);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = sampleWeights == null ? factor : factor * sampleWeights[i];
        }
        for (int i : held) {
            weights[i] = 0;
        }
        return weights;
    }

    private int[] permutation(int size) {
        int[] permutation = new int[size];
        SplittableRandom random = new SplittableRandom(settings.seed);
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            permutation[i] = permutation[other];
            permutation[other] = i;
        }
        return permutation;
    }
}
