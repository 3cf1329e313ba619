package io.github.widemargin.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fields of a protobuf message by their numbers: varints, and bytes that have a length. */
final class ProtoFields {
    private final Map<Integer, List<Object>> fields = new TreeMap<>();

    ProtoFields(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        while (in.hasRemaining()) {
            int key = (int) varint(in);
            Object value;
            if ((key & 7) == 0) {
                value = varint(in);
            } else if ((key & 7) == 2) {
                byte[] bytes = new byte[Math.toIntExact(varint(in))];
                in.get(bytes);
                value = bytes;
            } else {
                throw new AssertionError("wire type " + (key & 7));
            }
            fields.computeIfAbsent(key >>> 3, number -> new ArrayList<>()).add(value);
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private List<Object> all(int field) {
        return fields.getOrDefault(field, List.of());
    }

    List<Long> numbers(int field) {
        return all(field).stream().map(Long.class::cast).toList();
    }

    long number(int field) {
        return only(numbers(field));
    }

    List<String> texts(int field) {
        return all(field).stream()
                .map(value -> new String((byte[]) value, StandardCharsets.UTF_8))
                .toList();
    }

    String text(int field) {
        return only(texts(field));
    }

    List<ProtoFields> messages(int field) {
        return all(field).stream().map(value -> new ProtoFields((byte[]) value)).toList();
    }

    ProtoFields message(int field) {
        return only(messages(field));
    }

    ByteBuffer bytes(int field) {
        return ByteBuffer.wrap((byte[]) only(all(field))).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static <T> T only(List<T> values) {
        if (values.size() != 1) {
            throw new AssertionError("one value expected: " + values);
        }
        return values.get(0);
    }
}
