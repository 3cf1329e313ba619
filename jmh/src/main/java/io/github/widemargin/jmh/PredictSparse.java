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

/** The label of one sample of nonzeros, the next of some at each call; features are as frequent as words are, the k-th one as 1/k. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class PredictSparse {
    private static final int SAMPLES = 64;
    private static final int FEATURES = 49_065;

    @Param({"10", "100", "1000"})
    int nonzeros;

    @Param({"2", "20"})
    int classes;

    private LinearSvm model;
    private int[][] index;
    private float[][] value;
    private float[] w;
    private float[] scores;
    private int next;

    @Setup
    public void generate() {
        SplittableRandom random = new SplittableRandom(1);
        w = new float[FEATURES * classes];
        for (int a = 0; a < w.length; a++) {
            w[a] = random.nextFloat() - 0.5f;
        }
        index = new int[SAMPLES][nonzeros];
        value = new float[SAMPLES][nonzeros];
        for (int i = 0; i < SAMPLES; i++) {
            for (int n = 0; n < nonzeros; n++) {
                index[i][n] = Math.min(FEATURES - 1, (int) Math.pow(FEATURES, random.nextDouble()));
                value[i][n] = random.nextFloat();
            }
        }
        int[] labels = new int[classes];
        Arrays.setAll(labels, j -> j);
        model = LinearSvm.of(w, FEATURES, labels);
        model.warmUpSparse();
        scores = new float[classes];
    }

    @Benchmark
    public int widemargin() {
        int i = next++ % SAMPLES;
        return model.predict(index[i], value[i]);
    }

    @Benchmark
    public int plain() {
        int i = next++ % SAMPLES;
        Arrays.fill(scores, 0);
        for (int n = 0; n < nonzeros; n++) {
            int at = index[i][n] * classes;
            for (int j = 0; j < classes; j++) {
                scores[j] += value[i][n] * w[at + j];
            }
        }
        int best = 0;
        for (int j = 1; j < classes; j++) {
            best = scores[j] > scores[best] ? j : best;
        }
        return best;
    }
}
