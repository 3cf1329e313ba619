package io.github.widemargin.data;

import io.github.widemargin.Samples;
import io.github.widemargin.model.NpyArray;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Samples as NPY, and with their labels as NPZ, a ZIP file of such arrays. */
final class NpyWriter {
    private NpyWriter() {}

    static void npz(LabeledSamples data, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        zip.putNextEntry(new ZipEntry("x.npy"));
        samples(data.samples(), zip);
        zip.putNextEntry(new ZipEntry("y.npy"));
        NpyArray.integers(data.labels(), zip);
        zip.finish();
    }

    static void samples(Samples samples, OutputStream out) throws IOException {
        NpyArray.floatHeader(out, samples.size(), samples.features());
        ByteBuffer row = ByteBuffer.allocate(Math.multiplyExact(samples.features(), Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples.size(); i++) {
            row.asFloatBuffer().put(samples.get(i));
            out.write(row.array());
        }
    }
}
