package io.github.widemargin.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads data files. The format is recognised from the content, compressed with gzip or not:
 *
 * <ul>
 *   <li>IDX, the format of MNIST, with unsigned bytes: a sample for each entry of the first dimension. The labels are in a
 *       file of their own, which by the usual naming has {@code labels-idx1} where the samples have {@code images-idx3}.
 *   <li>LIBSVM text: a line for each sample, {@code label index:value index:value …}, whole-number labels, indices from 1
 *       and ascending. What is not written is zero. {@code #} begins a comment.
 * </ul>
 */
public final class DataFiles {
    private DataFiles() {}

    /** Reads samples and labels. */
    public static LabeledSamples read(Path file) throws IOException {
        return read(file, ReadOptions.DEFAULTS);
    }

    /**
     * Reads samples and labels.
     *
     * @throws MalformedDataException if the content is not as it should be
     * @throws IOException if a file cannot be read
     */
    public static LabeledSamples read(Path file, ReadOptions options) throws IOException {
        try (DataInput in = DataInput.open(file)) {
            if (in.peek() < 0) {
                throw new MalformedDataException(file, "empty");
            }
            if (in.peek() == IdxReader.FIRST_BYTE) {
                return IdxReader.read(in, options);
            }
            if (!in.beginsWithText()) {
                throw new MalformedDataException(file, "format not recognised: neither IDX nor LIBSVM text");
            }
            return LibsvmReader.read(in, options);
        }
    }
}
