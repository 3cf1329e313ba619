package io.github.widemargin.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads data files. The format is recognised from the content and, where that may be one or another, from the name,
 * compressed with gzip or not:
 *
 * <ul>
 *   <li>IDX, the format of MNIST, with unsigned bytes: a sample for each entry of the first dimension. The labels are in a
 *       file of their own, which by the usual naming has {@code labels-idx1} where the samples have {@code images-idx3}.
 *   <li>CIFAR-10 in its binary version, images of 3073 bytes with their labels, in files that are called {@code …cifar…}, {@code
 *       …data_batch…}, {@code …test_batch…} or {@code ….bin}.
 *   <li>NPY, an array of NumPy, of numbers of any kind, in either order of bytes and of dimensions: a sample for each entry
 *       of the first dimension. The labels are in a file of their own, by the usual naming {@code y} or {@code labels}
 *       where the samples have {@code X}, {@code images}, {@code samples}, {@code features} or {@code data}.
 *   <li>NPZ, such arrays in a ZIP file, not within gzip: {@code x}, {@code samples}, {@code features}, {@code images} or
 *       {@code data}, and {@code y}, {@code label}, {@code labels}, {@code target} or {@code targets}, in letters of any
 *       case; or else the only ones of two dimensions or more, and of one.
 *   <li>CSV in UTF-8, separated by commas, semicolons or tabs, with or without the names of the columns before: a record for
 *       each sample, the labels in the last column unless {@link ReadOptions#withLabelColumn told}. Labels are whole
 *       numbers or names, see {@link LabeledSamples#labelNames}. No field may be missing. It is called {@code ….csv} or {@code
 *       ….tsv}, or has a separator in its first line and no {@code index:}.
 *   <li>LIBSVM text: a line for each sample, {@code label index:value index:value …}, whole-number labels, indices from 1
 *       ({@link ReadOptions#withFirstIndex or 0}) and ascending. What is not written is zero. {@code #} begins a comment.
 * </ul>
 *
 * Numbers become the nearest float; those that are not finite or too large are reported.
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
        if (file == null || options == null) {
            throw new IllegalArgumentException("file and options must not be null");
        }
        try (DataInput in = DataInput.open(file, options.listener())) {
            return Format.of(file, in.beginning()).read(in, options);
        }
    }

    /** Whether a file is LIBSVM text, by its beginning; false of what cannot be read twice, such as a pipe, or not at all. */
    public static boolean isLibsvm(Path file) {
        if (file == null) {
            throw new IllegalArgumentException("file must not be null");
        }
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (DataInput in = DataInput.open(file)) {
            return Format.of(file, in.beginning()) == Format.LIBSVM;
        } catch (IOException e) {
            return false; // to be reported when it is read
        }
    }
}
