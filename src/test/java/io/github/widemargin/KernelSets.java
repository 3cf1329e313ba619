package io.github.widemargin;

import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.ScalarKernels;
import io.github.widemargin.kernel.VectorKernels;
import java.util.List;

/** The implementations that can run here. */
final class KernelSets {
    static final boolean VECTOR =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    static final List<Kernels> ALL =
            VECTOR ? List.of(new ScalarKernels(), new VectorKernels()) : List.of(new ScalarKernels());

    private KernelSets() {}
}
