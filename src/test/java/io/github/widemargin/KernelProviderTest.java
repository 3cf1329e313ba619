package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.widemargin.kernel.KernelProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelProviderTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    /** What a JVM of its own says. */
    public static final class Child {
        private Child() {}

        public static void main(String[] args) {
            System.out.println(
                    KernelInfo.current().name() + " " + KernelInfo.current().lanes());
        }
    }

    private static List<String> run(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (Stream<String> lines =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()) {
            return lines.filter(line -> !line.contains("Using incubator modules"))
                    .filter(line ->
                            !line.contains("io.github.widemargin.kernel.KernelProvider")) // the logger's own line
                    .toList();
        }
    }

    /** The runs of the tests use the kernels that they are meant to use. */
    @Test
    void kernelsAreThoseOfTheRun() {
        assertEquals(
                KernelSets.VECTOR ? "vector" : "scalar", KernelProvider.best().name());
        int lanes = Integer.getInteger(
                "widemargin.test.lanes", KernelProvider.best().lanes());
        assertEquals(lanes, KernelProvider.best().lanes());
    }

    @Test
    void withoutTheModuleOneLineSaysHowToGetTheFastKernels() throws IOException {
        assertEquals(
                List.of(
                        "WARNING: scalar kernels in use, many times slower; for the fast ones start java with "
                                + "--add-modules jdk.incubator.vector",
                        "scalar 1"),
                run());
    }

    @Test
    void theScalarKernelsCanBeAskedFor() throws IOException {
        assertEquals(List.of("scalar 1"), run(MODULE, "-Dwidemargin.kernels=scalar"));
        assertEquals(List.of("scalar 1"), run("-Dwidemargin.kernels=scalar"));
    }

    @Test
    void anUnknownWishIsToldAndIgnored() throws IOException {
        List<String> lines = run(MODULE, "-Dwidemargin.kernels=sclar");
        assertEquals(
                "WARNING: widemargin.kernels must be auto or scalar, and counts as auto: widemargin.kernels=sclar",
                lines.getFirst());
        assertEquals("vector", lines.getLast().split(" ")[0]);
    }

    @Test
    void vectorsOfTwoFloatsAreNotWorthIt() throws IOException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "only x86 can be told to have none wider");
        assertEquals(List.of("scalar 1"), run(MODULE, "-XX:MaxVectorSize=8"));
    }
}
