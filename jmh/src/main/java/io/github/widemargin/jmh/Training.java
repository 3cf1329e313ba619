package io.github.widemargin.jmh;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.github.widemargin.Hinge;
import io.github.widemargin.SvmTrainer;
import io.github.widemargin.data.DataFiles;
import io.github.widemargin.data.LabeledSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.math.optimisers.AdaGrad;

/**
 * A whole training, beside the other trainers of linear support vector machines on the JVM. The data are given with -p
 * data=FILE, of any format that is read; all have them in memory, in the form they ask for.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx10g"})
@Warmup(iterations = 1)
@Measurement(iterations = 2)
@State(Scope.Thread)
public class Training {
    @Param("")
    String data;

    @Param({"1e-2", "1e-3"})
    float reg;

    @Param({"weston-watkins", "crammer-singer", "liblinear-java", "tribuo"})
    String trainer;

    private LabeledSamples samples;
    private Problem problem;
    private MutableDataset<Label> dataset;

    @Setup
    public void read() throws IOException {
        samples = DataFiles.read(Path.of(data));
        switch (trainer) {
            case "liblinear-java" -> problem = problem(samples);
            case "tribuo" -> dataset = Tribuo.dataset(samples.samples(), samples.labels());
            default -> {}
        }
    }

    @Benchmark
    public Object train() {
        return switch (trainer) {
            case "weston-watkins" -> widemargin(Hinge.WESTON_WATKINS);
            case "crammer-singer" -> widemargin(Hinge.CRAMMER_SINGER);
            case "liblinear-java" -> {
                Linear.disableDebugOutput();
                double c = 1 / ((double) reg * samples.samples().size());
                yield Linear.train(problem, new Parameter(SolverType.MCSVM_CS, c, 0.1));
            }
            case "tribuo" ->
                new LinearSGDTrainer(
                                new org.tribuo.classification.sgd.objectives.Hinge(), new AdaGrad(0.1), 5, -1, 1, 42)
                        .train(dataset);
            default -> throw new IllegalArgumentException("trainer=" + trainer);
        };
    }

    private Object widemargin(Hinge hinge) {
        return SvmTrainer.builder()
                .hinge(hinge)
                .regularization(reg)
                .threads(Runtime.getRuntime().availableProcessors())
                .build()
                .train(samples.samples(), samples.labels());
    }

    private static Problem problem(LabeledSamples samples) {
        Problem problem = new Problem();
        problem.l = samples.samples().size();
        problem.n = samples.samples().features();
        problem.x = new Feature[problem.l][];
        problem.y = new double[problem.l];
        for (int i = 0; i < problem.l; i++) {
            List<Feature> row = new ArrayList<>();
            samples.samples().forEachNonzero(i, (k, value) -> row.add(new FeatureNode(k + 1, value)));
            problem.x[i] = row.toArray(Feature[]::new);
            problem.y[i] = samples.labels()[i];
        }
        return problem;
    }
}
