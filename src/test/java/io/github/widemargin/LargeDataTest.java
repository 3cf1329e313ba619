package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** More elements than an array holds, in a JVM with a heap for them. */
class LargeDataTest {
    private static final long HEAP = 10L << 30;

    /** Prints the loss, and the gradient that the very last row alone makes. */
    public static final class Child {
        private static final int FEATURES = 1100;
        private static final int SAMPLES = 2_000_000;

        private Child() {}

        public static void main(String[] args) {
            float[][] x = new float[2][SAMPLES / 2 * FEATURES];
            Samples samples = Samples.dense(x, FEATURES);
            float[] last = x[1];
            for (int k = 0; k < FEATURES; k++) {
                last[last.length - FEATURES + k] = k;
            }
            int[] y = new int[SAMPLES];
            y[SAMPLES - 1] = 2;
            float[] dw = new float[FEATURES * 5];
            SvmObjective objective =
                    SvmObjective.builder(FEATURES, 5).threads(2).build();
            double loss = objective.lossAndGradient(new float[dw.length], samples, y, 0, dw);
            float share = 1f / SAMPLES * (FEATURES - 1);
            float[] ofLastFeature = Arrays.copyOfRange(dw, dw.length - 5, dw.length);
            for (int j = 0; j < 5; j++) {
                ofLastFeature[j] /= share;
            }
            System.out.println(samples.size() + " " + loss + " " + Arrays.toString(ofLastFeature));
        }
    }

    @Test
    void moreThan31BitsOfElements() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        assumeTrue(system.getFreeMemorySize() > HEAP + (2L << 30), "12 GB of free memory are needed");
        assumeTrue(KernelSets.VECTOR, "takes a minute with the scalar kernels");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP,
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals("2000000 4.0 [1.0, 1.0, -4.0, 1.0, 1.0]", line);
    }
}
