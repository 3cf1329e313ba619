package io.github.widemargin.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.widemargin.LinearSvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardStreamsTest {
    private static final String COMPLAINT = "cannot write to standard output";

    @TempDir
    Path folder;

    @Test
    void aPipeThatIsNotReadToItsEndIsNoError() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/stdin")), "pipes break otherwise there");
        Process process = CommandProcess.of("info").start();
        process.getInputStream().close();
        assertFalse(errorsOf(process).contains("widemargin:"));
        assertEquals(1, process.waitFor());
    }

    @Test
    void tellsThatADiskIsFull() throws IOException, InterruptedException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "needs " + full);
        Process process =
                CommandProcess.of("info").redirectOutput(full.toFile()).start();
        String errors = errorsOf(process);
        assertTrue(errors.contains(COMPLAINT), errors);
        assertEquals(1, process.waitFor());
    }

    @Test
    void samplesComeFromStandardInputInLiblinearsOrder() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/stdin")), "needs /dev/stdin");
        Path model = folder.resolve("model");
        LinearSvm.of(new float[] {1, -1}, 1, new int[] {3, 8}).save(model);
        Path data = Files.writeString(folder.resolve("data"), "3 1:2\n8 1:-1\n3 1:-2\n");
        Path labels = folder.resolve("labels");
        Process process = CommandProcess.of("predict", "-", model, labels)
                .redirectInput(data.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals("Accuracy = 66.6667% (2/3)", out.strip());
        assertEquals("3\n8\n8\n", Files.readString(labels));
    }

    private static String errorsOf(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
