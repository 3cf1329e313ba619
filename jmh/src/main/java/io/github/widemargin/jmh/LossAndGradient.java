package io.github.widemargin.jmh;

import io.github.widemargin.KernelInfo;
import io.github.widemargin.SvmObjective;
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
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * {@link SvmObjective#lossAndGradient} end to end. Useful operations are counted as 4 · samples · features · classes, whether
 * the kernels skip zeros of G or not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LossAndGradient {
    /** Samples × features × classes. */
    @Param({"200x3072x10", "4096x784x10", "2048x2048x100"})
    String shape;

    /** Rows of G: all of them full, as at the start of a training, or one in twelve with violators, as late in one. */
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
    SvmObjective objective;

    @Setup
    public void setUp() {
        String[] sizes = shape.split("x");
        samples = Integer.parseInt(sizes[0]);
        features = Integer.parseInt(sizes[1]);
        classes = Integer.parseInt(sizes[2]);
        SplittableRandom random = new SplittableRandom(1);
        w = new float[features * classes];
        x = new float[samples * features];
        y = random.ints(samples, 0, classes).toArray();
        for (int a = 0; a < w.length; a++) {
            w[a] = (random.nextFloat() - 0.5f) * 1e-3f;
        }
        for (int a = 0; a < x.length; a++) {
            x[a] = random.nextFloat();
        }
        if (violators.equals("few")) {
            separate(random);
        }
        dw = new float[w.length];
        objective = SvmObjective.of(features, classes);
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

    /** The fork runs the kernels that the benchmark is named after. */
    @Setup
    public void checkKernels(BenchmarkParams benchmark) {
        String kernels = KernelInfo.current().name();
        if (!benchmark.getBenchmark().endsWith("." + kernels)) {
            throw new IllegalStateException(benchmark.getBenchmark() + " runs the kernels: " + kernels);
        }
    }

    @Benchmark
    public double vector(Gflops counter) {
        return lossAndGradient(counter);
    }

    @Benchmark
    @Fork(value = 3, jvmArgsAppend = "-Dwidemargin.kernels=scalar")
    public double scalar(Gflops counter) {
        return lossAndGradient(counter);
    }

    private double lossAndGradient(Gflops counter) {
        counter.add(4.0 * samples * features * classes);
        return objective.lossAndGradient(w, x, y, reg, dw);
    }
}
