package io.github.widemargin.model;

import io.github.widemargin.train.State;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What an interrupted training needs to go on: eight letters that say of what kind, an int of the version, what the training
 * shows of itself, and the CRC-32C of all before it.
 */
public final class StateFile {
    private static final int VERSION = 5;

    private StateFile() {}

    public static void write(Path path, String kind, Consumer<State> visitor) throws IOException {
        WholeFile.write(path, channel -> {
            CheckedSink sink = new CheckedSink(channel);
            sink.putBytes(kind.getBytes(StandardCharsets.US_ASCII));
            sink.putInt(VERSION);
            try {
                visitor.accept(new Writer(sink));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            sink.finish();
        });
    }

    /** Nothing that the visitor got is to be used if this fails. */
    public static void read(Path path, String kind, Consumer<State> visitor) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            CheckedSource source = new CheckedSource(channel);
            if (!source.begins(kind.getBytes(StandardCharsets.US_ASCII))) {
                throw new IOException(path + ": not the state of such a training");
            }
            int version = source.getInt();
            if (version != VERSION) {
                throw new IOException(
                        path + ": state of another version of Widemargin: version=" + version + ", not " + VERSION);
            }
            visitor.accept(new Reader(source));
            if (!source.finish()) {
                throw new IOException(path + ": damaged: the checksum does not match");
            }
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof EOFException ? incomplete(path, e) : e.getCause();
        } catch (EOFException e) {
            throw incomplete(path, e);
        }
    }

    private static IOException incomplete(Path path, Exception cause) {
        return new IOException(path + ": damaged: it ends too early", cause);
    }

    @FunctionalInterface
    private interface Transfer {
        void run() throws IOException;
    }

    private static void run(Transfer transfer) {
        try {
            transfer.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Writer(CheckedSink sink) implements State {
        @Override
        public int number(int value) {
            StateFile.run(() -> sink.putInt(value));
            return value;
        }

        @Override
        public double number(double value) {
            StateFile.run(() -> sink.putDouble(value));
            return value;
        }

        @Override
        public void array(float[] values) {
            StateFile.run(() -> sink.putFloats(values));
        }

        @Override
        public void array(double[] values) {
            StateFile.run(() -> sink.putDoubles(values));
        }

        @Override
        public void array(int[] values) {
            StateFile.run(() -> sink.putInts(values));
        }

        @Override
        public void array(byte[] values) {
            StateFile.run(() -> sink.putBytes(values));
        }
    }

    private record Reader(CheckedSource source) implements State {
        @Override
        public int number(int value) {
            try {
                return source.getInt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public double number(double value) {
            try {
                return source.getDouble();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void array(float[] values) {
            StateFile.run(() -> source.getFloats(values, values.length));
        }

        @Override
        public void array(double[] values) {
            StateFile.run(() -> source.getDoubles(values));
        }

        @Override
        public void array(int[] values) {
            StateFile.run(() -> source.getInts(values));
        }

        @Override
        public void array(byte[] values) {
            StateFile.run(() -> source.getBytes(values));
        }
    }
}
