package io.github.widemargin.jmh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.widemargin.Bias;
import io.github.widemargin.LinearSvm;
import io.github.widemargin.Samples;
import io.github.widemargin.SvmTrainer;
import io.github.widemargin.data.DataFiles;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.model.Metadata;
import io.github.widemargin.model.ModelFile;
import io.github.widemargin.model.OnnxFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exported models in ONNX Runtime beside the same models here. The data are as of RealDataTest. */
class OnnxRuntimeTest {
    private static final Path FOLDER = Path.of(System.getProperty("widemargin.data", "../../shared/data"));
    private static final OnnxFile.Calibration CALIBRATION = new OnnxFile.Calibration(0.7f, -1.3f);

    @TempDir
    Path folder;

    /** Names beyond ASCII, and an empty one; none beyond 16 bits, which ONNX Runtime's Java, unlike its Python, does not return whole. */
    private static List<String> names(int classes) {
        return IntStream.range(0, classes)
                .mapToObj(j -> j == 0 ? "" : "Größe 尺寸 " + j)
                .toList();
    }

    private static float[] random(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int a = 0; a < length; a++) {
            values[a] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 2, false, false, false",
        "1, 7, 2, true, true, true",
        "300, 33, 2, false, false, true",
        "300, 33, 3, true, false, true",
        "257, 784, 10, false, true, false",
        "257, 784, 10, true, false, true",
        "100, 5, 131, true, true, true",
        "20, 3072, 1000, true, false, false"
    })
    void answersAlike(int samples, int features, int classes, boolean biased, boolean named, boolean calibrated)
            throws Exception {
        SplittableRandom random = new SplittableRandom(31L * features + classes);
        float[] w = random(random, features * classes);
        float[] bias = biased ? random(random, classes) : null;
        int[] labels = IntStream.range(0, classes).map(j -> 5 - 3 * j).toArray();
        labels[classes - 1] = Integer.MIN_VALUE;
        List<String> names = named ? names(classes) : null;
        Path file = folder.resolve("a.onnx");
        OnnxFile.write(
                file,
                new ModelFile.Content(features, labels, bias, w, new Metadata()),
                names,
                calibrated ? CALIBRATION : null);
        LinearSvm model = LinearSvm.of(w, bias, features, labels);
        float[] x = random(random, samples * features);
        OnnxRun onnx = OnnxRun.of(file, x, features);
        int certain = 0;
        for (int i = 0; i < samples; i++) {
            float[] row = Arrays.copyOfRange(x, i * features, (i + 1) * features);
            float[] scores = new float[classes];
            model.scores(row, scores);
            double[] bound = bounds(row, w, bias, classes);
            for (int j = 0; j < classes; j++) {
                assertEquals(scores[j], onnx.scores()[i][j], bound[j], "sample " + i + ", class " + j);
            }
            int best = IntStream.of(labels).boxed().toList().indexOf(model.predict(row));
            boolean sure = IntStream.range(0, classes)
                    .allMatch(j -> j == best || scores[best] - scores[j] > bound[best] + bound[j]);
            if (sure) {
                certain++;
                assertEquals(named ? names.get(best) : (Object) (long) labels[best], label(onnx, i), "sample " + i);
            }
            if (calibrated) {
                assertProbabilities(onnx.scores()[i], onnx.probabilities()[i]);
            } else {
                assertNull(onnx.probabilities());
            }
        }
        assertTrue(certain >= 0.95 * samples, "certain: " + certain);
    }

    private static Object label(OnnxRun onnx, int i) {
        return onnx.labels() instanceof String[] names ? names[i] : (Object) ((long[]) onnx.labels())[i];
    }

    /** By how much two sums of the same float products can differ: each is off by (terms + 1)·2⁻²⁴·Σ|x||w| at most. */
    private static double[] bounds(float[] x, float[] w, float[] bias, int classes) {
        double[] absolute = new double[classes];
        for (int j = 0; j < classes; j++) {
            absolute[j] = bias == null ? 0 : Math.abs(bias[j]);
            for (int k = 0; k < x.length; k++) {
                absolute[j] += Math.abs((double) x[k] * w[k * classes + j]);
            }
        }
        return Arrays.stream(absolute)
                .map(sum -> 2 * (x.length + 2) * 0x1p-24 * sum + Float.MIN_NORMAL)
                .toArray();
    }

    /**
     * Of the scores that it found itself. A logit's error of e changes a probability by the factor exp(2e) at most, with e of
     * three roundings and that of the difference to the largest; the exponential is taken to be right to 8 units.
     */
    private static void assertProbabilities(float[] scores, float[] probabilities) {
        double[] logits = new double[scores.length];
        for (int j = 0; j < logits.length; j++) {
            double shift = logits.length == 2 && j == 1 ? CALIBRATION.intercept() : 0;
            logits[j] = (double) CALIBRATION.slope() * scores[j] + shift;
        }
        double largest = Arrays.stream(logits).max().orElseThrow();
        double magnitude = Arrays.stream(logits).map(Math::abs).max().orElseThrow() + Math.abs(CALIBRATION.intercept());
        double sum = Arrays.stream(logits).map(z -> Math.exp(z - largest)).sum();
        double unit = 0x1p-24 * (2 * 5 * magnitude + 2 * 8 + scores.length);
        for (int j = 0; j < logits.length; j++) {
            double expected = Math.exp(logits[j] - largest) / sum;
            assertEquals(expected, probabilities[j], expected * unit + Float.MIN_NORMAL);
        }
    }

    /** Whole numbers, whose scores are exact. */
    @ParameterizedTest
    @CsvSource({"2, 2", "3, 5", "4, 10", "3, 70", "2, 1000"})
    void theFirstOfEqualsWins(int features, int classes) throws Exception {
        SplittableRandom random = new SplittableRandom(classes);
        int samples = 500;
        float[] w = new float[features * classes];
        for (int a = 0; a < w.length; a++) {
            w[a] = random.nextInt(-2, 3);
        }
        float[] x = new float[samples * features];
        for (int a = 0; a < x.length; a++) {
            x[a] = random.nextInt(-2, 3);
        }
        Path file = folder.resolve("a.onnx");
        LinearSvm model = LinearSvm.of(w, features, IntStream.range(0, classes).toArray());
        model.saveOnnx(file);
        OnnxRun onnx = OnnxRun.of(file, x, features);
        assertArrayEquals(
                IntStream.of(model.predict(Samples.dense(x, features)))
                        .asLongStream()
                        .toArray(),
                (long[]) onnx.labels());
        long tied = Arrays.stream(onnx.scores())
                .filter(scores -> {
                    float[] sorted = scores.clone();
                    Arrays.sort(sorted);
                    return sorted[classes - 1] == sorted[classes - 2];
                })
                .count();
        assertTrue(tied >= 20, "tied: " + tied);
    }

    @Test
    void fashionMnistGetsTheSameLabels() throws Exception {
        Path images = FOLDER.resolve("fashion-mnist/train-images-idx3-ubyte.gz");
        assumeTrue(Files.exists(images), images + " is not here");
        LabeledSamples train = DataFiles.read(images);
        LabeledSamples test = DataFiles.read(FOLDER.resolve("fashion-mnist/t10k-images-idx3-ubyte.gz"));
        int features = test.samples().features();
        float[] x = new float[test.samples().size() * features];
        for (int i = 0; i < test.samples().size(); i++) {
            System.arraycopy(test.samples().get(i), 0, x, i * features, features);
        }
        for (Bias bias : new Bias[] {Bias.NONE, Bias.REGULARIZED}) {
            LinearSvm model = SvmTrainer.builder()
                    .regularization(1e-3f)
                    .bias(bias)
                    .build()
                    .train(train.samples(), train.labels())
                    .model();
            Path file = folder.resolve("fashion.onnx");
            model.saveOnnx(file);
            OnnxRun onnx = OnnxRun.of(file, x, features);
            assertArrayEquals(
                    IntStream.of(model.predict(test.samples())).asLongStream().toArray(), (long[]) onnx.labels());
            float[] scores = new float[model.classes()];
            double largest = 0;
            for (int i = 0; i < test.samples().size(); i++) {
                model.scores(test.samples().get(i), scores);
                for (int j = 0; j < scores.length; j++) {
                    largest = Math.max(largest, Math.abs((double) scores[j] - onnx.scores()[i][j]));
                }
            }
            assertTrue(largest <= 1e-4, "largest difference of scores: " + largest);
        }
    }
}
