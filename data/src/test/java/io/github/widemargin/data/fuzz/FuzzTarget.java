package io.github.widemargin.data.fuzz;

import java.io.IOException;
import java.util.Locale;

/** What is fuzzed. */
public enum FuzzTarget {
    IDX(FuzzReaders::idx),
    CIFAR10(FuzzReaders::cifar10),
    NPY(FuzzReaders::npy),
    NPZ(FuzzReaders::npz),
    CSV(FuzzReaders::csv),
    LIBSVM(FuzzReaders::libsvm),
    MODEL(FuzzModels::model),
    LIBLINEAR(FuzzModels::liblinear),
    STREAM(FuzzModels::stream),
    CHECKPOINT(FuzzCheckpoint::check);

    private interface Property {
        void check(FuzzInput input) throws IOException;
    }

    private static FuzzTarget fuzzed;

    private final Property property;

    FuzzTarget(Property property) {
        this.property = property;
    }

    /** As arguments and folders have it. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Fails if an input is neither read well nor refused well. */
    void check(byte[] input) throws IOException {
        property.check(new FuzzInput(input));
    }

    /** Jazzer calls this first, with the target's name. */
    public static void fuzzerInitialize(String[] arguments) {
        fuzzed = valueOf(arguments[0]);
    }

    /** Jazzer calls this with each input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        fuzzed.check(input);
    }
}
