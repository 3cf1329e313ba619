package io.github.widemargin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedTrainingTest {
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;

    /** Told to end, it writes all that it was asked for, and says how far it came. */
    @Test
    void whatIsAskedForIsWrittenWhenItIsStopped() throws IOException, InterruptedException {
        Path plot = folder.resolve("a.png");
        Path history = folder.resolve("a.csv");
        Process process = startTraining("--plot", plot, "--history", history);
        try (BufferedReader told = process.errorReader(StandardCharsets.UTF_8)) {
            awaitEpoch(told);
            stop(process);
            told.readAllLines();
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(TERMINATED, process.waitFor());
        assertTrue(out.contains("it was stopped"), out);
        assertTrue(Files.exists(folder.resolve("a.model")));
        assertTrue(Files.readAllLines(history).size() > 1);
        assertTrue(ImageIO.read(plot.toFile()).getWidth() > 0);
    }

    @Test
    void tellsWhatCouldNotBeWrittenWhenItIsStopped() throws IOException, InterruptedException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        Process process = startTraining("--history", gone.resolve("a.csv"));
        try (BufferedReader told = process.errorReader(StandardCharsets.UTF_8)) {
            awaitEpoch(told);
            Files.delete(gone);
            stop(process);
            List<String> lines = told.readAllLines();
            assertTrue(lines.stream().anyMatch(line -> line.contains(gone.toString())), lines.toString());
        }
        assertEquals(TERMINATED, process.waitFor());
    }

    /** On samples without an end to their training. */
    private Process startTraining(Object... outputs) throws IOException {
        assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "there a process is not asked to end");
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            text.append(random.nextInt(3));
            for (int k = 1; k <= 10; k++) {
                text.append(' ').append(k).append(':').append(random.nextFloat());
            }
            text.append('\n');
        }
        Path data = Files.writeString(folder.resolve("a.svm"), text);
        List<Object> arguments = new ArrayList<>(
                List.of("train", data, "-o", folder.resolve("a.model"), "--gap", "1e-12", "--epochs", "2000000000"));
        arguments.addAll(List.of(outputs));
        return CommandProcess.of(arguments.toArray()).start();
    }

    private static void awaitEpoch(BufferedReader told) throws IOException {
        StringBuilder lines = new StringBuilder();
        String line = "";
        while (!line.contains("epoch")) {
            line = told.readLine();
            assertTrue(line != null, lines.toString());
            lines.append(line).append(' ');
        }
    }

    /** Process.destroy would close its output. */
    private static void stop(Process process) {
        process.toHandle().destroy();
    }
}
