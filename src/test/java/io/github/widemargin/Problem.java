package io.github.widemargin;

import java.util.Arrays;
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

    /** The same with most elements of x zero. */
    Problem thinned(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] thin = x.clone();
        for (int i = 0; i < samples; i++) {
            int share = random.nextInt(3); // of eighths; with 0 the sample is empty
            for (int a = i * features; a < (i + 1) * features; a++) {
                thin[a] = random.nextInt(8) < share ? thin[a] : 0;
            }
        }
        return with(w, thin, y, reg);
    }

    /** x without its zeros, in one array or several. */
    Samples sparse(int arrays) {
        long[] rowStart = new long[samples + 1];
        int[][] index = new int[arrays][];
        float[][] value = new float[arrays][];
        int row = 0;
        long before = 0;
        for (int b = 0; b < arrays; b++) {
            index[b] = new int[x.length];
            value[b] = new float[x.length];
            int n = 0;
            for (int end = (int) ((b + 1L) * samples / arrays); row < end; row++) {
                for (int k = 0; k < features; k++) {
                    if (x[row * features + k] != 0) {
                        index[b][n] = k;
                        value[b][n++] = x[row * features + k];
                    }
                }
                rowStart[row + 1] = before + n;
            }
            before += n;
            index[b] = Arrays.copyOf(index[b], n);
            value[b] = Arrays.copyOf(value[b], n);
        }
        return Samples.sparse(features, rowStart, index, value);
    }

    Problem with(float[] w, float[] x, int[] y, float reg) {
        return new Problem(y.length, features, classes, w, x, y, reg);
    }
}
