package io.github.widemargin.train;

/** Threads beside the caller's, also on two processors in a JVM that has not trained before. */
public final class Helpers {
    private Helpers() {}

    public static void callAtOnce() {
        TwoParts.WORKED.set(TwoParts.COMPILING + 1);
    }
}
