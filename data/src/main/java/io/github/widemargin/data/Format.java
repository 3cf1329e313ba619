package io.github.widemargin.data;

import java.io.IOException;
import java.nio.file.Path;

/** The formats of data files. */
enum Format {
    NPZ("NPZ", true, NpzReader::read),
    NPY("NPY", false, NpyReader::read),
    CIFAR("CIFAR-10", true, CifarReader::read),
    IDX("IDX", false, IdxReader::read),
    CSV("CSV", true, CsvReader::read),
    LIBSVM("LIBSVM text", true, LibsvmReader::read);

    private interface Reader {
        LabeledSamples read(DataInput in, ReadOptions options) throws IOException;
    }

    private final String title;
    private final boolean labelsWithin;
    private final Reader reader;

    Format(String title, boolean labelsWithin, Reader reader) {
        this.title = title;
        this.labelsWithin = labelsWithin;
        this.reader = reader;
    }

    static Format of(Path file, String beginning) throws MalformedDataException {
        if (beginning.isEmpty()) {
            throw new MalformedDataException(file, "empty");
        }
        if (NpzReader.recognises(beginning)) {
            return NPZ;
        }
        if (beginning.startsWith(NpyHeader.MAGIC)) {
            return NPY;
        }
        if (CifarReader.recognises(file, beginning)) {
            return CIFAR;
        }
        if (beginning.charAt(0) == IdxReader.FIRST_BYTE) {
            return IDX;
        }
        if (!beginsWithText(beginning)) {
            throw new MalformedDataException(
                    file, "format not recognised: none of IDX, CIFAR-10, NPY, NPZ, CSV and LIBSVM text");
        }
        return CsvReader.recognises(file, beginning) ? CSV : LIBSVM;
    }

    /** Whether there is no control character among the first ones but white space. */
    private static boolean beginsWithText(String beginning) {
        return beginning.chars().limit(512).noneMatch(c -> c < ' ' && "\t\n\r".indexOf(c) < 0);
    }

    LabeledSamples read(DataInput in, ReadOptions options) throws IOException {
        if (labelsWithin && options.labels() != null) {
            throw new MalformedDataException(in.file(), title + " has its labels within: no other file can be given");
        }
        if (this != CSV && (options.labelColumn() != null || options.header() != null)) {
            throw new MalformedDataException(
                    in.file(), title + " has no columns: neither a header nor the labels' can be told");
        }
        return reader.read(in, options);
    }
}
