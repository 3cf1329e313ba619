package io.github.widemargin.jmh;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Weights and samples of a shape, at a stage of a training. */
@State(Scope.Thread)
public abstract class Workload {
    /** Samples × features × classes. */
    @Param({"200x3072x10", "4096x784x10", "2048x2048x100"})
    String shape;

    /**
     * Which classes violate: all in every row, as at the start of a training; any with the probability ½; or all in one row
     * of twelve and none in the others, as late in one.
     */
    @Param({"all", "few"})
    String violators;

    int samples;
    int features;
    int classes;
    float[] w;
    float[] x;
    int[] y;
    float[] dw;
    final float reg = 1e-3f;

    final void generate() {
        String[] sizes = shape.split("x");
        samples = Integer.parseInt(sizes[0]);
        features = Integer.parseInt(sizes[1]);
        classes = Integer.parseInt(sizes[2]);
        SplittableRandom random = new SplittableRandom(1);
        w = new float[features * classes];
        x = new float[samples * features];
        y = random.ints(samples, 0, classes).toArray();
        double size = violators.equals("half") ? 200 / Math.sqrt(features) : 1e-3;
        for (int a = 0; a < w.length; a++) {
            w[a] = (random.nextFloat() - 0.5f) * (float) size;
        }
        for (int a = 0; a < x.length; a++) {
            x[a] = random.nextFloat();
        }
        if (violators.equals("few")) {
            separate(random);
        }
        dw = new float[w.length];
    }

    /** The first features of a sample spell its label in binary, at full strength or, in one of twelve, next to none. */
    private void separate(SplittableRandom random) {
        int bits = Math.min(features, Integer.SIZE - Integer.numberOfLeadingZeros(classes - 1));
        for (int k = 0; k < bits; k++) {
            for (int j = 0; j < classes; j++) {
                w[k * classes + j] = (j >> k & 1) == 1 ? 4 : -4;
            }
        }
        for (int i = 0; i < samples; i++) {
            float strength = random.nextInt(12) == 0 ? 1e-3f : 1;
            for (int k = 0; k < bits; k++) {
                x[i * features + k] = (y[i] >> k & 1) == 1 ? strength : -strength;
            }
        }
    }

    /** Counts 4 · samples · features · classes, whether zeros of G are skipped or not. */
    void count(Gflops counter) {
        counter.add(4.0 * samples * features * classes);
    }
}
