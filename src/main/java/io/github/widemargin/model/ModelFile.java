package io.github.widemargin.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The model's file, little-endian: the letters WIDEMARG, int version, int features, int classes, the labels (int each),
 * in version 2 the bias of each class (float), the weights (float each, features × classes, row-major), and the CRC-32C of all
 * before it as an int.
 */
public final class ModelFile {
    private static final byte[] MAGIC = "WIDEMARG".getBytes(StandardCharsets.US_ASCII);
    private static final int WITHOUT_BIAS = 1;
    private static final int WITH_BIAS = 2;
    private static final int HEADER = MAGIC.length + 3 * Integer.BYTES;

    private ModelFile() {}

    /** What a model file holds; bias is null if there is none. */
    public record Content(int features, int[] labels, float[] bias, float[] w) {}

    public static void write(Path path, Content content) throws IOException {
        WholeFile.write(path, channel -> {
            CheckedSink sink = new CheckedSink(channel);
            sink.putBytes(MAGIC);
            sink.putInt(content.bias() == null ? WITHOUT_BIAS : WITH_BIAS);
            sink.putInt(content.features());
            sink.putInt(content.labels().length);
            sink.putInts(content.labels());
            if (content.bias() != null) {
                sink.putFloats(content.bias());
            }
            sink.putFloats(content.w());
            sink.finish();
        });
    }

    public static Content read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(path + ": a folder, not a Widemargin model");
        }
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            return read(path, channel);
        } catch (EOFException e) {
            throw new IOException(path + ": not a complete Widemargin model", e);
        }
    }

    private static Content read(Path path, SeekableByteChannel channel) throws IOException {
        CheckedSource source = new CheckedSource(channel);
        if (channel.size() < HEADER || !source.begins(MAGIC)) {
            throw new IOException(path + ": not a Widemargin model");
        }
        int version = source.getInt();
        if (version != WITHOUT_BIAS && version != WITH_BIAS) {
            throw new IOException(path + ": model version must be 1 or 2: version=" + version);
        }
        int features = source.getInt();
        int classes = source.getInt();
        // before memory is taken
        long weights = (long) features * classes;
        long size = HEADER + (weights + (long) version * classes + 1) * Integer.BYTES;
        if (features < 1 || classes < 2 || weights > Integer.MAX_VALUE - 8 || size != channel.size()) {
            throw new IOException(
                    path + ": damaged: size=" + channel.size() + ", features=" + features + ", classes=" + classes);
        }
        int[] labels = new int[classes];
        source.getInts(labels);
        float[] bias = version == WITH_BIAS ? new float[classes] : null;
        if (bias != null) {
            source.getFloats(bias);
        }
        float[] w = new float[(int) weights];
        source.getFloats(w);
        if (!source.finish()) {
            throw new IOException(path + ": damaged: the checksum does not match");
        }
        return new Content(features, labels, bias, w);
    }
}
