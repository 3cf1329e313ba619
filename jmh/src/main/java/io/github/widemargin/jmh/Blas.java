package io.github.widemargin.jmh;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The loss and the gradient as a textbook has it, on a BLAS: two matrix products and a loop. The native one is the system's
 * libblas.so.3, OpenBLAS where that is installed; OPENBLAS_NUM_THREADS says how many threads it takes. The other is in Java, on
 * the Vector API.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Blas extends Workload {
    @Param({"vector", "native"})
    String blas;

    private BLAS library;
    private float[] scores;

    @Setup
    public void setUp() {
        generate();
        library = blas.equals("native") ? NativeBLAS.getInstance() : JavaBLAS.getInstance();
        String implementation = library.getClass().getSimpleName();
        if (!implementation.equals(blas.equals("native") ? "JNIBLAS" : "VectorBLAS")) {
            throw new IllegalStateException(blas + " is " + implementation);
        }
        scores = new float[samples * classes];
    }

    /** BLAS stores columns, so that to it our rows of X, W and S are the columns of their transposes. */
    @Benchmark
    public double textbook(Gflops counter) {
        count(counter);
        int p = samples;
        int n = features;
        int m = classes;
        library.sgemm("N", "N", m, p, n, 1, w, m, x, n, 0, scores, m); // Sᵀ = Wᵀ·Xᵀ
        double loss = hinge();
        library.sgemm("N", "T", m, n, p, 1f / p, scores, m, x, n, 0, dw, m); // dWᵀ = Gᵀ·X / P
        double norm = 0;
        for (int a = 0; a < dw.length; a++) {
            dw[a] += reg * w[a];
            norm += (double) w[a] * w[a];
        }
        return loss / p + 0.5 * reg * norm;
    }

    /** Returns the sum of the margins, and leaves G in place of the scores. */
    private double hinge() {
        double loss = 0;
        for (int i = 0; i < samples; i++) {
            int row = i * classes;
            int own = row + y[i];
            float threshold = scores[own] - 1;
            int violators = 0;
            for (int a = row; a < row + classes; a++) {
                float margin = scores[a] - threshold;
                boolean violates = margin > 0 && a != own;
                loss += violates ? margin : 0;
                violators += violates ? 1 : 0;
                scores[a] = violates ? 1 : 0;
            }
            scores[own] = -violators;
        }
        return loss;
    }
}
