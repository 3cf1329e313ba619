package io.github.widemargin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.LinearSvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainAndPredictTest {
    @Test
    void classifiesNearlyAll(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.model");
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            TrainAndPredict.main(new String[] {file.toString()});
        } finally {
            System.setOut(before);
        }
        Matcher line =
                Pattern.compile("([0-9]+) of 1000 are right\\R").matcher(printed.toString(StandardCharsets.UTF_8));
        assertTrue(line.matches(), printed::toString);
        assertTrue(Integer.parseInt(line.group(1)) > 950, printed::toString);
        assertEquals(20, LinearSvm.load(file).predict(new float[] {1, 0, 2, 0}));
    }
}
