package io.github.widemargin;

import java.util.SplittableRandom;

/** Random weights and samples of a shape. */
record Problem(int samples, int features, int classes, float[] w, float[] x, int[] y, float reg) {
    /** Weights of a size at which some margins are positive and some are not. */
    static Problem random(int samples, int features, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] w = new float[features * classes];
        for (int a = 0; a < w.length; a++) {
            w[a] = (float) (random.nextGaussian() / Math.sqrt(features));
        }
        float[] x = new float[samples * features];
        for (int a = 0; a < x.length; a++) {
            x[a] = (float) random.nextGaussian();
        }
        int[] y = new int[samples];
        for (int i = 0; i < samples; i++) {
            y[i] = random.nextInt(classes);
        }
        return new Problem(samples, features, classes, w, x, y, random.nextFloat());
    }

    Problem with(float[] w, float[] x, int[] y, float reg) {
        return new Problem(y.length, features, classes, w, x, y, reg);
    }
}
