package io.github.widemargin.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the wire format of protobuf, its fields in the order they are added. Arrays are written from where they are, so that
 * large ones are not held twice.
 */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final List<Part> parts = new ArrayList<>();
    private long size;

    private interface Part {
        void write(OutputStream out) throws IOException;
    }

    /** How many bytes it takes. */
    long size() {
        return size;
    }

    void write(OutputStream out) throws IOException {
        for (Part part : parts) {
            part.write(out);
        }
    }

    ProtoMessage number(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    ProtoMessage text(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return delimited(field, bytes.length, out -> out.write(bytes));
    }

    /** What is added to value later does not count. */
    ProtoMessage message(int field, ProtoMessage value) {
        List<Part> complete = List.copyOf(value.parts);
        return delimited(field, value.size, out -> {
            for (Part part : complete) {
                part.write(out);
            }
        });
    }

    /** As bytes, four of each. */
    ProtoMessage floats(int field, float[] values) {
        return delimited(field, (long) values.length * Float.BYTES, out -> LittleEndian.floats(values, out));
    }

    /** As bytes, eight of each. */
    ProtoMessage longs(int field, int[] values) {
        return delimited(field, (long) values.length * Long.BYTES, out -> LittleEndian.longs(values, out));
    }

    private ProtoMessage delimited(int field, long length, Part content) {
        key(field, LENGTH_DELIMITED);
        varint(length);
        add(length, content);
        return this;
    }

    private void key(int field, int type) {
        varint((long) field << 3 | type);
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private void varint(long value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Long.BYTES);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        add(bytes.size(), bytes::writeTo);
    }

    private void add(long length, Part part) {
        parts.add(part);
        size += length;
    }
}
