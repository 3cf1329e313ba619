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
        if (wish.equals("scalar")) {
            return new ScalarKernels();
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            System.getLogger("io.github.widemargin")
                    .log(
                            System.Logger.Level.WARNING,
                            "scalar kernels in use, many times slower; for the fast ones start java with --add-modules "
                                    + MODULE);
            return new ScalarKernels();
        }
        Kernels vector = new VectorKernels();
        // with fewer lanes there is nothing to gain
        return vector.lanes() < 4 ? new ScalarKernels() : vector;
    }
}
