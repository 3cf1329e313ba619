package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.widemargin.kernel.KernelProvider;
import org.junit.jupiter.api.Test;

/** Each run of the tests uses the kernels that it is meant to use. */
class KernelProviderTest {
    @Test
    void kernelsAreThoseOfTheRun() {
        String expected = System.getProperty("widemargin.test", "vector");
        assertEquals(
                expected.equals("without-module") ? "scalar" : "vector",
                KernelProvider.best().name());
        int lanes = Integer.getInteger(
                "widemargin.test.lanes", KernelProvider.best().lanes());
        assertEquals(lanes, KernelProvider.best().lanes());
    }

    @Test
    void kernelInfoTellsThem() {
        assertEquals(KernelProvider.best().name(), KernelInfo.current().name());
        assertEquals(KernelProvider.best().lanes(), KernelInfo.current().lanes());
    }
}
