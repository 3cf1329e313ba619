package io.github.widemargin.jmh;

import io.github.widemargin.Hinge;
import io.github.widemargin.LinearSvm;
import io.github.widemargin.SvmObjective;
import io.github.widemargin.SvmTrainer;
import io.github.widemargin.TrainingResult;
import io.github.widemargin.data.DataFiles;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.data.OutputFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Trains on files of data beside LIBLINEAR's program, whose time is that of a run less that of one that stops at once, and the same code
 * within scikit-learn, where that is installed; medians of five, and prints a table. Cold is the command, by its own count of the seconds after loading; warm, this JVM when it has trained before.
 * A second table has the reading of the same samples as LIBSVM text, LIBLINEAR's by a whole run that stops at once, the command's cold and by its own
 * count, without the start of its JVM.
 */
public final class TrainingReport implements AutoCloseable {
    private static final int RUNS = 5;
    private static final Path LAUNCHER = Path.of(System.getProperty("widemargin.launcher", "./widemargin"));
    private static final double[] GAPS = {0.02, 0.01, 0.005, 0.003, 0.002, 0.0015, 0.001, 7e-4, 5e-4};

    private final Path file;
    private final LabeledSamples data;
    private final Path folder = Files.createTempDirectory("widemargin");
    private final Path text = folder.resolve("samples.svm");
    private final Path model = folder.resolve("model");
    private final int threads = Runtime.getRuntime().availableProcessors();

    private TrainingReport(Path file) throws IOException {
        this.file = file;
        try (OutputStream out = Files.newOutputStream(text)) {
            data = DataFiles.read(file);
            OutputFormat.LIBSVM.write(data, text, out);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(text);
        Files.deleteIfExists(model);
        Files.delete(folder);
    }

    /** Of the files given. */
    public static void main(String[] args) throws Exception {
        System.out.println(
                "| data | reg | hinge | stop at | LIBLINEAR -s 4 | scikit-learn | cold | warm, one thread | warm | objective |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        StringBuilder reading =
                new StringBuilder("\n| LIBSVM text | MB | LIBLINEAR reads it in | the command |\n|---|---|---|---|\n");
        for (String name : args) {
            try (TrainingReport report = new TrainingReport(Path.of(name))) {
                reading.append(report.reading());
                for (float reg : report.regularizations()) {
                    report.compare(reg);
                }
            }
        }
        System.out.print(reading);
    }

    private String reading() throws Exception {
        readingSeconds(); // the file is in memory then
        double[] peer = new double[RUNS];
        double[] own = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            peer[run] = readingSeconds();
            own[run] = ownSeconds("loadSeconds", text, "--epochs", "1");
        }
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.2f s | %.2f s: %.1f× |%n",
                file.getFileName(),
                Files.size(text) / 1e6,
                median(peer),
                median(own),
                median(peer) / median(own));
    }

    /** For text that of LIBLINEAR's C = 1. */
    private float[] regularizations() {
        return data.samples().isSparse() ? new float[] {1f / data.samples().size()} : new float[] {1e-2f, 1e-3f, 1e-4f};
    }

    private void compare(float reg) throws Exception {
        double[] peer = liblinear(reg);
        double gap = 0.01;
        row(reg, Hinge.WESTON_WATKINS, gap, peer, "");
        // the same objective: as near to the optimum as LIBLINEAR comes
        for (double g : GAPS) {
            gap = g;
            TrainingResult result = train(Hinge.CRAMMER_SINGER, reg, g, threads);
            if (result.primal() <= peer[1]) {
                break;
            }
        }
        row(reg, Hinge.CRAMMER_SINGER, gap, peer, String.format(Locale.ROOT, "; LIBLINEAR's %.5f", peer[1]));
    }

    private void row(float reg, Hinge hinge, double gap, double[] peer, String more) throws Exception {
        double one = warm(hinge, reg, gap, 1);
        double warm = warm(hinge, reg, gap, threads);
        double cold = cold(hinge, reg, gap);
        TrainingResult result = train(hinge, reg, gap, threads);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | gap %s %% | %.2f s | %s | %s | %.2f s | %s | %.5f%s |%n",
                file.getFileName(),
                reg,
                hinge.toString().toLowerCase(Locale.ROOT).replace('_', '-'),
                (float) (100 * gap),
                peer[0],
                Double.isNaN(peer[2]) ? "–" : String.format(Locale.ROOT, "%.2f s", peer[2]),
                besides(cold, peer),
                one,
                besides(warm, peer),
                result.primal(),
                more);
    }

    /** Seconds, and how many times as fast they are as LIBLINEAR's program and scikit-learn. */
    private static String besides(double seconds, double[] peer) {
        String more = Double.isNaN(peer[2]) ? "" : String.format(Locale.ROOT, ", %.1f", peer[2] / seconds);
        return String.format(Locale.ROOT, "%.2f s: %.1f%s×", seconds, peer[0] / seconds, more);
    }

    private TrainingResult train(Hinge hinge, float reg, double gap, int threads) {
        return SvmTrainer.builder()
                .hinge(hinge)
                .regularization(reg)
                .gap(gap)
                .threads(threads)
                .build()
                .train(data.samples(), data.labels());
    }

    private double warm(Hinge hinge, float reg, double gap, int threads) {
        train(hinge, reg, gap, threads);
        train(hinge, reg, gap, threads);
        double[] seconds = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            seconds[run] = train(hinge, reg, gap, threads).seconds();
        }
        return median(seconds);
    }

    private double cold(Hinge hinge, float reg, double gap) throws Exception {
        double[] seconds = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            seconds[run] = ownSeconds(
                    "trainSeconds",
                    file,
                    "--reg",
                    Float.toString(reg),
                    "--gap",
                    Double.toString(gap),
                    "--hinge",
                    hinge.toString().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return median(seconds);
    }

    /** What the command, trained on data with these options, says of its seconds. */
    private double ownSeconds(String name, Path samples, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(LAUNCHER.toString(), "train", samples.toString(), "-o", model.toString(), "--json"));
        command.addAll(List.of(options));
        String out = run(command.toArray(String[]::new));
        Matcher matcher = Pattern.compile("\"" + name + "\":([0-9.E-]+)").matcher(out);
        if (!matcher.find()) {
            throw new IOException("no " + name + " in: " + out);
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** Seconds of training, the objective reached, and seconds of training within scikit-learn; NaN where it is not installed. */
    private double[] liblinear(float reg) throws Exception {
        double c = 1 / ((double) reg * data.labels().length);
        double[] reading = new double[RUNS];
        double[] all = new double[RUNS];
        for (int run = 0; run < RUNS; run++) { // in turn, as reading takes longer than some trainings
            reading[run] = readingSeconds();
            all[run] = seconds("-c", Double.toString(c), "-e", "0.1");
        }
        double[] own = {median(all) - median(reading), objective(reg), Double.NaN};
        try {
            run("/usr/bin/python3", "-c", "import sklearn");
        } catch (IOException e) {
            return own;
        }
        String script = LAUNCHER.resolveSibling("jmh/linear_svc.py").toString();
        own[2] = Double.parseDouble(run(script, Integer.toString(RUNS), Double.toString(c), text.toString()));
        return own;
    }

    /** Of LIBLINEAR's program with so weak a tolerance that it stops at once. */
    private double readingSeconds() throws Exception {
        return seconds("-c", "1e-9", "-e", "1000");
    }

    private double seconds(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("liblinear-train", "-q", "-s", "4"));
        command.addAll(List.of(options));
        command.addAll(List.of(text.toString(), model.toString()));
        long start = System.nanoTime();
        run(command.toArray(String[]::new));
        return (System.nanoTime() - start) / 1e9;
    }

    /** Of LIBLINEAR's weights, by the kernels. */
    private double objective(float reg) throws IOException {
        LinearSvm peer = LinearSvm.loadLiblinear(model);
        int[] labels = peer.labels();
        int features = data.samples().features();
        float[] w =
                Arrays.copyOf(peer.weights(), features * labels.length); // it leaves out last features that are all 0
        int[] y = new int[data.labels().length];
        for (int i = 0; i < y.length; i++) {
            while (labels[y[i]] != data.labels()[i]) {
                y[i]++;
            }
        }
        return SvmObjective.builder(features, labels.length)
                .hinge(Hinge.CRAMMER_SINGER)
                .build()
                .loss(w, data.samples(), y, reg);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
        }
        return out;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
