package io.github.widemargin.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Writes a file whole or not at all: to a neighbour first, which then takes its name. A writer that is killed leaves its neighbour,
 * {@code .NAME.XXXXXXXX.tmp}, which the next one removes when it is a day old. Pipes and devices get it directly.
 */
public final class WholeFile {
    private static final int MOST_LINKS = 40;
    private static final Duration ABANDONED = Duration.ofDays(1);

    private WholeFile() {}

    /** What goes into the file. */
    @FunctionalInterface
    public interface Writer {
        void write(WritableByteChannel channel) throws IOException;
    }

    public static void write(Path path, Writer writer) throws IOException {
        try {
            if (isDirect(path)) {
                try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    writer.write(channel);
                }
            } else {
                replace(path, writer);
            }
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) { // tells no name
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    private static void replace(Path path, Writer writer) throws IOException {
        Path target = target(path);
        String suffix = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        Path neighbour = target.resolveSibling("." + target.getFileName() + "." + suffix + ".tmp");
        FileChannel channel = create(neighbour, path);
        try {
            try (channel) {
                writer.write(channel);
                channel.force(true);
            }
            Files.move(neighbour, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(neighbour);
        }
        removeAbandoned(target);
    }

    /** Fails with the name that the caller knows. */
    private static FileChannel create(Path neighbour, Path path) throws IOException {
        try {
            return FileChannel.open(neighbour, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        } catch (NoSuchFileException e) {
            throw caused(new NoSuchFileException(path.toString(), null, "no such folder"), e);
        } catch (AccessDeniedException e) {
            throw caused(new AccessDeniedException(path.toString(), null, "not allowed to write there"), e);
        } catch (FileSystemException e) {
            throw caused(new FileSystemException(path.toString(), null, e.getReason()), e);
        }
    }

    private static FileSystemException caused(FileSystemException e, Exception cause) {
        e.initCause(cause);
        return e;
    }

    /** Neighbours of writers that were killed. One that others still write to is younger. */
    private static void removeAbandoned(Path target) {
        Pattern name = Pattern.compile(Pattern.quote("." + target.getFileName() + ".") + "[0-9a-f]{8}\\.tmp");
        Instant youngest = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> neighbours = Files.newDirectoryStream(
                target.toAbsolutePath().getParent(),
                file -> name.matcher(file.getFileName().toString()).matches())) {
            for (Path neighbour : neighbours) {
                BasicFileAttributes attributes =
                        Files.readAttributes(neighbour, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isRegularFile()
                        && attributes.lastModifiedTime().toInstant().isBefore(youngest)) {
                    Files.deleteIfExists(neighbour);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // the file itself is written; the next writer tries again
        }
    }

    public static void write(Path path, ByteBuffer content) throws IOException {
        write(path, channel -> {
            while (content.hasRemaining()) {
                channel.write(content);
            }
        });
    }

    /**
     * Fails where {@code write} would, for lack of a folder or of permission, before there is anything to write; and where
     * it would replace a file that is read.
     */
    public static void requireWritable(Path path, Path... inputs) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("a folder, not a file: " + path);
        }
        for (Path input : inputs) {
            if (Files.isRegularFile(path) && Files.exists(input) && Files.isSameFile(path, input)) {
                throw new IOException("would replace what is read: " + path);
            }
        }
        boolean direct = isDirect(path);
        Path folder = target(path).toAbsolutePath().getParent();
        if (!direct && !Files.isDirectory(folder)) {
            throw new IOException("no such folder: " + folder);
        }
        if (!Files.isWritable(direct ? path : folder)) {
            throw new IOException("not allowed to write: " + path);
        }
    }

    /**
     * Pipes, devices, and what /dev/stdout stands for, which may be a file that others write to; not the files in memory that
     * Linux has in /dev/shm.
     */
    private static boolean isDirect(Path path) {
        Path absolute = path.toAbsolutePath();
        return absolute.startsWith("/dev") && !absolute.startsWith("/dev/shm")
                || absolute.startsWith("/proc")
                || Files.exists(path) && !Files.isRegularFile(path);
    }

    /** Where links lead to, whether there is a file or not: a link keeps pointing where it did. */
    private static Path target(Path path) throws IOException {
        Path target = path;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new IOException("too many links: " + path);
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }
}
