package io.github.widemargin.data;

import io.github.widemargin.Samples;
import io.github.widemargin.model.NpyArray;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** The formats that samples can be written in, for {@link DataFiles#read} and for others. */
public enum OutputFormat {
    /** LIBSVM text: what is zero is left out, features count from 1. */
    LIBSVM(true),
    /** CSV without a header, the label or its name last. */
    CSV(true),
    /** NumPy's arrays x, of float32, and y, of int64, in one file. */
    NPZ(true),
    /** NumPy's array of float32. */
    NPY(false),
    /** MNIST's format: elements are whole numbers from 0 to 255, as labels are. */
    IDX(false);

    private final boolean hasLabels;

    OutputFormat(boolean hasLabels) {
        this.hasLabels = hasLabels;
    }

    /**
     * The format that is usual for the name of a file, which may end with {@code .gz}.
     *
     * @throws IllegalArgumentException if none is
     */
    public static OutputFormat of(Path file) {
        String name = LabelFile.unpackedName(file).toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return switch (ending) {
            case "libsvm", "svm", "svmlight", "txt" -> LIBSVM;
            case "csv" -> CSV;
            case "npz" -> {
                if (!file.toString().toLowerCase(Locale.ROOT).endsWith(ending)) {
                    throw new IllegalArgumentException(
                            "NPZ is compressed within, its name must end with .npz: file=" + file);
                }
                yield NPZ;
            }
            case "npy" -> NPY;
            case "idx" -> IDX;
            default -> {
                if (name.endsWith("-ubyte")) {
                    yield IDX;
                }
                throw new IllegalArgumentException(
                        "the name must end with .libsvm, .svm, .svmlight, .txt, .csv, .npz, .npy, .idx or -ubyte: file="
                                + file);
            }
        };
    }

    /** Whether {@link #write} writes the labels, too; otherwise they go to a file of their own. */
    public boolean hasLabels() {
        return hasLabels;
    }

    /**
     * Writes samples, and labels if these are within; compressed if the file's name ends with {@code .gz}.
     *
     * @throws IllegalArgumentException if the format cannot express them
     */
    public void write(LabeledSamples data, Path file, OutputStream out) throws IOException {
        if (hasLabels && data.labels() == null) {
            throw new IllegalArgumentException("labels must be there for " + this);
        }
        requireExpressible(data.samples());
        pack(file, out, packed -> {
            switch (this) {
                case LIBSVM -> TextWriter.libsvm(data, packed);
                case CSV -> TextWriter.csv(data, packed);
                case NPZ -> NpyWriter.npz(data, packed);
                case NPY -> NpyWriter.samples(data.samples(), packed);
                case IDX -> IdxWriter.samples(data.samples(), packed);
            }
        });
    }

    private void requireExpressible(Samples samples) {
        for (int i = 0; i < samples.size() && (this == LIBSVM || this == CSV || this == IDX); i++) {
            int sample = i;
            samples.forEachNonzero(i, (k, value) -> {
                if (!Float.isFinite(value) || this == IDX && !IdxWriter.isByte(value)) {
                    throw new IllegalArgumentException((this == IDX
                                    ? "elements must be whole numbers from 0 to 255 in "
                                    : "elements must be finite in ")
                            + this + ": sample " + sample + ", feature " + k + "=" + value);
                }
            });
        }
    }

    /**
     * Writes labels in a file of their own.
     *
     * @throws IllegalArgumentException if the format has them within, or cannot express them
     */
    public void writeLabels(int[] labels, Path file, OutputStream out) throws IOException {
        if (hasLabels) {
            throw new IllegalArgumentException("labels are written with the samples in " + this);
        }
        for (int i = 0; i < labels.length && this == IDX; i++) {
            if (!IdxWriter.isByte(labels[i])) {
                throw new IllegalArgumentException(
                        "labels must be whole numbers from 0 to 255 in IDX: sample " + i + "=" + labels[i]);
            }
        }
        pack(file, out, packed -> {
            if (this == NPY) {
                NpyArray.integers(labels, packed);
            } else {
                IdxWriter.labels(labels, packed);
            }
        });
    }

    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** Leaves the stream open, as it is the caller's. */
    private static void pack(Path file, OutputStream out, Writer writer) throws IOException {
        GZIPOutputStream gzip = file.toString().endsWith(".gz") ? new GZIPOutputStream(out, 1 << 16) : null;
        OutputStream buffered = new BufferedOutputStream(gzip == null ? out : gzip, 1 << 16);
        writer.write(buffered);
        buffered.flush();
        if (gzip != null) {
            gzip.finish();
        }
    }
}
