package io.github.widemargin.cli;

import static io.github.widemargin.cli.Outcome.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.widemargin.Bias;
import io.github.widemargin.Hinge;
import io.github.widemargin.LinearSvm;
import io.github.widemargin.Samples;
import io.github.widemargin.SvmTrainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
    private static final int SAMPLES = 6000;
    private static final int FEATURES = 784;

    @TempDir
    Path folder;

    @Test
    void leavesTheModelOfALargeFileAsItIs() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        byte[] pixels = new byte[SAMPLES * FEATURES];
        random.nextBytes(pixels);
        byte[] labels = new byte[SAMPLES];
        float[] x = new float[pixels.length];
        int[] y = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            labels[i] = (byte) (y[i] = random.nextInt(10));
        }
        for (int a = 0; a < x.length; a++) {
            x[a] = (pixels[a] & 0xff) / 255f;
        }
        Path data = folder.resolve("images-idx3");
        Files.write(data, idx(pixels, SAMPLES, 28, 28));
        Files.write(folder.resolve("labels-idx1"), idx(labels, SAMPLES));
        Path model = folder.resolve("a.model");

        Outcome train = run("train", data, "-o", model, "--reg", "1e-2", "--epochs", "2", "--hinge", "crammer-singer");

        assertEquals(0, train.exit(), train.err());
        LinearSvm expected = SvmTrainer.builder()
                .regularization(1e-2f)
                .epochs(2)
                .hinge(Hinge.CRAMMER_SINGER)
                .build()
                .train(Samples.dense(x, FEATURES), y)
                .model();
        assertArrayEquals(expected.weights(), LinearSvm.load(model).weights());
    }

    @Test
    void trainsWithAnyLoss() throws InterruptedException {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
        for (Hinge hinge : Hinge.values()) {
            for (Bias bias : Bias.values()) {
                WarmUp warmUp = WarmUp.begin(SvmTrainer.builder().hinge(hinge).bias(bias));
                for (int n = 0; n < 3000 && warmUp.rounds() == 0; n++) {
                    Thread.sleep(10);
                }
                warmUp.end();
                assertTrue(warmUp.rounds() > 0, hinge + " " + bias);
            }
        }
    }

    @Test
    void leavesTheProcessorsToWhatIsReadOnAllOrSoon() throws IOException {
        Path text = Files.writeString(folder.resolve("a.svm"), "1 1:0.25 2:0.5\n".repeat(300_000));
        Path small = Files.write(folder.resolve("small-images-idx3"), idx(new byte[28 * 28], 1, 28, 28));
        Path large =
                Files.write(folder.resolve("large-images-idx3"), idx(new byte[SAMPLES * FEATURES], SAMPLES, 28, 28));
        assertFalse(WarmUp.pays(text));
        assertFalse(WarmUp.pays(small));
        assertFalse(WarmUp.pays(folder));
        assertTrue(WarmUp.pays(large));
    }

    private static byte[] idx(byte[] elements, int... dimensions) {
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + elements.length);
        file.putInt(8 << 8 | dimensions.length);
        for (int dimension : dimensions) {
            file.putInt(dimension);
        }
        return file.put(elements).array();
    }
}
