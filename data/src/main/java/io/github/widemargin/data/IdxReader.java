package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * IDX, as of MNIST: two zero bytes, the type of the elements, the number of dimensions, the dimensions (four bytes each,
 * the highest first), the elements.
 */
final class IdxReader {
    /** No text begins like this. */
    static final int FIRST_BYTE = 0;

    private static final int UNSIGNED_BYTE = 8;

    private IdxReader() {}

    static LabeledSamples read(DataInput in, ReadOptions options) throws IOException {
        int[] dimensions = readHeader(in);
        if (dimensions.length < 2) {
            throw new MalformedDataException(
                    in.file(), "IDX dimensions must be at least 2 for samples: dimensions=" + dimensions.length);
        }
        int size = dimensions[0];
        long features = 1;
        for (int d = 1; d < dimensions.length; d++) {
            features *= dimensions[d]; // readHeader has seen that the product with size is not too large
        }
        if (size == 0 || features == 0) {
            throw new MalformedDataException(
                    in.file(), "IDX dimensions must be at least 1: samples=" + size + ", features=" + features);
        }
        int[] labels = readLabels(in.file(), size, options);
        float[] value = new float[256];
        for (int b = 0; b < value.length; b++) {
            value[b] = options.scaleBytes() ? b / 255f : b;
        }
        float[] x = DenseArray.of(in.file(), size, features);
        byte[] chunk = new byte[1 << 14];
        for (int at = 0; at < x.length; ) {
            int bytes = in.read(chunk, 0, Math.min(chunk.length, x.length - at));
            if (bytes == 0) {
                throw endsEarly(in, x.length, at);
            }
            for (int i = 0; i < bytes; i++) {
                x[at + i] = value[chunk[i] & 0xff];
            }
            at += bytes;
        }
        requireEnd(in);
        return new LabeledSamples(Samples.dense(x, (int) features), labels);
    }

    private static int[] readLabels(Path samplesFile, int size, ReadOptions options) throws IOException {
        if (!options.labelsWanted()) {
            return null;
        }
        Path file = options.labels();
        if (file == null) {
            List<Path> candidates = usualLabelFiles(samplesFile);
            file = candidates.stream().filter(Files::exists).findFirst().orElse(null);
            if (file == null) {
                throw new MalformedDataException(
                        samplesFile,
                        "no labels found: looked for "
                                + candidates.stream().map(Path::toString).collect(Collectors.joining(", ")));
            }
        }
        try (DataInput in = DataInput.open(file)) {
            int[] dimensions = readHeader(in);
            if (dimensions.length != 1) {
                throw new MalformedDataException(
                        file, "IDX dimensions must be 1 for labels: dimensions=" + dimensions.length);
            }
            if (dimensions[0] != size) {
                throw new MalformedDataException(
                        file, "labels must be as many as samples: labels=" + dimensions[0] + ", samples=" + size);
            }
            byte[] bytes = new byte[size];
            int end = in.read(bytes, 0, size);
            if (end < size) {
                throw endsEarly(in, size, end);
            }
            requireEnd(in);
            int[] labels = new int[size];
            for (int i = 0; i < size; i++) {
                labels[i] = bytes[i] & 0xff;
            }
            return labels;
        }
    }

    /** train-images-idx3-ubyte.gz has its labels in train-labels-idx1-ubyte.gz, packed or not. */
    private static List<Path> usualLabelFiles(Path samplesFile) {
        String name = samplesFile.getFileName().toString();
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        String labels = plain.replace("images", "labels").replaceFirst("idx\\d", "idx1");
        List<Path> candidates = new ArrayList<>();
        if (labels.equals(plain)) {
            labels = plain + "-labels";
        }
        candidates.add(samplesFile.resolveSibling(labels + ".gz"));
        candidates.add(samplesFile.resolveSibling(labels));
        return candidates;
    }

    /** The dimensions; the elements they promise can be there. */
    private static int[] readHeader(DataInput in) throws IOException {
        if (in.read() != 0 || in.read() != 0) {
            throw new MalformedDataException(in.file(), "not IDX: the first two bytes must be 0");
        }
        int type = in.read();
        if (type != UNSIGNED_BYTE) {
            throw new MalformedDataException(in.file(), "IDX elements must be unsigned bytes, type 8: type=" + type);
        }
        int count = in.read();
        if (count < 1) {
            throw new MalformedDataException(in.file(), "IDX dimensions must be at least 1: dimensions=" + count);
        }
        int[] dimensions = new int[count];
        long elements = 1;
        for (int d = 0; d < count; d++) {
            for (int b = 0; b < 4; b++) {
                int next = in.read();
                if (next < 0) {
                    throw new MalformedDataException(in.file(), "ends within the IDX header");
                }
                dimensions[d] = dimensions[d] << 8 | next;
            }
            if (dimensions[d] < 0) {
                throw new MalformedDataException(
                        in.file(),
                        "IDX dimensions must be under 2^31: dimension " + d + "=" + (dimensions[d] & 0xffffffffL));
            }
            // a dimension of 0 does not make the others smaller
            elements = elements > Long.MAX_VALUE >> 31 ? Long.MAX_VALUE : elements * Math.max(1, dimensions[d]);
        }
        if (elements > in.largestSize()) {
            throw new MalformedDataException(
                    in.file(), "the IDX header promises more elements than the file can hold: elements=" + elements);
        }
        return dimensions;
    }

    private static MalformedDataException endsEarly(DataInput in, int expected, int found) {
        return new MalformedDataException(
                in.file(), "IDX data ends early: expected " + expected + " bytes, found " + found);
    }

    private static void requireEnd(DataInput in) throws IOException {
        if (in.read() >= 0) {
            throw new MalformedDataException(in.file(), "IDX data goes on behind the last element");
        }
    }
}
