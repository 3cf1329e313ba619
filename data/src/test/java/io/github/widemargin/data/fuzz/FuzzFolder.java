package io.github.widemargin.data.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** The files that are read; each has the place of the one before. */
final class FuzzFolder {
    private static final Path FOLDER = create();

    private FuzzFolder() {}

    private static Path create() {
        try {
            Path folder = Files.createTempDirectory("fuzz");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's name, for one that will be there until the program ends. */
    static Path path(String name) {
        Path path = FOLDER.resolve(name);
        path.toFile().deleteOnExit();
        return path;
    }

    static Path write(String name, byte[] content) throws IOException {
        return Files.write(path(name), content);
    }

    static Path write(String name, byte[] content, boolean gzip) throws IOException {
        return gzip ? write(name + ".gz", gzip(content)) : write(name, content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    /** An error names the file that is wrong, and fits a line. */
    static void checkMessage(IOException e) {
        String message = e.getMessage();
        assertTrue(
                message != null && message.startsWith(FOLDER + "/"), () -> "begins without a file's name: " + message);
        assertTrue(message.length() < 1000, () -> "is too long: " + message);
        assertTrue(
                message.chars().noneMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029'),
                () -> "is not printable in a line: " + message);
    }
}
