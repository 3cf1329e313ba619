package io.github.widemargin.jmh;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.Samples;
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

/** {@link LinearSvm#predict(Samples, int)}: the labels of many samples in one call. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class PredictMany {
    /** Samples × features × classes. */
    @Param({"64x784x10", "512x784x10", "4096x784x10", "1024x2048x1000"})
    String shape;

    @Param("1")
    int threads;

    private double operations;
    private LinearSvm model;
    private Samples samples;

    @Setup
    public void generate() {
        int[] sizes =
                Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        operations = 2.0 * sizes[0] * sizes[1] * sizes[2];
        SplittableRandom random = new SplittableRandom(1);
        float[] w = new float[sizes[1] * sizes[2]];
        for (int a = 0; a < w.length; a++) {
            w[a] = random.nextFloat() - 0.5f;
        }
        float[] x = new float[sizes[0] * sizes[1]];
        for (int a = 0; a < x.length; a++) {
            x[a] = random.nextFloat();
        }
        int[] labels = new int[sizes[2]];
        Arrays.setAll(labels, j -> j);
        model = LinearSvm.of(w, sizes[1], labels);
        samples = Samples.dense(x, sizes[1]);
    }

    @Benchmark
    public int[] predict(Gflops counter) {
        counter.add(operations);
        return model.predict(samples, threads);
    }
}
