package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * IDX, as of MNIST: two zero bytes, the type of the elements, the number of dimensions, the dimensions (four bytes each,
 * the highest first), the elements.
 */
final class IdxReader {
    /** No text begins like this. */
    static final int FIRST_BYTE = 0;

    private static final String FORMAT = "IDX";
    private static final int UNSIGNED_BYTE = 8;

    private IdxReader() {}

    /** Whether this is how the header of unsigned bytes with a usual number of dimensions begins. */
    static boolean recognises(String beginning) {
        return beginning.startsWith("\0\0\b") && beginning.length() > 3 && beginning.charAt(3) <= 4;
    }

    static LabeledSamples read(DataInput in, ReadOptions options) throws IOException {
        Shape shape = readHeader(in);
        shape.requireSamples();
        int size = (int) shape.samples();
        int[] labels = options.labelsWanted() ? readLabels(in.file(), size, options) : null;
        ByteValues values = new ByteValues(options.scaleBytes());
        float[] x = DenseArray.of(in.file(), size, shape.features());
        byte[] chunk = new byte[1 << 14];
        for (int at = 0; at < x.length; ) {
            int bytes = in.read(chunk, 0, Math.min(chunk.length, x.length - at));
            if (bytes == 0) {
                throw in.endsEarly(FORMAT, x.length, at);
            }
            values.copy(chunk, 0, bytes, x, at);
            at += bytes;
        }
        in.requireEnd(FORMAT);
        return new LabeledSamples(Samples.dense(x, (int) shape.features()), labels);
    }

    private static int[] readLabels(Path samplesFile, int size, ReadOptions options) throws IOException {
        Path file = LabelFile.find(samplesFile, options, List.of(usualLabelFile(samplesFile)));
        try (DataInput in = DataInput.open(file)) {
            readHeader(in).requireLabels(size);
            byte[] bytes = new byte[size];
            int end = in.read(bytes, 0, size);
            if (end < size) {
                throw in.endsEarly(FORMAT, size, end);
            }
            in.requireEnd(FORMAT);
            int[] labels = new int[size];
            for (int i = 0; i < size; i++) {
                labels[i] = bytes[i] & 0xff;
            }
            return labels;
        }
    }

    /** train-images-idx3-ubyte has its labels in train-labels-idx1-ubyte. */
    private static String usualLabelFile(Path samplesFile) {
        String name = LabelFile.unpackedName(samplesFile);
        String labels = name.replace("images", "labels").replaceFirst("idx\\d", "idx1");
        return labels.equals(name) ? name + "-labels" : labels;
    }

    /** The dimensions; the elements they promise can be there. */
    private static Shape readHeader(DataInput in) throws IOException {
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
        long[] dimensions = new long[count];
        for (int d = 0; d < count; d++) {
            for (int b = 0; b < 4; b++) {
                int next = in.read();
                if (next < 0) {
                    throw new MalformedDataException(in.file(), "ends within the IDX header");
                }
                dimensions[d] = dimensions[d] << 8 | next;
            }
            if (dimensions[d] > Integer.MAX_VALUE) {
                throw new MalformedDataException(
                        in.file(), "IDX dimensions must be under 2^31: dimension " + d + "=" + dimensions[d]);
            }
        }
        Shape shape = new Shape(in.file(), FORMAT, dimensions);
        shape.requireRoom(in, 1);
        return shape;
    }
}
