package io.github.widemargin.jmh;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs benchmarks, each in forks of its own, or with none in this JVM, one after the other; what counts is the best of the forks'
 * medians, the least disturbed.
 */
final class Measurements {
    /** Until all that a call needs is compiled 2.2 seconds have gone by, on a slow machine. */
    private static final int WARMUPS = 6;

    private static final int WARMUP_MILLISECONDS = 500;

    private final int forks;
    private final int milliseconds; // of an iteration

    Measurements(int forks, int milliseconds) {
        this.forks = forks;
        this.milliseconds = milliseconds;
    }

    /** One configuration: its parameters, the best median of a counter, and the bytes allocated in a call. */
    record Value(Map<String, String> parameters, double best, double bytes) {
        String get(String parameter) {
            return parameters.get(parameter);
        }
    }

    /**
     * Runs a benchmark over the products of its parameters.
     *
     * @param counter the secondary result that counts
     * @param options of the JVM
     */
    List<Value> run(String benchmark, String counter, Map<String, List<String>> parameters, String... options)
            throws RunnerException {
        return run(1, benchmark, counter, parameters, options);
    }

    /** The same with so many threads, which do the same side by side. */
    List<Value> run(
            int threads, String benchmark, String counter, Map<String, List<String>> parameters, String... options)
            throws RunnerException {
        OptionsBuilder builder = new OptionsBuilder();
        builder.include(benchmark.replace(".", "\\.") + "$");
        parameters.forEach((name, values) -> builder.param(name, values.toArray(String[]::new)));
        builder.forks(forks)
                .threads(threads)
                .warmupIterations(forks == 0 ? 1 : WARMUPS)
                .warmupTime(TimeValue.milliseconds(forks == 0 ? milliseconds : WARMUP_MILLISECONDS))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(milliseconds))
                .addProfiler(GCProfiler.class)
                .jvmArgsPrepend(options)
                .verbosity(VerboseMode.SILENT);
        System.err.println(benchmark + " " + parameters + " " + List.of(options));
        Collection<RunResult> results = new Runner(builder.build()).run();
        List<Value> values = new ArrayList<>();
        for (RunResult result : results) {
            Map<String, String> named = new LinkedHashMap<>();
            for (String name : result.getParams().getParamsKeys()) {
                named.put(name, result.getParams().getParam(name));
            }
            Value value = new Value(named, best(result, counter), bytes(result));
            System.err.printf("  %s: %.2f%n", named, value.best());
            values.add(value);
        }
        return values;
    }

    private static double best(RunResult result, String counter) {
        double best = 0;
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            double[] scores = fork.getIterationResults().stream()
                    .mapToDouble(iteration ->
                            iteration.getSecondaryResults().get(counter).getScore())
                    .sorted()
                    .toArray();
            best = Math.max(best, scores[scores.length / 2]);
        }
        return best;
    }

    private static double bytes(RunResult result) {
        Result<?> rate = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return rate == null ? Double.NaN : rate.getScore();
    }

    /** What the script prints for other languages' libraries; nothing where it cannot run. */
    static List<String[]> script(Path script, int threads, List<String> shapes)
            throws IOException, InterruptedException {
        List<String[]> lines = new ArrayList<>();
        if (!Files.isExecutable(Path.of("/usr/bin/python3"))) {
            return lines;
        }
        List<String> command = new ArrayList<>(List.of(script.toString(), Integer.toString(threads)));
        command.addAll(shapes);
        System.err.println(command);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(line -> lines.add(line.split("\t")));
        }
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed");
        }
        return lines;
    }
}
