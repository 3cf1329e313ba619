package io.github.widemargin.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A model as NumPy's arrays, by scikit-learn's names: {@code coef_}, float32, classes × features; {@code intercept_}, float32, one of
 * each class, zeros if there is no bias; {@code classes_}, int64, or unicode if the classes have names.
 */
public final class NumpyFile {
    /** The first that ZIP knows: the same model makes the same bytes. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NumpyFile() {}

    private interface Array {
        void write(OutputStream out) throws IOException;
    }

    /**
     * All three in one file.
     *
     * @param names of the classes, which take the place of the labels; or null
     */
    public static void writeNpz(Path path, ModelFile.Content content, List<String> names) throws IOException {
        int[] labels = content.labels();
        if (names != null && names.size() != labels.length) {
            throw new IllegalArgumentException(
                    "names must be as many as classes: names=" + names.size() + ", classes=" + labels.length);
        }
        float[] bias = content.bias() == null ? new float[labels.length] : content.bias();
        write(path, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setLevel(Deflater.BEST_SPEED);
            put(zip, "coef_", array -> weights(content, array));
            put(zip, "intercept_", array -> NpyArray.floats(bias, array));
            put(zip, "classes_", array -> {
                if (names == null) {
                    NpyArray.integers(labels, array);
                } else {
                    NpyArray.strings(names, array);
                }
            });
            zip.finish();
        });
    }

    /** Only the weights. */
    public static void writeNpy(Path path, ModelFile.Content content) throws IOException {
        write(path, out -> weights(content, out));
    }

    private static void put(ZipOutputStream zip, String name, Array array) throws IOException {
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        array.write(zip);
    }

    private static void weights(ModelFile.Content content, OutputStream out) throws IOException {
        int classes = content.labels().length;
        NpyArray.floatHeader(out, classes, content.features());
        for (int j = 0; j < classes; j++) {
            LittleEndian.floats(content.w(), j, classes, content.features(), out);
        }
    }

    private static void write(Path path, Array content) throws IOException {
        WholeFile.write(path, channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.write(out);
            out.flush();
        });
    }
}
