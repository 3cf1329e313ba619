package io.github.widemargin.jmh;

import io.github.widemargin.jmh.Measurements.Value;
import io.github.widemargin.jmh.Plot.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.runner.RunnerException;

/** Runs the suite and writes docs/performance.md and its plots. Called by jmh/report. */
public final class Report {
    private static final List<String> SHAPES = List.of(
            "200x3072x10",
            "4096x784x10",
            "16384x3072x10",
            "4096x785x10",
            "16384x64x26",
            "65536x16x3",
            "2048x2048x100",
            "1024x2048x1000");
    private static final List<String> PEER_SHAPES = List.of("4096x784x10", "2048x2048x100", "1024x2048x1000");
    private static final List<String> PARALLEL_SHAPES = SHAPES.subList(1, SHAPES.size()); // without that of few samples
    private static final List<String> STAGES = List.of("all", "half", "few");
    private static final double IN_CACHE = 64e6; // bytes of x, up to which it stays in the third-level cache

    private final Measurements measurements;
    private final Measurements secondary; // for what is no share of the table of shapes or of the peers
    private final boolean isLong;
    private final Path docs = Path.of("docs");
    private final StringBuilder text = new StringBuilder();
    private double peak;
    private double readCache;
    private double readMemory;

    private Report(boolean isLong) {
        this.isLong = isLong;
        measurements = isLong ? new Measurements(5, 400) : new Measurements(1, 300);
        secondary = isLong ? new Measurements(3, 400) : measurements;
    }

    public static void main(String[] args) throws Exception {
        if (args.length > 1 || args.length == 1 && !args[0].equals("--long")) {
            System.err.println("usage: jmh/report [--long]");
            System.exit(2);
        }
        new Report(args.length == 1).write();
    }

    private void write() throws RunnerException, IOException, InterruptedException {
        peak = peak();
        Map<String, Value> memory = byParameter(
                measurements.run("MemoryRead.read", "gigabytes", Map.of("megabytes", List.of("12", "200"))),
                "megabytes");
        readCache = memory.get("12").best();
        readMemory = memory.get("200").best();
        Map<String, Map<String, Value>> one = vector(measurements, SHAPES, STAGES, 1);
        writeHead();
        writeShapes(one);
        writePeers(one);
        writeThreads(one);
        writeSparse();
        writeAvx2();
        writeHugePages(one);
        writeSweep("features", "-features", IntStream.rangeClosed(760, 800).toArray(), n -> "1024x" + n + "x10");
        writeSweep("classes", "-classes", IntStream.rangeClosed(2, 34).toArray(), m -> "1024x784x" + m);
        Files.writeString(docs.resolve("performance.md"), text);
    }

    private double peak(String... options) throws RunnerException {
        return measurements
                .run("FmaPeak.fma", "gflops", Map.of(), options)
                .getFirst()
                .best();
    }

    /** By shape and stage. */
    private static Map<String, Map<String, Value>> vector(
            Measurements measurements, List<String> shapes, List<String> stages, int threads, String... options)
            throws RunnerException {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("shape", shapes);
        parameters.put("violators", stages);
        parameters.put("threads", List.of(Integer.toString(threads)));
        Map<String, Map<String, Value>> values = new LinkedHashMap<>();
        for (Value value : measurements.run("LossAndGradient.vector", "gflops", parameters, options)) {
            values.computeIfAbsent(value.get("shape"), shape -> new LinkedHashMap<>())
                    .put(value.get("violators"), value);
        }
        return values;
    }

    private static Map<String, Value> byParameter(List<Value> values, String parameter) {
        Map<String, Value> map = new LinkedHashMap<>();
        values.forEach(value -> map.put(value.get(parameter), value));
        return map;
    }

    private void writeHead() throws IOException {
        line("# Performance");
        line("");
        line("Written by `jmh/report%s` on %s with %s.", isLong ? " --long" : "", Machine.processor(), Machine.java());
        line("");
        line(
                "`SvmObjective.lossAndGradient` from end to end, `float`, one thread unless said otherwise. Speeds are useful operations,");
        line(
                "4 · samples · features · classes whether zeros of G are skipped or not, as a fraction of what the registers alone reach in");
        line(
                "the same run: **%.0f GFLOP/s** of fused multiply-adds. An array of 12 MB is read at %.0f GB/s, one of 200 MB at %.0f GB/s.",
                peak, readCache, readMemory);
        line(
                "A figure is the best of the medians of %s of the JVM, as neighbours on the machine disturb some; under *Two threads*,",
                isLong ? "5 forks" : "1 fork");
        line(
                "*256 bits* and *Huge pages* of %s, in the curves of one run, and of NumPy and PyTorch of 5 runs in a process.",
                isLong ? "3" : "1");
        line("");
        line(
                "*all*: every class violates in every row, as at the start of a training. *half*: any class with probability ½. *few*: all");
        line(
                "in one row of twelve, none in the others, as late in a training. More than 1 is possible because the gradient of a row");
        line("without violators costs nothing, and what all classes of a row share is added once.");
        line("");
    }

    private void writeShapes(Map<String, Map<String, Value>> one) throws IOException {
        line(
                "| samples × features × classes | all | half | few | x read once | that, then the scores | bytes allocated |");
        line("|---|---|---|---|---|---|---|");
        List<String> labels = new ArrayList<>();
        double[] all = new double[SHAPES.size()];
        double[] few = new double[SHAPES.size()];
        double[] limit = new double[SHAPES.size()];
        for (int i = 0; i < SHAPES.size(); i++) {
            String shape = SHAPES.get(i);
            Map<String, Value> stages = one.get(shape);
            int[] sizes = sizes(shape);
            double bytes = 4.0 * sizes[0] * sizes[1];
            double read = sizes[2] * (bytes > IN_CACHE ? readMemory : readCache) / peak;
            all[i] = stages.get("all").best() / peak;
            few[i] = stages.get("few").best() / peak;
            limit[i] = 1 / (0.5 + 1 / read);
            labels.add(shape.replace("x", "×").replaceFirst("×", " ×\n"));
            line(
                    "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %s |",
                    spaced(shape), all[i], stages.get("half").best() / peak, few[i], read, limit[i], bytes(stages));
        }
        line("");
        line(
                "*x read once* is the fraction if nothing but that took time; *that, then the scores* if the scores, at the full peak, came");
        line(
                "after it and the gradient cost nothing. Java has no prefetch, so reading and computing overlap only as far as the processor");
        line(
                "looks ahead; [kernels.md](kernels.md) says what was tried. The bytes are the mean of a call and the harness: a call allocates");
        line("nothing once all is compiled, which calls of tens of milliseconds reach later than this warms up.");
        line("");
        line("![Fraction of the peak by shape](performance.svg)");
        line("");
        Plot.bars(
                docs.resolve("performance.svg"),
                "Loss and gradient",
                "fraction of the FMA peak",
                labels,
                List.of(
                        new Series("all violate", all),
                        new Series("few violate", few),
                        new Series("x read, then scores", limit)));
    }

    private static String bytes(Map<String, Value> stages) {
        double most = stages.values().stream().mapToDouble(Value::bytes).max().orElse(0);
        return String.format(Locale.ROOT, "%.0f", most);
    }

    private void writePeers(Map<String, Map<String, Value>> one)
            throws RunnerException, IOException, InterruptedException {
        Map<String, Map<String, Double>> peers = new LinkedHashMap<>();
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("shape", PEER_SHAPES);
        parameters.put("violators", List.of("all"));
        for (Value value : measurements.run("LossAndGradient.scalar", "gflops", parameters)) {
            put(peers, "plain Java loops", value.get("shape"), value.best());
        }
        parameters.put("blas", List.of("vector", "native"));
        for (Value value : measurements.run("Blas.textbook", "gflops", parameters)) {
            String name = value.get("blas").equals("vector")
                    ? "textbook on netlib's Vector API BLAS"
                    : "textbook on the system's BLAS through netlib's JNI";
            put(peers, name, value.get("shape"), value.best());
        }
        for (int threads = 1; threads <= 2; threads++) {
            for (String[] peer : Measurements.script(Path.of("jmh/peers.py"), threads, PEER_SHAPES)) {
                put(peers, peer[0] + (threads == 1 ? "" : ", two threads"), peer[2], Double.parseDouble(peer[3]));
            }
        }
        String core = System.getenv("OPENBLAS_CORETYPE");
        line("## Beside others");
        line("");
        line(
                "GFLOP/s, and how many times as fast this library is with all classes violating and with few. The others compute the same");
        line(
                "whatever violates. The system's BLAS, which NumPy and PyTorch use too, is %s; if OpenBLAS, it runs the kernels that it %s.",
                blas(), core == null ? "chooses itself" : "has for " + core);
        line("");
        line(
                "| | %s |",
                String.join(" | ", PEER_SHAPES.stream().map(Report::spaced).toList()));
        line("|---|---|---|---|");
        line(
                "| **Widemargin**, all / few | %s |",
                String.join(
                        " | ",
                        PEER_SHAPES.stream()
                                .map(shape -> String.format(
                                        Locale.ROOT,
                                        "%.0f / %.0f",
                                        one.get(shape).get("all").best(),
                                        one.get(shape).get("few").best()))
                                .toList()));
        peers.forEach((name, speeds) -> line(
                "| %s | %s |",
                name,
                String.join(
                        " | ",
                        PEER_SHAPES.stream()
                                .map(shape -> speeds.containsKey(shape)
                                        ? String.format(
                                                Locale.ROOT,
                                                "%.1f: %.1f× / %.1f×",
                                                speeds.get(shape),
                                                one.get(shape).get("all").best() / speeds.get(shape),
                                                one.get(shape).get("few").best() / speeds.get(shape))
                                        : "–")
                                .toList())));
        line("");
    }

    private static String blas() throws IOException {
        Path link = Path.of("/usr/lib/x86_64-linux-gnu/libblas.so.3");
        return Files.exists(link) ? link.toRealPath().toString() : "unknown";
    }

    private static void put(Map<String, Map<String, Double>> peers, String name, String shape, double speed) {
        peers.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(shape, speed);
    }

    private void writeThreads(Map<String, Map<String, Value>> one) throws RunnerException {
        Map<String, Map<String, Value>> two = vector(secondary, PARALLEL_SHAPES, List.of("all", "few"), 2);
        line("## Two threads");
        line("");
        double computes =
                secondary.run(2, "FmaPeak.fma", "gflops", Map.of()).getFirst().best() / peak;
        double reads = secondary
                        .run(2, "MemoryRead.read", "gigabytes", Map.of("megabytes", List.of("200")))
                        .getFirst()
                        .best()
                / readMemory;
        line(
                "How many times as fast as one, with the same bits. The registers alone compute %.2f times as fast with two threads, and memory",
                computes);
        line("is read %.2f times as fast.", reads);
        line("");
        line("| samples × features × classes | all | few |");
        line("|---|---|---|");
        for (String shape : PARALLEL_SHAPES) {
            line(
                    "| %s | %.2f | %.2f |",
                    spaced(shape),
                    two.get(shape).get("all").best() / one.get(shape).get("all").best(),
                    two.get(shape).get("few").best() / one.get(shape).get("few").best());
        }
        line("");
    }

    private void writeSparse() throws RunnerException {
        line("## Sparse samples");
        line("");
        line(
                "Features as frequent as words are; one row of twelve violates, with all classes. Nanoseconds for a nonzero, scores and");
        line("gradient together, beside plain Java loops over the same arrays.");
        line("");
        line("| samples × features × classes, nonzeros of a row at most | sparse kernels | plain loops |");
        line("|---|---|---|");
        List<Value> plain = secondary.run("SparseLossAndGradient.plain", "nonzeros", Map.of());
        List<Value> ours = secondary.run("SparseLossAndGradient.widemargin", "nonzeros", Map.of());
        for (int n = 0; n < ours.size(); n++) {
            String[] sizes = ours.get(n).get("shape").split("x");
            line(
                    "| %s × %s × %s, %s | %.1f ns | %.1f ns |",
                    sizes[0],
                    sizes[1],
                    sizes[2],
                    sizes[3],
                    1e9 / ours.get(n).best(),
                    1e9 / plain.get(n).best());
        }
        line("");
    }

    private void writeAvx2() throws RunnerException {
        String option = "-XX:+IgnoreUnrecognizedVMOptions -XX:UseAVX=2";
        double narrowPeak = peak(option.split(" "));
        Map<String, Map<String, Value>> narrow = vector(secondary, SHAPES, List.of("all", "few"), 1, option.split(" "));
        line("## 256 bits");
        line("");
        line("With `%s`, as a fraction of the peak so: %.0f GFLOP/s.", option, narrowPeak);
        line("");
        line("| samples × features × classes | all | few |");
        line("|---|---|---|");
        for (String shape : SHAPES) {
            line(
                    "| %s | %.2f | %.2f |",
                    spaced(shape),
                    narrow.get(shape).get("all").best() / narrowPeak,
                    narrow.get(shape).get("few").best() / narrowPeak);
        }
        line("");
    }

    private void writeHugePages(Map<String, Map<String, Value>> one) throws RunnerException {
        List<String> shapes = SHAPES.subList(0, 3);
        String option = "-XX:+IgnoreUnrecognizedVMOptions -XX:+UseTransparentHugePages";
        Map<String, Map<String, Value>> huge = vector(secondary, shapes, List.of("all"), 1, option.split(" "));
        line("## Huge pages");
        line("");
        line(
                "With `%s`, as a multiple of the speed without: %s.",
                option,
                String.join(
                        ", ",
                        shapes.stream()
                                .map(shape -> String.format(
                                        Locale.ROOT,
                                        "%s %.2f",
                                        spaced(shape),
                                        huge.get(shape).get("all").best()
                                                / one.get(shape).get("all").best()))
                                .toList()));
        line("");
    }

    private interface Shape {
        String of(int size);
    }

    private void writeSweep(String name, String suffix, int[] sizes, Shape shape)
            throws RunnerException, IOException, InterruptedException {
        List<String> shapes = IntStream.of(sizes).mapToObj(shape::of).toList();
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("shape", shapes);
        parameters.put("violators", List.of("all", "few"));
        Map<String, List<String>> ends = new LinkedHashMap<>(parameters);
        ends.put("shape", List.of(shapes.getFirst(), shapes.getLast()));
        new Measurements(0, 500).run("LossAndGradient.vector", "gflops", ends); // compiles
        Map<String, double[]> speeds = new LinkedHashMap<>();
        for (Value value : new Measurements(0, 150).run("LossAndGradient.vector", "gflops", parameters)) {
            speeds.computeIfAbsent(value.get("violators"), stage -> new double[sizes.length])[
                            shapes.indexOf(value.get("shape"))] =
                    value.best() / peak;
        }
        Path file = docs.resolve("performance" + suffix + ".svg");
        Plot.lines(
                file,
                "Samples × features × classes: " + spaced(shape.of(0)).replaceAll("\\b0\\b", "…"),
                "fraction of the FMA peak",
                name,
                sizes,
                List.of(new Series("all violate", speeds.get("all")), new Series("few violate", speeds.get("few"))));
        line("## From %d to %d %s", sizes[0], sizes[sizes.length - 1], name);
        line("");
        line("![Fraction of the peak by %s](%s)", name, file.getFileName());
        line("");
        List<String> drops = new ArrayList<>();
        speeds.forEach((stage, values) -> {
            for (int i = 1; i < sizes.length; i++) {
                if (values[i] < 0.85 * values[i - 1]) {
                    drops.add(String.format(
                            Locale.ROOT, "%d (%s) by %.0f %%", sizes[i], stage, 100 - 100 * values[i] / values[i - 1]));
                }
            }
        });
        line(
                "All sizes ran in one JVM, a second each, so a neighbour shows as a dip; what is slow of itself dips in every run.");
        line(
                drops.isEmpty()
                        ? "No size is more than 15 % slower than the one before it."
                        : "More than 15 % slower than the size before: " + String.join(", ", drops) + ".");
        line("");
    }

    private static int[] sizes(String shape) {
        return IntStream.of(0, 1, 2)
                .map(i -> Integer.parseInt(shape.split("x")[i]))
                .toArray();
    }

    private static String spaced(String shape) {
        return shape.replace("x", " × ");
    }

    private void line(String format, Object... values) {
        text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
