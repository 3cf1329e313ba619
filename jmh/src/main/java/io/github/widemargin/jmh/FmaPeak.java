package io.github.widemargin.jmh;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The most that this machine computes: fused multiply-adds on registers alone, twelve at a time to hide their latency. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FmaPeak {
    private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
    private static final int SUMS = 12;

    float factor = 0.5f;
    float addend = 0.25f;
    int rounds = 100_000;

    /** Returns the sum of all lanes of twelve sums s, after rounds of s = s · factor + addend from addend. */
    @Benchmark
    public float fma(Gflops counter) {
        FloatVector m = FloatVector.broadcast(F, factor);
        FloatVector c = FloatVector.broadcast(F, addend);
        FloatVector s0 = c, s1 = c, s2 = c, s3 = c, s4 = c, s5 = c, s6 = c, s7 = c, s8 = c, s9 = c, s10 = c, s11 = c;
        for (int i = 0; i < rounds; i++) {
            s0 = s0.fma(m, c);
            s1 = s1.fma(m, c);
            s2 = s2.fma(m, c);
            s3 = s3.fma(m, c);
            s4 = s4.fma(m, c);
            s5 = s5.fma(m, c);
            s6 = s6.fma(m, c);
            s7 = s7.fma(m, c);
            s8 = s8.fma(m, c);
            s9 = s9.fma(m, c);
            s10 = s10.fma(m, c);
            s11 = s11.fma(m, c);
        }
        counter.add(2.0 * SUMS * F.length() * rounds);
        FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
        FloatVector high = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
        return low.add(high).reduceLanes(VectorOperators.ADD);
    }
}
