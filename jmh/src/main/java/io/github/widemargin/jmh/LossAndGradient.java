package io.github.widemargin.jmh;

import io.github.widemargin.KernelInfo;
import io.github.widemargin.SvmObjective;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/** {@link SvmObjective#lossAndGradient} end to end. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LossAndGradient extends Workload {
    @Param("1")
    int threads;

    private SvmObjective objective;

    @Setup
    public void setUp() {
        generate();
        objective = SvmObjective.builder(features, classes).threads(threads).build();
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
        count(counter);
        return objective.lossAndGradient(w, x, y, reg, dw);
    }
}
