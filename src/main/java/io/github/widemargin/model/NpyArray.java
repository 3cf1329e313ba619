package io.github.widemargin.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Arrays as NPY, version 1.0, little-endian, in C's order. */
public final class NpyArray {
    private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER_UNIT = 64;

    private NpyArray() {}

    /** What precedes floats of this shape. */
    public static void floatHeader(OutputStream out, int... shape) throws IOException {
        header("<f4", out, shape);
    }

    static void floats(float[] values, OutputStream out) throws IOException {
        floatHeader(out, values.length);
        LittleEndian.floats(values, out);
    }

    /** As int64. */
    public static void integers(int[] values, OutputStream out) throws IOException {
        header("<i8", out, values.length);
        LittleEndian.longs(values, out);
    }

    /** As code points, zeros behind what is shorter than the longest. */
    static void strings(List<String> values, OutputStream out) throws IOException {
        int longest = values.stream()
                .mapToInt(value -> value.codePointCount(0, value.length()))
                .max()
                .orElse(0);
        int width = Math.max(1, longest);
        header("<U" + width, out, values.size());
        ByteBuffer element = LittleEndian.buffer(Math.multiplyExact(width, Integer.BYTES));
        for (String value : values) {
            Arrays.fill(element.clear().array(), (byte) 0);
            value.codePoints().forEach(element::putInt);
            out.write(element.array());
        }
    }

    private static void header(String type, OutputStream out, int... shape) throws IOException {
        String numbers = IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String tuple = shape.length == 1 ? numbers + "," : numbers;
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int before = MAGIC.length + 2 + Short.BYTES;
        int length = Math.ceilDiv(before + text.length() + 1, HEADER_UNIT) * HEADER_UNIT - before;
        ByteBuffer header = LittleEndian.buffer(before + length);
        header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
        header.put((text + " ".repeat(length - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(header.array());
    }
}
