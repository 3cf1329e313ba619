package io.github.widemargin.jmh;

import io.github.widemargin.LinearSvm;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The label of one sample, as a service asks for it: the next of a few samples at each call. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class Predict {
    private static final int SAMPLES = 8;

    /** Features × classes. */
    @Param({"784x10", "3072x10", "128x2", "2048x1000"})
    String shape;

    int features;
    int classes;
    float[] w;
    float[][] x;
    LinearSvm model;
    private float[] scores;
    private int next;

    @Setup
    public void generate() {
        int[] sizes =
                Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        features = sizes[0];
        classes = sizes[1];
        SplittableRandom random = new SplittableRandom(1);
        w = new float[features * classes];
        for (int a = 0; a < w.length; a++) {
            w[a] = random.nextFloat() - 0.5f;
        }
        x = new float[SAMPLES][features];
        for (float[] sample : x) {
            for (int k = 0; k < features; k++) {
                sample[k] = random.nextFloat();
            }
        }
        int[] labels = new int[classes];
        Arrays.setAll(labels, j -> j);
        model = LinearSvm.of(w, features, labels);
        scores = new float[classes];
    }

    private float[] sample() {
        return x[next++ % SAMPLES];
    }

    /** What the timer itself costs. */
    @Benchmark
    public float[] timer() {
        return sample();
    }

    @Benchmark
    public int widemargin() {
        return model.predict(sample());
    }

    @Benchmark
    public float[] widemarginScores() {
        model.scores(sample(), scores);
        return scores;
    }

    @Benchmark
    public int plain() {
        float[] x = sample();
        Arrays.fill(scores, 0);
        for (int k = 0; k < features; k++) {
            for (int j = 0; j < classes; j++) {
                scores[j] += x[k] * w[k * classes + j];
            }
        }
        int best = 0;
        for (int j = 1; j < classes; j++) {
            best = scores[j] > scores[best] ? j : best;
        }
        return best;
    }
}
