package io.github.widemargin.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The model's file, little-endian: the letters WIDEMARG, int version, int features, int classes, what the version adds, the labels
 * (int each), the bias of each class (float) if there is one, the weights (float each, features × classes, row-major), and
 * the CRC-32C of all before it as an int. Version 1 has no bias, version 2 has one. Version 3 adds an int that is 1 for a
 * bias or 0 for none, and the length of a text in bytes, an int, and the text, that tells how the model was trained.
 */
public final class ModelFile {
    private static final byte[] MAGIC = "WIDEMARG".getBytes(StandardCharsets.US_ASCII);
    private static final int WITHOUT_BIAS = 1;
    private static final int WITH_BIAS = 2;
    private static final int WITH_INFO = 3;
    private static final int HEADER = MAGIC.length + 3 * Integer.BYTES;

    private ModelFile() {}

    /** What a model file holds; bias and info are null if there are none. */
    public record Content(int features, int[] labels, float[] bias, float[] w, String info) {}

    /** Whether a file begins as ours do. */
    public static boolean isOne(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    public static void write(Path path, Content content) throws IOException {
        WholeFile.write(path, channel -> {
            CheckedSink sink = new CheckedSink(channel);
            int bias = content.bias() == null ? 0 : 1;
            sink.putBytes(MAGIC);
            sink.putInt(content.info() != null ? WITH_INFO : bias == 0 ? WITHOUT_BIAS : WITH_BIAS);
            sink.putInt(content.features());
            sink.putInt(content.labels().length);
            if (content.info() != null) {
                byte[] info = content.info().getBytes(StandardCharsets.UTF_8);
                sink.putInt(bias);
                sink.putInt(info.length);
                sink.putBytes(info);
            }
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
        if (version < WITHOUT_BIAS || version > WITH_INFO) {
            throw new IOException(path + ": model version must be 1 to 3: version=" + version);
        }
        int features = source.getInt();
        int classes = source.getInt();
        int biased = version == WITH_INFO ? source.getInt() : version - WITHOUT_BIAS;
        int infoLength = version == WITH_INFO ? source.getInt() : 0;
        // before memory is taken
        long weights = (long) features * classes;
        long size = HEADER + (weights + (1L + biased) * classes + 1) * Integer.BYTES;
        size += version == WITH_INFO ? 2 * Integer.BYTES + infoLength : 0;
        if (features < 1
                || classes < 2
                || (biased & ~1) != 0
                || infoLength < 0
                || weights > Integer.MAX_VALUE - 8
                || size != channel.size()) {
            throw new IOException(
                    path + ": damaged: size=" + channel.size() + ", features=" + features + ", classes=" + classes);
        }
        byte[] info = new byte[infoLength];
        source.getBytes(info);
        int[] labels = new int[classes];
        source.getInts(labels);
        float[] bias = biased == 1 ? new float[classes] : null;
        if (bias != null) {
            source.getFloats(bias);
        }
        float[] w = new float[(int) weights];
        source.getFloats(w);
        if (!source.finish()) {
            throw new IOException(path + ": damaged: the checksum does not match");
        }
        String text = version == WITH_INFO ? new String(info, StandardCharsets.UTF_8) : null;
        return new Content(features, labels, bias, w, text);
    }
}
