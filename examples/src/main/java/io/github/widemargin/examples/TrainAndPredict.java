package io.github.widemargin.examples;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.Samples;
import io.github.widemargin.SvmTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Trains a model, saves it, loads it, and predicts without allocating: {@code TrainAndPredict FILE}. */
public final class TrainAndPredict {
    private static final int FEATURES = 4;
    private static final int[] LABELS = {10, 20, 30};

    private TrainAndPredict() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: TrainAndPredict FILE");
            System.exit(2);
        }
        Path file = Path.of(args[0]);
        train(3000, 1).save(file); // whole or not at all
        LinearSvm model = LinearSvm.load(file);

        SplittableRandom random = new SplittableRandom(2);
        float[] x = new float[FEATURES]; // one for each thread, used again for each sample
        int right = 0;
        for (int i = 0; i < 1000; i++) {
            int label = LABELS[i % LABELS.length];
            draw(label, random, x, 0);
            right += model.predict(x) == label ? 1 : 0;
        }
        System.out.println(right + " of 1000 are right");
    }

    /** Of samples drawn around a point for each label. */
    static LinearSvm train(int samples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[samples * FEATURES]; // samples × features, row-major
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            labels[i] = LABELS[i % LABELS.length];
            draw(labels[i], random, x, i * FEATURES);
        }
        return SvmTrainer.builder()
                .regularization(1e-3f)
                .build()
                .train(Samples.dense(x, FEATURES), labels)
                .model();
    }

    private static void draw(int label, SplittableRandom random, float[] x, int at) {
        x[at] = 1; // lets every class have an offset
        for (int k = 1; k < FEATURES; k++) {
            double centre = 10 * k == label ? 2 : 0;
            x[at + k] = (float) (centre + 0.5 * random.nextGaussian());
        }
    }
}
