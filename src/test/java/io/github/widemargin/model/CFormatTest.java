package io.github.widemargin.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CFormatTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "0, 17, 0",
        "-0.0, 17, -0",
        "1, 17, 1",
        "-1, 17, -1",
        "0.1, 17, 0.10000000000000001",
        "1e-4, 17, 0.0001",
        "1e-5, 17, 1.0000000000000001e-05",
        "1e16, 17, 10000000000000000",
        "1e17, 17, 1e+17",
        "-1.5e300, 17, -1.5000000000000001e+300",
        "4.9e-324, 17, 4.9406564584124654e-324",
        "84.8247477429634, 6, 84.8247",
        "100, 6, 100",
        "99.99999, 6, 100",
        "999999.5, 6, 1e+06",
        "0.00048828125, 6, 0.000488281",
        "2.5, 1, 2",
        "3.5, 1, 4"
    })
    void writesAsC(double value, int digits, String expected) {
        assertEquals(expected, CFormat.general(value, digits));
    }

    @Test
    void agreesWithPythonOnFloatsOfAllSizes() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < 20_000; n++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                lines.add((double) value + " " + CFormat.general(value, 17) + " " + CFormat.general(value, 6));
            }
        }
        Path file = Files.write(folder.resolve("numbers"), lines);
        String script = """
                for line in open('%s'):
                    value, long, short = line.split()
                    assert '%%.17g' %% float(value) == long and '%%.6g' %% float(value) == short, line
                """.formatted(file);
        Process python;
        try {
            python = new ProcessBuilder("python3", "-c", script)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "python3 is not here");
            return;
        }
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, python.waitFor(), said);
    }
}
