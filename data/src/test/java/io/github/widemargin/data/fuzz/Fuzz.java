package io.github.widemargin.data.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Fuzzes targets one after the other, each by Jazzer in a JVM of its own: what data/fuzz runs. */
final class Fuzz {
    private static final Path RESULTS = Path.of("target/fuzz");
    private static final Path IN_MEMORY = Path.of("/dev/shm"); // of Linux; files elsewhere take most of the time
    private static final Pattern EXECUTIONS = Pattern.compile("stat::number_of_executed_units:\\s*(\\d+)");
    private static final Pattern FINDING =
            Pattern.compile("(?s)== (Java Exception|ERROR).*?(?=\nDEDUP_TOKEN|\nGarbage collector|$)");

    private Fuzz() {}

    static Path savedInputs(FuzzTarget target) {
        return Path.of("src/test/resources/fuzz", target.title());
    }

    /** Seconds for each target, then the targets, or none for all. Leaves a report of them, a line for each. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int seconds = Integer.parseInt(arguments[0]);
        List<FuzzTarget> targets = Arrays.stream(arguments)
                .skip(1)
                .map(name -> FuzzTarget.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
        List<String> report = new ArrayList<>();
        for (FuzzTarget target : targets.isEmpty() ? List.of(FuzzTarget.values()) : targets) {
            System.out.println("fuzzing " + target.title());
            report.add(fuzz(target, seconds));
        }
        Files.write(RESULTS.resolve("report"), report);
    }

    private static String fuzz(FuzzTarget target, int seconds) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(RESULTS.resolve(target.title()));
        Path log = folder.resolve("log");
        boolean holds = run(command(target, seconds, folder), log);
        String text = Files.readString(log);
        Matcher executions = EXECUTIONS.matcher(text);
        String line = "%-10s %10s executions".formatted(target.title(), executions.find() ? executions.group(1) : "no");
        if (holds) {
            return line;
        }
        Matcher finding = FINDING.matcher(text);
        System.out.println(finding.find() ? finding.group() : text);
        return line + ", a finding: see " + folder.toAbsolutePath();
    }

    private static boolean run(List<String> command, Path log) throws IOException, InterruptedException {
        Path temporary = Files.isWritable(IN_MEMORY)
                ? Files.createTempDirectory(IN_MEMORY, "fuzz")
                : Files.createTempDirectory("fuzz");
        List<String> all = new ArrayList<>(command);
        all.add(1, "-Djava.io.tmpdir=" + temporary);
        try {
            return new ProcessBuilder(all)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start()
                            .waitFor()
                    == 0;
        } finally {
            delete(temporary);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> paths = Files.walk(folder)) {
            all = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private static List<String> command(FuzzTarget target, int seconds, Path folder) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzTarget.class.getName(),
                "--target_args=" + target,
                // not the kernels: no file reaches them, and they would be slow
                "--instrumentation_includes=io.github.widemargin.*:io.github.widemargin.data.*"
                        + ":io.github.widemargin.model.*:de.siegmar.**:ch.randelshofer.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + seconds,
                "-timeout=10", // seconds for an input
                "-max_len=8192",
                "-len_control=1", // soon as long as that
                "-print_final_stats=1",
                Files.createDirectories(folder.resolve("corpus")).toString(),
                savedInputs(target).toString());
    }
}
