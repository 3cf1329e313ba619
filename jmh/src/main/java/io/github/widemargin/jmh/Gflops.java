package io.github.widemargin.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts floating-point operations, in 10⁹, so that JMH reports them by second. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Gflops {
    public double gflops;

    void add(double operations) {
        gflops += operations * 1e-9;
    }
}
