package io.github.widemargin.kernel;

/** Picks the kernels, once. */
public final class KernelProvider {
    private static final String MODULE = "jdk.incubator.vector";
    private static final Kernels BEST = choose(System.getProperty("widemargin.kernels", "auto"));

    private KernelProvider() {}

    public static Kernels best() {
        return BEST;
    }

    private static Kernels choose(String wish) {
        if (!wish.equals("auto") && !wish.equals("scalar")) {
            warn("widemargin.kernels must be auto or scalar, and counts as auto: widemargin.kernels=" + wish);
        }
        if (wish.equals("scalar")) {
            return new ScalarKernels();
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            warn("scalar kernels in use, many times slower; for the fast ones start java with --add-modules " + MODULE);
            return new ScalarKernels();
        }
        return VectorKernels.areSupported() ? new VectorKernels() : new ScalarKernels();
    }

    private static void warn(String message) {
        System.getLogger("io.github.widemargin").log(System.Logger.Level.WARNING, message);
    }
}
