package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** NPY, version 1.0, little-endian, in C's order; NPZ, a ZIP file of them. */
final class NpyWriter {
    private static final int HEADER_UNIT = 64;

    private NpyWriter() {}

    static void npz(LabeledSamples data, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        zip.putNextEntry(new ZipEntry("x.npy"));
        samples(data.samples(), zip);
        zip.putNextEntry(new ZipEntry("y.npy"));
        labels(data.labels(), zip);
        zip.finish();
    }

    static void samples(Samples samples, OutputStream out) throws IOException {
        header("<f4", samples.size() + ", " + samples.features(), out);
        ByteBuffer row = buffer(Math.multiplyExact(samples.features(), Float.BYTES));
        for (int i = 0; i < samples.size(); i++) {
            row.asFloatBuffer().put(samples.get(i));
            out.write(row.array());
        }
    }

    static void labels(int[] labels, OutputStream out) throws IOException {
        header("<i8", labels.length + ",", out);
        ByteBuffer one = buffer(Long.BYTES);
        for (int label : labels) {
            out.write(one.putLong(0, label).array());
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void header(String type, String shape, OutputStream out) throws IOException {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int before = NpyHeader.MAGIC.length() + 2 + Short.BYTES;
        int length = Math.ceilDiv(before + text.length() + 1, HEADER_UNIT) * HEADER_UNIT - before;
        ByteBuffer header = buffer(before + length);
        header.put(NpyHeader.MAGIC.getBytes(StandardCharsets.ISO_8859_1));
        header.put((byte) 1).put((byte) 0).putShort((short) length);
        header.put((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(header.array());
    }
}
