package io.github.widemargin.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.widemargin.Samples;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingSamplesTest {
    private static final Path FILE = Path.of("a");

    /** From many samples in an array to one that is larger than an array should be. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000, 65_536, 70_000, 4_194_303, 5_000_000})
    void keepsEachSample(int features) throws IOException {
        GrowingSamples growing = new GrowingSamples(FILE, features);
        int size = 9_000_000 / features + 2;
        for (int i = 0; i < size; i++) {
            float[] x = growing.add();
            x[growing.offset()] = i + 1;
            x[growing.offset() + features - 1] = i + 1;
        }
        Samples samples = growing.samples();
        assertEquals(size, samples.size());
        for (int i = 0; i < size; i += 1 + size / 1000) {
            float[] sample = samples.get(i);
            assertEquals(i + 1, sample[0]);
            assertEquals(i + 1, sample[features - 1]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 70_000})
    void refusesNone(int features) {
        assertThrows(MalformedDataException.class, () -> new GrowingSamples(FILE, features).samples());
    }
}
