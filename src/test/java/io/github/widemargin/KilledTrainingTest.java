package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledTrainingTest {
    @TempDir
    Path folder;

    /** Killed at any moment, again and again, it ends where an undisturbed training does. */
    @Test
    void survivesBeingKilled() throws Exception {
        TrainingResult undisturbed =
                CheckpointTest.settings(Bias.FREE).build().train(CheckpointTest.samples(), CheckpointTest.labels());
        Path file = folder.resolve("checkpoint");
        Path result = folder.resolve("result.model");
        int killed = 0;
        for (int run = 0; !Files.exists(result); run++) {
            assertTrue(run < 100, "no end");
            Process process = new ProcessBuilder(command(file, result))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            if (run < 5) {
                // first long enough to write something, then at any moment
                for (int wait = 0; run == 0 && !Files.exists(file) && process.isAlive() && wait < 6000; wait++) {
                    Thread.sleep(10);
                }
                Thread.sleep(37L * run);
                killed += process.isAlive() ? 1 : 0;
                process.destroyForcibly();
            }
            assertTrue(process.waitFor(2, TimeUnit.MINUTES));
            assertTrue(run < 5 || process.exitValue() == 0, () -> read(folder.resolve("log")));
        }
        assertTrue(killed > 0);
        LinearSvm model = LinearSvm.load(result);
        assertArrayEquals(undisturbed.model().weights(), model.weights());
        assertArrayEquals(undisturbed.model().bias(), model.bias());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path checkpoint, Path result) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--add-modules") || argument.startsWith("-XX:")) {
                command.add(argument);
            }
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KilledTrainingTest.class.getName(),
                checkpoint.toString(),
                result.toString()));
        return command;
    }

    /** What is killed. */
    public static void main(String[] args) throws IOException {
        CheckpointTest.settings(Bias.FREE)
                .checkpoint(Path.of(args[0]), Duration.ZERO)
                .build()
                .train(CheckpointTest.samples(), CheckpointTest.labels())
                .model()
                .save(Path.of(args[1]));
    }
}
