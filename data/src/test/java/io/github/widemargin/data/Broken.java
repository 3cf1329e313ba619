package io.github.widemargin.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that cannot be read, and what is said of them. */
final class Broken {
    private Broken() {}

    /** What follows the name of the file in the message. */
    static void assertMessage(String expected, Path file, byte[] content) throws IOException {
        assertMessage(expected, Files.write(file, content), ReadOptions.DEFAULTS);
    }

    static void assertMessage(String expected, Path file, String content) throws IOException {
        assertMessage(expected, file, content.getBytes(StandardCharsets.UTF_8));
    }

    static void assertMessage(String expected, Path file, ReadOptions options) {
        MalformedDataException e =
                assertThrows(MalformedDataException.class, () -> DataFiles.read(file, options), expected);
        assertEquals(file + ":" + expected, e.getMessage());
    }
}
