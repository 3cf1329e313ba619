package io.github.widemargin.cli;

/** A stopwatch. */
final class Seconds {
    private final long start = System.nanoTime();

    double elapsed() {
        return (System.nanoTime() - start) / 1e9;
    }
}
