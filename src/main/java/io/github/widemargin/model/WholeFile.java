package io.github.widemargin.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Writes a file whole or not at all: to a neighbour first, which then takes its name. Pipes and devices get it directly. */
public final class WholeFile {
    private WholeFile() {}

    /** What goes into the file. */
    @FunctionalInterface
    public interface Writer {
        void write(WritableByteChannel channel) throws IOException;
    }

    public static void write(Path path, Writer writer) throws IOException {
        // a link keeps pointing where it did
        Path target = Files.isSymbolicLink(path) ? path.toRealPath() : path;
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
                writer.write(channel);
            }
            return;
        }
        String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path neighbour = target.resolveSibling("." + target.getFileName() + "." + suffix + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(neighbour, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                writer.write(channel);
                channel.force(true);
            }
            Files.move(neighbour, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(neighbour);
        }
    }
}
