package io.github.widemargin.jmh;

import io.github.widemargin.Samples;
import io.github.widemargin.SvmObjective;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@link SvmObjective#lossAndGradient} of sparse samples, beside the same in plain loops. Features are as frequent as words are, the
 * k-th one as 1/k; one row of twelve violates, with all classes.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class SparseLossAndGradient {
    /** Samples × features × classes × nonzeros of a sample, at most. */
    @Param({"11314x49065x20x130", "32561x123x2x14", "4096x20000x1000x100"})
    String shape;

    private static final float REG = 1e-4f;

    private int classes;
    private long[] rowStart;
    private int[] index;
    private float[] value;
    private int[] y;
    private float[] w;
    private float[] dw;
    private Samples samples;
    private SvmObjective objective;

    @Setup
    public void generate() {
        int[] sizes =
                Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        int features = sizes[1];
        classes = sizes[2];
        SplittableRandom random = new SplittableRandom(1);
        rowStart = new long[sizes[0] + 1];
        index = new int[sizes[0] * sizes[3]];
        value = new float[index.length];
        y = random.ints(sizes[0], 0, classes).toArray();
        int n = 0;
        for (int i = 0; i < sizes[0]; i++) {
            int[] row = random.doubles(sizes[3])
                    .mapToInt(u -> Math.min(features - 1, (int) Math.pow(features, u)))
                    .sorted()
                    .distinct()
                    .toArray();
            for (int k : row) {
                index[n] = k;
                value[n++] = 0.1f * (1 + random.nextFloat());
            }
            rowStart[i + 1] = n;
        }
        index = Arrays.copyOf(index, n);
        value = Arrays.copyOf(value, n);
        w = new float[features * classes];
        dw = new float[w.length];
        samples = Samples.sparse(features, rowStart, index, value);
        objective = SvmObjective.of(features, classes);
        separate(random);
    }

    /** Makes the label of eleven rows of twelve the class that the weights are for, far ahead. */
    private void separate(SplittableRandom random) {
        for (int a = 0; a < w.length; a++) {
            w[a] = 100 * (random.nextFloat() - 0.5f);
        }
        float[] scores = new float[classes];
        for (int i = 0; i < y.length; i++) {
            if (random.nextInt(12) > 0) {
                score(i, scores);
                for (int j = 0; j < classes; j++) {
                    y[i] = scores[j] > scores[y[i]] ? j : y[i];
                }
            }
        }
    }

    private void score(int i, float[] scores) {
        Arrays.fill(scores, 0);
        for (int n = (int) rowStart[i]; n < rowStart[i + 1]; n++) {
            for (int j = 0; j < classes; j++) {
                scores[j] += value[n] * w[index[n] * classes + j];
            }
        }
    }

    @Benchmark
    public double widemargin(Nonzeros counter) {
        counter.nonzeros += index.length;
        return objective.lossAndGradient(w, samples, y, REG, dw);
    }

    @Benchmark
    public double plain(Nonzeros counter) {
        counter.nonzeros += index.length;
        return PlainSparse.lossAndGradient(classes, w, rowStart, index, value, y, REG, dw);
    }
}
