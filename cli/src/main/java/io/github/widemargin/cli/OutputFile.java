package io.github.widemargin.cli;

import io.github.widemargin.model.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that commands write. */
final class OutputFile {
    private OutputFile() {}

    /** Fails at once where writing would fail after the work is done. */
    static void requireWritable(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new IOException("no such folder: " + folder);
        }
        if (Files.isDirectory(file)) {
            throw new IOException("a folder, not a file: " + file);
        }
        if (!Files.isWritable(Files.exists(file) && !Files.isRegularFile(file) ? file : folder)) {
            throw new IOException("not allowed to write: " + file);
        }
    }

    static void write(Path file, ByteBuffer bytes) throws IOException {
        WholeFile.write(file, channel -> {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }
}
