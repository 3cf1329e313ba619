package io.github.widemargin.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.SvmTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Public data sets, where they are at hand: the folder is the property widemargin.data, or ../shared/data beside a clone. */
class RealDataTest {
    private static final Path FOLDER = Path.of(System.getProperty("widemargin.data", "../../shared/data"));

    @Test
    void fashionMnist() throws IOException {
        assertLearns(
                "fashion-mnist/train-images-idx3-ubyte.gz",
                "fashion-mnist/t10k-images-idx3-ubyte.gz",
                60000,
                784,
                0.83);
    }

    @Test
    void pendigits() throws IOException {
        assertLearns("pendigits/pendigits.scale", "pendigits/pendigits.scale.t", 7494, 16, 0.86);
    }

    /** Its test file uses one feature fewer. */
    @Test
    void adult() throws IOException {
        assertLearns("a9a/a9a.gz", "a9a/a9a.t.gz", 32561, 123, 0.845);
    }

    @Test
    void cifar() throws IOException {
        Path file = FOLDER.resolve("cifar10/cifar10_train_first4000.bin.gz");
        assumeTrue(Files.exists(file), file + " is not here");
        LabeledSamples data = DataFiles.read(file);
        assertEquals(4000, data.samples().size());
        assertEquals(3072, data.samples().features());
        int[] images = new int[10];
        for (int label : data.labels()) {
            images[label]++;
        }
        for (int label = 0; label < images.length; label++) {
            assertEquals(400, images[label], 50, "label " + label);
        }
    }

    private static void assertLearns(String train, String test, int samples, int features, double accuracy)
            throws IOException {
        Path trainFile = FOLDER.resolve(train);
        assumeTrue(Files.exists(trainFile), trainFile + " is not here");
        LabeledSamples data = DataFiles.read(trainFile);
        assertEquals(samples, data.samples().size());
        assertEquals(features, data.samples().features());
        LinearSvm model = SvmTrainer.builder()
                .build()
                .train(data.samples(), data.labels())
                .model();
        LabeledSamples unseen = DataFiles.read(FOLDER.resolve(test), ReadOptions.DEFAULTS.withFeatures(features));
        int[] predicted = model.predict(unseen.samples());
        int right = 0;
        for (int i = 0; i < predicted.length; i++) {
            right += predicted[i] == unseen.labels()[i] ? 1 : 0;
        }
        double reached = (double) right / predicted.length;
        assertTrue(reached >= accuracy, "accuracy " + reached);
    }
}
