package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** NPZ, a ZIP file of NPY arrays: the samples and the labels are known by their names, or else by their dimensions. */
final class NpzReader implements AutoCloseable {
    private static final String PACKING = "zip";
    private static final String ENDING = ".npy";
    private static final List<String> SAMPLES = List.of("x", "samples", "features", "images", "data");
    private static final List<String> LABELS = List.of("y", "labels", "label", "targets", "target");

    private final Path file;
    private final ZipFile zip;
    private final List<? extends ZipEntry> arrays;

    private NpzReader(Path file) throws IOException {
        this.file = file;
        try {
            zip = new ZipFile(file.toFile());
        } catch (EOFException | ZipException e) {
            throw DataInput.damaged(file, PACKING);
        }
        arrays = zip.stream().filter(entry -> entry.getName().endsWith(ENDING)).toList();
    }

    /** Whether this is how a ZIP file begins, with its first entry or, without any, its end. */
    static boolean recognises(String beginning) {
        return beginning.startsWith("PK\3\4") || beginning.startsWith("PK\5\6");
    }

    static LabeledSamples read(DataInput in, ReadOptions options) throws IOException {
        if (!in.isPlainFile()) {
            throw new MalformedDataException(
                    in.file(), "NPZ must be a file of its own, neither within gzip nor a pipe");
        }
        try (NpzReader reader = new NpzReader(in.file())) {
            return reader.read(options);
        }
    }

    private LabeledSamples read(ReadOptions options) throws IOException {
        Samples samples;
        try (DataInput in = open(find(SAMPLES, "2-dimensional", Shape::isTable))) {
            samples = NpyReader.samples(in, options);
        }
        if (!options.labelsWanted()) {
            return new LabeledSamples(samples, null);
        }
        try (DataInput in = open(find(LABELS, "1-dimensional", Shape::isColumn))) {
            return new LabeledSamples(samples, NpyReader.labels(in, samples.size()));
        }
    }

    /** The array of one of these names, or else the only one of such a shape. */
    private ZipEntry find(List<String> names, String dimensions, Predicate<Shape> fits) throws IOException {
        for (String name : names) {
            for (ZipEntry array : arrays) {
                if (array.getName().toLowerCase(Locale.ROOT).equals(name + ENDING)) {
                    return array;
                }
            }
        }
        List<ZipEntry> found = new ArrayList<>();
        for (ZipEntry array : arrays) {
            try (DataInput in = open(array)) {
                if (fits.test(NpyHeader.read(in).shape())) {
                    found.add(array);
                }
            }
        }
        if (found.size() != 1) {
            throw new MalformedDataException(
                    file,
                    "NPZ must have an array called " + String.join(", ", names) + ", or just one " + dimensions
                            + " array: arrays="
                            + Words.quoted(
                                    arrays.stream().map(ZipEntry::getName).collect(Collectors.joining(", "))));
        }
        return found.get(0);
    }

    private DataInput open(ZipEntry array) throws IOException {
        long packed = Math.min(array.getCompressedSize(), Files.size(file));
        long largest = array.getMethod() == ZipEntry.STORED ? packed : packed * DataInput.HIGHEST_RATIO;
        Path name = file.resolve(array.getName().replaceAll("[^\\w.-]", "_"));
        try {
            return new DataInput(name, new CheckedEntry(zip.getInputStream(array), array.getCrc()), PACKING, largest);
        } catch (EOFException | ZipException e) {
            throw DataInput.damaged(name, PACKING);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Compares the checksum at the end, as ZipFile does not. */
    private static final class CheckedEntry extends CheckedInputStream {
        private final long expected;

        CheckedEntry(InputStream in, long expected) {
            super(in, new CRC32());
            this.expected = expected;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int bytes = super.read(target, from, length);
            if (bytes < 0 && getChecksum().getValue() != expected) {
                throw new ZipException("checksum");
            }
            return bytes;
        }
    }
}
