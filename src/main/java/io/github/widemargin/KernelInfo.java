package io.github.widemargin;

import io.github.widemargin.kernel.KernelProvider;

/**
 * Which kernels this JVM runs. With {@code --add-modules jdk.incubator.vector} they are the fast ones; the system property
 * {@code widemargin.kernels=scalar} asks for the plain ones all the same.
 *
 * @param name {@code vector} or {@code scalar}
 * @param lanes how many floats one instruction works on
 */
public record KernelInfo(String name, int lanes) {
    /** The kernels in use. */
    public static KernelInfo current() {
        return new KernelInfo(
                KernelProvider.best().name(), KernelProvider.best().lanes());
    }
}
