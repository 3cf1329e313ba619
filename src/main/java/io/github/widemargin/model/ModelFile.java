package io.github.widemargin.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The model's file, little-endian: the letters WIDEMARG, int version, int features, int classes, an int that is 1 for a bias or 0
 * for none, the length of a text in bytes as an int, the text in UTF-8, which is {@link Metadata}, the labels (int each), the bias of
 * each class (float) if there is one, the weights (float each, features × classes, row-major), and the CRC-32C of all before it as an
 * int. That is version 4, which is written. Version 3 had fewer names in its text, which is passed over; versions 1, without
 * a bias, and 2, with one, had neither the int for it nor a text.
 */
public final class ModelFile {
    private static final byte[] MAGIC = "WIDEMARG".getBytes(StandardCharsets.US_ASCII);
    private static final int WITHOUT_BIAS = 1;
    private static final int WITH_BIAS = 2;
    private static final int WITH_TEXT = 3;
    private static final int VERSION = 4;
    private static final int HEADER = MAGIC.length + 3 * Integer.BYTES;
    /** Lines of metadata beside those of the classes: ten times what there are. */
    private static final int MOST_LINES = 200;

    private ModelFile() {}

    /** What a model file holds, all numbers finite; bias is null if there is none. */
    public record Content(int features, int[] labels, float[] bias, float[] w, Metadata metadata) {
        /** The same with other weights. */
        public Content withW(float[] w) {
            return new Content(features, labels, bias, w, metadata);
        }
    }

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
            sink.putBytes(MAGIC);
            sink.putInt(VERSION);
            sink.putInt(content.features());
            sink.putInt(content.labels().length);
            sink.putInt(content.bias() == null ? 0 : 1);
            byte[] text = content.metadata().text().getBytes(StandardCharsets.UTF_8);
            sink.putInt(text.length);
            sink.putBytes(text);
            sink.putInts(content.labels());
            if (content.bias() != null) {
                sink.putFloats(content.bias());
            }
            sink.putFloats(content.w());
            sink.finish();
        });
    }

    /** With so many elements more in w, zero. */
    public static Content read(Path path, int slack) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(path + ": a folder, not a Widemargin model");
        }
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            return read(path, channel, slack);
        } catch (EOFException e) {
            throw new IOException(path + ": not a complete Widemargin model", e);
        }
    }

    private static Content read(Path path, SeekableByteChannel channel, int slack) throws IOException {
        CheckedSource source = new CheckedSource(channel);
        if (channel.size() < HEADER || !source.begins(MAGIC)) {
            throw new IOException(path + ": not a Widemargin model");
        }
        int version = source.getInt();
        if (version < WITHOUT_BIAS || version > VERSION) {
            String newer = version > VERSION ? "; it was written by a newer Widemargin" : "";
            throw new IOException(path + ": model version must be 1 to " + VERSION + ": version=" + version + newer);
        }
        int features = source.getInt();
        int classes = source.getInt();
        int biased = version >= WITH_TEXT ? source.getInt() : version - WITHOUT_BIAS;
        int textLength = version >= WITH_TEXT ? source.getInt() : 0;
        // before memory is taken
        long weights = (long) features * classes;
        long size = HEADER + (weights + (1L + biased) * classes + 1) * Integer.BYTES;
        size += version >= WITH_TEXT ? 2 * Integer.BYTES + (long) textLength : 0;
        if (features < 1
                || classes < 2
                || (biased & ~1) != 0
                || textLength < 0
                || weights > Integer.MAX_VALUE - 8 - slack
                || size != channel.size()) {
            throw new IOException(
                    path + ": damaged: size=" + channel.size() + ", features=" + features + ", classes=" + classes);
        }
        byte[] text = new byte[textLength];
        source.getBytes(text);
        int[] labels = new int[classes];
        source.getInts(labels);
        float[] bias = biased == 1 ? new float[classes] : null;
        boolean finite = bias == null || source.getFloats(bias, classes);
        float[] w = new float[(int) weights + slack];
        finite &= source.getFloats(w, (int) weights);
        if (!source.finish()) {
            throw new IOException(path + ": damaged: the checksum does not match");
        }
        if (!finite) {
            throw new IOException(path + ": damaged: its numbers must be finite");
        }
        Metadata metadata = version == VERSION ? metadata(path, text, classes) : new Metadata();
        return new Content(features, labels, bias, w, metadata);
    }

    private static Metadata metadata(Path path, byte[] text, int classes) throws IOException {
        try {
            String decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
            return Metadata.parse(decoded, classes + MOST_LINES);
        } catch (CharacterCodingException e) {
            throw new IOException(path + ": the model's info must be UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }
}
