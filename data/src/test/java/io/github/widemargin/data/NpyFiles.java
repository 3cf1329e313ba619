package io.github.widemargin.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes NPY and NPZ. */
final class NpyFiles {
    private NpyFiles() {}

    static byte[] npy(String descr, boolean fortran, String shape, byte[] elements) {
        String order = fortran ? "True" : "False";
        return npy(
                1, "{'descr': '" + descr + "', 'fortran_order': " + order + ", 'shape': (" + shape + "), }", elements);
    }

    static byte[] npy(int version, String header, byte[] elements) {
        byte[] text = (header + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(12 + text.length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) {
            bytes.putShort((short) text.length);
        } else {
            bytes.putInt(text.length);
        }
        bytes.put(text).put(elements);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** The elements in the form of a type such as {@code <f4}. */
    static byte[] elements(String descr, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length)
                .order(descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            switch (descr.substring(1)) {
                case "f2" -> bytes.putShort(Float.floatToFloat16((float) value));
                case "f4" -> bytes.putFloat((float) value);
                case "f8" -> bytes.putDouble(value);
                case "i8", "u8" -> bytes.putLong((long) value);
                case "i4", "u4" -> bytes.putInt((int) (long) value);
                case "i2", "u2" -> bytes.putShort((short) value);
                default -> bytes.put((byte) value);
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Names of entries, each followed by its bytes. */
    static byte[] npz(boolean packed, Object... namesAndContents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setLevel(packed ? 9 : 0);
            for (int i = 0; i < namesAndContents.length; i += 2) {
                out.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                out.write((byte[]) namesAndContents[i + 1]);
            }
        }
        return bytes.toByteArray();
    }
}
