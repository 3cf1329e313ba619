package io.github.widemargin.data.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every target over its saved inputs, without a fuzzer. */
class FuzzCorpusTest {
    @ParameterizedTest
    @EnumSource
    void holdsForTheSavedInputs(FuzzTarget target) throws IOException {
        List<Path> inputs;
        try (Stream<Path> files = Files.list(Fuzz.savedInputs(target))) {
            inputs = files.sorted().toList();
        }
        assertFalse(inputs.isEmpty());
        for (Path input : inputs) {
            byte[] bytes = Files.readAllBytes(input);
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> target.check(bytes), input::toString);
        }
    }
}
