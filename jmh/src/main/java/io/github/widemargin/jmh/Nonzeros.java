package io.github.widemargin.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Nonzeros a second. */
@AuxCounters
@State(Scope.Thread)
public class Nonzeros {
    public double nonzeros;
}
