package io.github.widemargin.jmh;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.jmh.Measurements.Value;
import io.github.widemargin.jmh.Plot.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures what a service waits for, and writes docs/latency.md and its plot. Called by jmh/latency. */
public final class LatencyReport {
    private static final int FORKS = 3;
    private static final List<String> SHAPES = List.of("784x10", "3072x10", "128x2", "2048x1000");
    private static final List<String> PEERS = List.of(
            "registers",
            "reading",
            "widemargin",
            "widemarginScores",
            "plain",
            "onnxRuntime",
            "liblinearJava",
            "tribuo");
    private static final List<String> NAMES = List.of(
            "as long", "reading", "`predict`", "`scores`", "plain loops", "ONNX Runtime", "liblinear-java", "Tribuo");

    private final Path docs = Path.of("docs");
    private final StringBuilder text = new StringBuilder();

    /** Nanoseconds of a call: the medians over the forks of three percentiles. */
    private record Times(double half, double most, double nearlyAll) {
        String less(double timer) {
            return String.format(
                    Locale.ROOT, "%s / %s / %s", number(half - timer), number(most - timer), number(nearlyAll - timer));
        }
    }

    public static void main(String[] args) throws Exception {
        new LatencyReport().write();
    }

    private void write() throws RunnerException, IOException, InterruptedException {
        line("# Latency");
        line("");
        line("Written by `jmh/latency` on %s with %s.", Machine.processor(), Machine.java());
        line("");
        writeOneSample();
        writeNonzeros();
        writeMany();
        writeFirstCalls();
        Files.writeString(docs.resolve("latency.md"), text);
    }

    private void writeOneSample() throws RunnerException {
        Map<String, Times> timers = sample("Predict.timer", "shape", Map.of("shape", SHAPES));
        double timer = timers.values().stream().mapToDouble(Times::half).min().orElseThrow();
        Map<String, Map<String, Times>> times = new LinkedHashMap<>();
        for (String peer : PEERS) {
            times.put(peer, sample("Predict." + peer, "shape", Map.of("shape", SHAPES)));
        }
        line("## One sample");
        line("");
        line(
                "Nanoseconds of a call by one thread, sampled: half, 99 %% and 99.9 %% of the calls took no longer; medians of %d forks, less",
                FORKS);
        line(
                "the %.0f ns that the timer itself takes. *Nothing* is that timer alone, not less anything; *as long* a calculation in registers",
                timer);
        line(
                "that was made to take as long as `predict`: where its 99.9 % take longer, the processor was away, as it may be in the others.");
        line(
                "*Reading* adds up the sample and as many floats as the weights are: half of the calls can hardly take less.");
        line("");
        line("| features × classes | nothing | " + String.join(" | ", NAMES) + " |");
        line("|---|---|" + "---|".repeat(NAMES.size()));
        for (String shape : SHAPES) {
            StringBuilder row = new StringBuilder(
                    "| " + shape.replace("x", " × ") + " | " + timers.get(shape).less(0));
            for (String peer : PEERS) {
                row.append(" | ").append(times.get(peer).get(shape).less(timer));
            }
            line(row + " |");
        }
        line("");
        line(
                "ONNX Runtime has the same model, exported, with one thread, and makes a tensor of each sample, as it takes no arrays;");
        line(
                "liblinear-java has the same model, Tribuo one of its own of the same shape, and both have their samples ready as the objects");
        line("that they ask for.");
        line("");
    }

    private void writeNonzeros() throws RunnerException {
        line("## One sample of nonzeros");
        line("");
        line("`predict(int[], float[])` with a model of 49,065 features: the same, in nanoseconds.");
        line("");
        line("| nonzeros | classes | `predict` | plain loops |");
        line("|---|---|---|---|");
        double timer = sample("Predict.timer", "shape", Map.of("shape", List.of("128x2")))
                .get("128x2")
                .half();
        for (String classes : List.of("2", "20")) {
            Map<String, List<String>> parameters =
                    Map.of("nonzeros", List.of("10", "100", "1000"), "classes", List.of(classes));
            Map<String, Times> ours = sample("PredictSparse.widemargin", "nonzeros", parameters);
            Map<String, Times> plain = sample("PredictSparse.plain", "nonzeros", parameters);
            ours.forEach((nonzeros, times) -> line(
                    "| %s | %s | %s | %s |",
                    nonzeros, classes, times.less(timer), plain.get(nonzeros).less(timer)));
        }
        line("");
    }

    private void writeMany() throws RunnerException {
        Measurements measurements = new Measurements(FORKS, 400);
        double peak =
                measurements.run("FmaPeak.fma", "gflops", Map.of()).getFirst().best();
        line("## Many samples");
        line("");
        line(
                "`predict(Samples, threads)`: useful operations, 2 · samples · features · classes, as a fraction of the %.0f GFLOP/s of fused",
                peak);
        line(
                "multiply-adds that the registers alone reach on one core in the same run; the best of the medians of %d forks.",
                FORKS);
        line("");
        line("| samples × features × classes | 1 thread | 2 threads |");
        line("|---|---|---|");
        List<String> shapes = List.of("64x784x10", "512x784x10", "4096x784x10", "1024x2048x1000");
        Map<String, Map<String, Double>> speeds = new LinkedHashMap<>();
        for (Value value : measurements.run(
                "PredictMany.predict", "gflops", Map.of("shape", shapes, "threads", List.of("1", "2")))) {
            speeds.computeIfAbsent(value.get("shape"), shape -> new LinkedHashMap<>())
                    .put(value.get("threads"), value.best() / peak);
        }
        for (String shape : shapes) {
            line(
                    "| %s | %.2f | %.2f |",
                    shape.replace("x", " × "),
                    speeds.get(shape).get("1"),
                    speeds.get(shape).get("2"));
        }
        line("");
        double read = measurements
                .run("MemoryRead.read", "gigabytes", Map.of("megabytes", List.of("12")))
                .getFirst()
                .best();
        double bytes = 4.0 / (2 * 10); // for each useful operation
        line(
                "12 MB are read at %.0f GB/s where nothing else is done: a call that reads the 12.8 MB of 4096 × 784 samples first, and then computes at",
                read);
        line("the peak, has %.2f of it.", 1 / (1 + peak * bytes / read));
        line("");
    }

    private void writeFirstCalls() throws IOException, InterruptedException {
        Path model = Files.createTempFile("latency", ".model");
        Path cache = Files.createTempFile("latency", ".aot");
        try {
            SplittableRandom random = new SplittableRandom(1);
            float[] w = new float[7840];
            for (int a = 0; a < w.length; a++) {
                w[a] = random.nextFloat() - 0.5f;
            }
            LinearSvm.of(w, 784, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}).save(model);
            firstCalls(model, "warm-up", "-XX:AOTCacheOutput=" + cache);
            double[][] kernels = runs(model, "kernels");
            double[][] calls = runs(model, "calls");
            double[][] warm = runs(model, "warm-up");
            String aot = "-XX:AOTCache=" + cache;
            double[][] callsCached = runs(model, "calls", aot);
            double[][] warmCached = runs(model, "warm-up", aot);
            line("## The first calls");
            line("");
            line(
                    "Of a new JVM, with a model of 784 × 10 weights: *kernels alone* asks the vector kernels from the first call on, *no warm-up*");
            line(
                    "calls `predict` at once, *warm-up* calls `warmUp()` before. The cache is the JDK's AOT cache (JEP 514 and 515), made by a run");
            line(
                    "with a warm-up. Medians of %d runs; microseconds but for the times of loading and of the warm-up.",
                    FORKS);
            line("");
            line(
                    "| | loading, ms | warm-up, ms | first call | calls 2–10 | 11–100 | 101–1000 | 1001–10,000 | slowest after the first | all, ms |");
            line("|---|---|---|---|---|---|---|---|---|---|");
            row("kernels alone", kernels);
            row("no warm-up", calls);
            row("warm-up", warm);
            row("no warm-up, cache", callsCached);
            row("warm-up, cache", warmCached);
            line("");
            int[] x = new int[41];
            Arrays.setAll(x, i -> (int) Math.round(Math.pow(10, i / 10.0)));
            Plot.logarithms(
                    docs.resolve("latency-first-calls.svg"),
                    "The first 10,000 calls of a new JVM, 784 × 10",
                    "microseconds of a call",
                    "call",
                    x,
                    List.of(
                            new Series("warm-up", curve(warm, x)),
                            new Series("no warm-up", curve(calls, x)),
                            new Series("kernels alone", curve(kernels, x))));
            line("![Microseconds of the first 10,000 calls](latency-first-calls.svg)");
            line("");
            line(
                    "Without a warm-up the calls are over before the kernels are compiled in the background, which takes half a second: plain");
            line("loops answer them all, a few microseconds each, with the same results.");
        } finally {
            Files.delete(model);
            Files.deleteIfExists(cache);
        }
    }

    private void row(String name, double[][] runs) {
        line(
                "| %s | %.0f | %.0f | %s | %s | %s | %s | %s | %s | %.0f |",
                name,
                median(runs, run -> run[0]),
                median(runs, run -> run[1]),
                number(median(runs, run -> run[3] / 1e3)),
                number(median(runs, run -> median(run, 1, 10) / 1e3)),
                number(median(runs, run -> median(run, 10, 100) / 1e3)),
                number(median(runs, run -> median(run, 100, 1000) / 1e3)),
                number(median(runs, run -> median(run, 1000, FirstCalls.CALLS) / 1e3)),
                number(median(
                        runs, run -> Arrays.stream(run, 4, run.length).max().orElseThrow() / 1e3)),
                median(runs, run -> Arrays.stream(run, 3, run.length).sum() / 1e6));
    }

    /** Of the calls around each, the median of the runs' medians, in microseconds. */
    private static double[] curve(double[][] runs, int[] calls) {
        double[] curve = new double[calls.length];
        for (int i = 0; i < calls.length; i++) {
            int from = (int) (calls[i] * 0.9);
            int to = Math.max(from + 1, (int) Math.min(FirstCalls.CALLS, calls[i] * 1.1));
            curve[i] = median(runs, run -> median(run, Math.min(from, FirstCalls.CALLS - 1), to) / 1e3);
        }
        return curve;
    }

    private interface Measure {
        double of(double[] run);
    }

    private static double median(double[][] runs, Measure measure) {
        double[] values = Arrays.stream(runs).mapToDouble(measure::of).sorted().toArray();
        return values[values.length / 2];
    }

    /** Of the calls [from, to) of a run. */
    private static double median(double[] run, int from, int to) {
        double[] values = Arrays.copyOfRange(run, 3 + from, 3 + to);
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static double[][] runs(Path model, String mode, String... options)
            throws IOException, InterruptedException {
        double[][] runs = new double[FORKS][];
        for (int run = 0; run < FORKS; run++) {
            runs[run] = firstCalls(model, mode, options);
        }
        return runs;
    }

    /** What {@link FirstCalls} prints. */
    private static double[] firstCalls(Path model, String mode, String... options)
            throws IOException, InterruptedException {
        System.err.println("FirstCalls " + mode + " " + List.of(options));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.addAll(List.of(FirstCalls.class.getName(), model.toString(), mode));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed");
        }
        String numbers = out.lines()
                .filter(line -> line.split(" ").length == FirstCalls.CALLS + 3)
                .findFirst()
                .orElseThrow();
        return Arrays.stream(numbers.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** By a parameter. */
    private static Map<String, Times> sample(String benchmark, String by, Map<String, List<String>> parameters)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.replace(".", "\\.") + "$")
                .forks(FORKS)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(300))
                .measurementIterations(3)
                .measurementTime(TimeValue.milliseconds(400))
                .verbosity(VerboseMode.SILENT);
        parameters.forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
        System.err.println(benchmark + " " + parameters);
        Map<String, Times> times = new LinkedHashMap<>();
        for (RunResult result : new Runner(options.build()).run()) {
            Times value = new Times(percentile(result, 50), percentile(result, 99), percentile(result, 99.9));
            System.err.printf("  %s: %s%n", result.getParams().getParam(by), value);
            times.put(result.getParams().getParam(by), value);
        }
        return times;
    }

    private static double percentile(RunResult result, double percent) {
        Collection<BenchmarkResult> forks = result.getBenchmarkResults();
        double[] values = forks.stream()
                .mapToDouble(fork -> fork.getPrimaryResult().getStatistics().getPercentile(percent))
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", Math.max(0, value));
    }

    private void line(String format, Object... values) {
        text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
