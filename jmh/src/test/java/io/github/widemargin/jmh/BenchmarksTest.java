package io.github.widemargin.jmh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmarks time is right, and does the operations that they count. */
class BenchmarksTest {
    private final Gflops counter = new Gflops();

    @ParameterizedTest
    @CsvSource({"200x3072x10,all", "200x3072x10,few", "7x5x3,all", "33x130x26,all", "500x70x26,few"})
    void lossAndGradientIsThatOfTheFormulas(String shape, String violators) {
        LossAndGradient benchmark = new LossAndGradient();
        benchmark.shape = shape;
        benchmark.violators = violators;
        benchmark.threads = 1;
        benchmark.setUp();
        assertFormulas(benchmark, benchmark.vector(counter));
    }

    @ParameterizedTest
    @CsvSource({"vector,all", "vector,few"})
    void theTextbookIsThatOfTheFormulas(String blas, String violators) {
        Blas benchmark = new Blas();
        benchmark.shape = "33x130x26";
        benchmark.violators = violators;
        benchmark.blas = blas;
        benchmark.setUp();
        assertFormulas(benchmark, benchmark.textbook(counter));
    }

    private void assertFormulas(Workload benchmark, double loss) {
        int p = benchmark.samples;
        int n = benchmark.features;
        int m = benchmark.classes;
        double expectedLoss = 0;
        double lossBound = 0;
        double[] gradient = new double[n * m];
        double[] absolute = new double[n * m]; // Σ |x||G|
        int rowsWithViolators = 0;
        for (int i = 0; i < p; i++) {
            double[] scores = new double[m];
            double largest = 0; // Σ |x||w| of a class
            for (int j = 0; j < m; j++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    double product = (double) benchmark.x[i * n + k] * benchmark.w[k * m + j];
                    scores[j] += product;
                    sum += Math.abs(product);
                }
                largest = Math.max(largest, sum);
            }
            int yi = benchmark.y[i];
            int count = 0;
            for (int j = 0; j < m; j++) {
                // the data keep every margin far from 0, so that float and double agree on the violators
                double margin = scores[j] - scores[yi] + 1;
                if (j != yi && margin > 0) {
                    count++;
                    expectedLoss += margin / p;
                    lossBound += (2 * (n + 2) * largest + 4 * margin) * 0x1p-24 / p;
                    for (int k = 0; k < n; k++) {
                        double part = (double) benchmark.x[i * n + k] / p;
                        gradient[k * m + j] += part;
                        gradient[k * m + yi] -= part;
                        absolute[k * m + j] += Math.abs(part);
                        absolute[k * m + yi] += Math.abs(part);
                    }
                }
            }
            rowsWithViolators += count > 0 ? 1 : 0;
        }
        for (int a = 0; a < gradient.length; a++) {
            double regularization = (double) benchmark.reg * benchmark.w[a];
            double bound = 0x1p-24 * (2 * (p + 8) * absolute[a] + 4 * Math.abs(regularization)) + Float.MIN_NORMAL;
            assertEquals(gradient[a] + regularization, benchmark.dw[a], bound);
            expectedLoss += 0.5 * regularization * benchmark.w[a];
        }
        assertEquals(expectedLoss, loss, lossBound + 1e-12 * expectedLoss);
        assertEquals(4e-9 * p * n * m, counter.gflops, 1e-12);
        if (benchmark.violators.equals("few")) {
            assertTrue(rowsWithViolators > 0 && rowsWithViolators < 0.15 * p, "rows: " + rowsWithViolators);
        } else {
            assertEquals(p, rowsWithViolators);
        }
    }

    /** All answer the same labels, sample by sample; Tribuo's model is its own. */
    @ParameterizedTest
    @ValueSource(strings = {"70x7", "16x2"})
    void predictionsAreThoseOfPlainLoops(String shape) throws Exception {
        Predict benchmark = new Predict();
        benchmark.shape = shape;
        benchmark.generate();
        Predict.Onnx onnx = new Predict.Onnx();
        onnx.open(benchmark);
        Predict.Liblinear liblinear = new Predict.Liblinear();
        liblinear.open(benchmark);
        Predict.TribuoModel tribuo = new Predict.TribuoModel();
        tribuo.train(benchmark);
        int[] plain = eight(benchmark::plain);
        assertArrayEquals(plain, eight(benchmark::widemargin));
        assertArrayEquals(plain, eight(() -> largest(benchmark.widemarginScores())));
        assertArrayEquals(plain, eight(() -> benchmark.onnxRuntime(onnx)));
        assertArrayEquals(plain, eight(() -> benchmark.liblinearJava(liblinear)));
        assertEquals(benchmark.classes, tribuo.model.getOutputIDInfo().size());
        onnx.close();
    }

    @Test
    void predictionsOfNonzerosAreThoseOfPlainLoops() throws Exception {
        PredictSparse benchmark = new PredictSparse();
        benchmark.nonzeros = 50;
        benchmark.classes = 20;
        benchmark.generate();
        PredictSparse other = new PredictSparse();
        other.nonzeros = 50;
        other.classes = 20;
        other.generate();
        assertArrayEquals(eight(other::plain), eight(benchmark::widemargin));
    }

    @Test
    void predictManyCountsWhatItComputes() {
        PredictMany benchmark = new PredictMany();
        benchmark.shape = "40x70x7";
        benchmark.threads = 2;
        benchmark.generate();
        assertEquals(40, benchmark.predict(counter).length);
        assertEquals(2e-9 * 40 * 70 * 7, counter.gflops, 1e-15);
    }

    private static int[] eight(Callable<Integer> prediction) throws Exception {
        int[] labels = new int[8];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = prediction.call();
        }
        return labels;
    }

    private static int largest(float[] scores) {
        int best = 0;
        for (int j = 1; j < scores.length; j++) {
            best = scores[j] > scores[best] ? j : best;
        }
        return best;
    }

    @Test
    void peakComputesWhatItCounts() {
        FmaPeak peak = new FmaPeak();
        peak.rounds = 3;
        int lanes = FloatVector.SPECIES_PREFERRED.length();
        // 1/4 → 3/8 → 7/16 → 15/32
        assertEquals(12 * lanes * 15 / 32f, peak.fma(counter));
        assertEquals(2e-9 * 12 * lanes * 3, counter.gflops, 1e-15);
    }

    /** The functions that peers.py times agree with the formulas, where their libraries are installed. */
    @ParameterizedTest
    @ValueSource(strings = {"NumPy", "PyTorch"})
    void peersComputeTheSame(String library) throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(Files.isExecutable(python), "needs /usr/bin/python3");
        Process process = new ProcessBuilder(python.toString(), "peers.py", "--check", library)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assumeTrue(!output.equals("not installed"), library + " is not installed");
        assertEquals("agrees", output);
    }
}
