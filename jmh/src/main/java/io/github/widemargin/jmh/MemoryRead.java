package io.github.widemargin.jmh;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.AuxCounters;
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

/** How fast an array can be read from start to end, and nothing done with it but added up. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MemoryRead {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int L = F.length();

    @Param({"12", "200"})
    int megabytes;

    private float[] x;

    /** 10⁹ bytes, by second. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Gigabytes {
        public double gigabytes;
    }

    @Setup
    public void setUp() {
        x = new float[megabytes << 18];
        Arrays.fill(x, 1);
    }

    @Benchmark
    public float read(Gigabytes counter) {
        counter.gigabytes += 4e-9 * x.length;
        return sum(x, 0, x.length);
    }

    /** In whole vectors; four sums hide the latency of adding. */
    static float sum(float[] x, int from, int length) {
        FloatVector s0 = FloatVector.zero(F), s1 = s0, s2 = s0, s3 = s0;
        int to = from + length / (4 * L) * (4 * L);
        for (int k = from; k < to; k += 4 * L) {
            s0 = s0.add(FloatVector.fromArray(F, x, k));
            s1 = s1.add(FloatVector.fromArray(F, x, k + L));
            s2 = s2.add(FloatVector.fromArray(F, x, k + 2 * L));
            s3 = s3.add(FloatVector.fromArray(F, x, k + 3 * L));
        }
        return s0.add(s1).add(s2).add(s3).lane(0);
    }
}
