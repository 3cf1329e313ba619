package io.github.widemargin.jmh;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import io.github.widemargin.LinearSvm;
import io.github.widemargin.Samples;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.math.optimisers.SGD;

/**
 * The label of one sample, as a service asks for it: the next of a few samples at each call. The peers have the same weights, but for
 * Tribuo, which can only train its own, of the same shape. ONNX Runtime, with one thread, makes a tensor of each sample,
 * as it takes no arrays; liblinear-java and Tribuo have their samples ready as the objects that they ask for.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class Predict {
    private static final int SAMPLES = 8;
    private static final int FIRST =
            12; // element that lies on a cache line in an array that G1 gives regions of its own

    private static int sink;

    /** Features × classes. */
    @Param({"784x10", "3072x10", "128x2", "2048x1000"})
    String shape;

    int features;
    int classes;
    float[][] x;
    LinearSvm model;
    private float[] w;
    private float[] scores;
    private float[] aligned;
    private int next;
    private int steps; // of a calculation that takes as long as a prediction

    @Setup
    public void generate() {
        int[] sizes =
                Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        features = sizes[0];
        classes = sizes[1];
        SplittableRandom random = new SplittableRandom(1);
        w = new float[features * classes];
        for (int a = 0; a < w.length; a++) {
            w[a] = random.nextFloat() - 0.5f;
        }
        x = new float[SAMPLES][features];
        for (float[] sample : x) {
            for (int k = 0; k < features; k++) {
                sample[k] = random.nextFloat();
            }
        }
        int[] labels = new int[classes];
        Arrays.setAll(labels, j -> j);
        model = LinearSvm.of(w, features, labels);
        model.warmUp();
        scores = new float[classes];
        aligned = new float[FIRST + Math.max(w.length, 1 << 22)];
        System.arraycopy(w, 0, aligned, FIRST, w.length);
        double step = nanoseconds(() -> calculate(10_000)) / 1e4;
        steps = (int) (nanoseconds(() -> model.predict(x[0])) / step);
    }

    /** Of a call, in the fastest of many batches. */
    private static double nanoseconds(IntSupplier call) {
        double best = Double.POSITIVE_INFINITY;
        for (int batch = 0; batch < 100; batch++) {
            long start = System.nanoTime();
            int calls = 0;
            do {
                for (int n = 0; n < 16; n++, calls++) {
                    sink = call.getAsInt();
                }
            } while (System.nanoTime() - start < 2_000_000);
            best = Math.min(best, (System.nanoTime() - start) / (double) calls);
        }
        return best;
    }

    private static int calculate(int steps) {
        double sum = steps;
        for (int n = 0; n < steps; n++) {
            sum = sum * 0.999 + 1;
        }
        return (int) sum;
    }

    private int next() {
        return next++ % SAMPLES;
    }

    /** What the timer itself costs. */
    @Benchmark
    public float[] timer() {
        return x[next()];
    }

    /** As long as a prediction, and in registers alone: what goes beyond is the machine's doing. */
    @Benchmark
    public int registers() {
        return calculate(steps);
    }

    /** Reads the sample and about as many floats as the weights are, in whole vectors, and adds them up, as a prediction must at the least. */
    @Benchmark
    public float reading() {
        return MemoryRead.sum(x[next()], 0, features) + MemoryRead.sum(aligned, FIRST, w.length);
    }

    @Benchmark
    public int widemargin() {
        return model.predict(x[next()]);
    }

    @Benchmark
    public float[] widemarginScores() {
        model.scores(x[next()], scores);
        return scores;
    }

    @Benchmark
    public int plain() {
        float[] x = this.x[next()];
        Arrays.fill(scores, 0);
        for (int k = 0; k < features; k++) {
            for (int j = 0; j < classes; j++) {
                scores[j] += x[k] * w[k * classes + j];
            }
        }
        int best = 0;
        for (int j = 1; j < classes; j++) {
            best = scores[j] > scores[best] ? j : best;
        }
        return best;
    }

    @Benchmark
    public int onnxRuntime(Onnx onnx) throws OrtException {
        long[] shape = {1, features};
        try (OnnxTensor input = OnnxTensor.createTensor(onnx.environment, FloatBuffer.wrap(x[next()]), shape);
                OrtSession.Result result = onnx.session.run(Map.of("x", input), onnx.outputs)) {
            return (int) ((long[]) result.get(0).getValue())[0];
        }
    }

    @Benchmark
    public int liblinearJava(Liblinear liblinear) {
        return (int) Linear.predict(liblinear.model, liblinear.x[next()]);
    }

    @Benchmark
    public Label tribuo(TribuoModel tribuo) {
        return tribuo.model.predict(tribuo.samples.getExample(next())).getOutput();
    }

    /** The same model in ONNX Runtime. */
    @State(Scope.Thread)
    public static class Onnx {
        final Set<String> outputs = Set.of("label");
        OrtEnvironment environment;
        OrtSession session;

        @Setup
        public void open(Predict predict) throws IOException, OrtException {
            Path file = Files.createTempFile("predict", ".onnx");
            try {
                predict.model.saveOnnx(file);
                environment = OrtEnvironment.getEnvironment();
                OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                options.setIntraOpNumThreads(1);
                session = environment.createSession(file.toString(), options);
            } finally {
                Files.delete(file);
            }
        }

        @TearDown
        public void close() throws OrtException {
            session.close();
        }
    }

    /** The same model in liblinear-java. */
    @State(Scope.Thread)
    public static class Liblinear {
        de.bwaldvogel.liblinear.Model model;
        Feature[][] x;

        @Setup
        public void open(Predict predict) throws IOException {
            Path file = Files.createTempFile("predict", ".liblinear");
            try {
                predict.model.saveLiblinear(file);
                model = de.bwaldvogel.liblinear.Model.load(file);
            } finally {
                Files.delete(file);
            }
            x = new Feature[SAMPLES][predict.features];
            for (int i = 0; i < SAMPLES; i++) {
                for (int k = 0; k < predict.features; k++) {
                    x[i][k] = new FeatureNode(k + 1, predict.x[i][k]);
                }
            }
        }
    }

    /** A model of the same shape in Tribuo. */
    @State(Scope.Thread)
    public static class TribuoModel {
        Model<Label> model;
        MutableDataset<Label> samples;

        @Setup
        public void train(Predict predict) {
            int count = Math.max(SAMPLES, predict.classes); // all classes are seen
            float[][] x = new float[count][];
            int[] y = new int[count];
            float[] little = new float[predict.features];
            little[0] = 1;
            for (int i = 0; i < count; i++) {
                x[i] = i < SAMPLES ? predict.x[i] : little; // it trains for a minute on whole ones
                y[i] = i % predict.classes;
            }
            samples = Tribuo.dataset(Samples.dense(x, predict.features), y);
            model = new LinearSGDTrainer(new Hinge(), SGD.getSimpleSGD(0.1), 1, -1, 1, 1).train(samples);
        }
    }
}
