package io.github.widemargin.cli;

import static io.github.widemargin.cli.Outcome.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.Calibration;
import io.github.widemargin.LinearSvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    @TempDir
    Path folder;

    private final LinearSvm model =
            LinearSvm.of(new float[] {1, 2, 3, 4, 5, 6}, new float[] {7, 8, 9}, 2, new int[] {4, -1, 0});
    private Path file;

    @BeforeEach
    void save() throws IOException {
        file = folder.resolve("a.model");
        model.save(file);
    }

    private byte[] written(String format) throws IOException {
        Path expected = folder.resolve("expected");
        switch (format) {
            case "onnx" -> model.saveOnnx(expected);
            case "npz" -> model.saveNpz(expected);
            case "npy" -> model.saveNpy(expected);
            case "liblinear" -> model.saveLiblinear(expected);
            default -> model.save(expected);
        }
        return Files.readAllBytes(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnx", "npz", "npy", "liblinear", "widemargin"})
    void writesWhatTheNameOrTheOptionSays(String format) throws IOException {
        Path named = folder.resolve("b." + format.toUpperCase(Locale.ROOT));
        String leftOut = format.equals("npy") ? "npy has no place for: labels, bias\n" : "";
        assertEquals(
                new Outcome(
                        0, "a model of 2 features and 3 classes, as " + format + "\noutput: " + named + "\n", leftOut),
                run("export", file, "-o", named));
        assertArrayEquals(written(format), Files.readAllBytes(named));
        Path unnamed = folder.resolve("b.npz");
        assertEquals(
                new Outcome(
                        0,
                        "{\"format\":\"" + format + "\",\"features\":2,\"classes\":3,\"output\":\"" + unnamed + "\"}\n",
                        leftOut),
                run("export", file, "--output", unnamed, "--format", format, "--json"));
        assertArrayEquals(written(format), Files.readAllBytes(unnamed));
    }

    @Test
    void knowsWhatAFormatCannotHold() {
        LinearSvm full = model.withLabelNames(List.of("a", "b", "c")).withCalibration(new Calibration(2, 0));
        assertEquals(List.of(), ExportFormat.ONNX.leavesOut(full));
        assertEquals(List.of("calibration"), ExportFormat.NPZ.leavesOut(full));
        assertEquals(List.of("labels", "bias", "calibration"), ExportFormat.NPY.leavesOut(full));
        assertEquals(List.of("names of the labels", "calibration"), ExportFormat.LIBLINEAR.leavesOut(full));
        assertEquals(List.of(), ExportFormat.WIDEMARGIN.leavesOut(full));
        assertEquals(List.of(), ExportFormat.LIBLINEAR.leavesOut(model));
    }

    @Test
    void readsLiblinearsModels() throws IOException {
        Path text = folder.resolve("a.txt");
        model.saveLiblinear(text);
        Path output = folder.resolve("b.npz");
        assertEquals(0, run("export", text, "-o", output).exit());
        assertArrayEquals(written("npz"), Files.readAllBytes(output));
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path output = folder.resolve("b.model");
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "widemargin export: the name must end with .onnx, .npz, .npy, .liblinear or .widemargin, or --format tell"
                                + " the format: file=" + output + " (see --help)\n"),
                run("export", file, "-o", output));
        assertEquals(
                new Outcome(
                        2,
                        "",
                        "widemargin export: Invalid value for option '--format': 'pmml' is none of onnx, npz, npy, liblinear,"
                                + " widemargin (see --help)\n"),
                run("export", file, "-o", output, "--format", "pmml"));
        assertEquals(
                new Outcome(1, "", "widemargin: would replace what is read: " + file + "\n"),
                run("export", file, "-o", file, "--format", "widemargin"));
        assertEquals(2, run("export", file).exit());
        assertEquals(
                "widemargin: no such file: " + output + "\n",
                run("export", output, "-o", folder.resolve("b.npz")).err());
        Path data = Files.writeString(folder.resolve("a.svm"), "1 1:1\n");
        assertEquals(
                "widemargin: " + data + ": neither a Widemargin nor a LIBLINEAR model\n",
                run("export", data, "-o", folder.resolve("b.npz")).err());
        assertFalse(Files.exists(folder.resolve("b.npz")));
        assertArrayEquals(written("widemargin"), Files.readAllBytes(file));
    }

    @Test
    void convertIsForDataAndExportForModels() {
        assertTrue(run("convert", "--help")
                .out()
                .contains("samples and labels in another format; for models, there is export."));
        assertTrue(run("export", "--help")
                .out()
                .contains("Write a model for other programs; for samples, there is convert."));
    }
}
