package io.github.widemargin.data;

import java.nio.ByteBuffer;

/** The elements of an NPY array: numbers of a kind (boolean, integer, unsigned, float) and of so many bytes. */
enum NpyType {
    B1(1),
    I1(1),
    U1(1),
    I2(2),
    U2(2),
    I4(4),
    U4(4),
    I8(8),
    U8(8),
    F2(2),
    F4(4),
    F8(8);

    final int bytes;

    NpyType(int bytes) {
        this.bytes = bytes;
    }

    /** The element at a place, exact up to 2⁵³. */
    double number(ByteBuffer from, int at) {
        return switch (this) {
            case B1, I1 -> from.get(at);
            case U1 -> from.get(at) & 0xff;
            case I2 -> from.getShort(at);
            case U2 -> from.getChar(at);
            case I4 -> from.getInt(at);
            case U4 -> from.getInt(at) & 0xffffffffL;
            case I8 -> from.getLong(at);
            case U8 -> from.getLong(at) + (from.getLong(at) < 0 ? 0x1p64 : 0);
            case F2 -> Float.float16ToFloat(from.getShort(at));
            case F4 -> from.getFloat(at);
            case F8 -> from.getDouble(at);
        };
    }

    /** The float nearest to the element at a place. */
    float nearestFloat(ByteBuffer from, int at) {
        return switch (this) {
            // a double between would be rounded twice
            case I8 -> from.getLong(at);
            case U8 -> nearestToUnsigned(from.getLong(at));
            default -> (float) number(from, at);
        };
    }

    /** Rounds half of what a long cannot hold, with a bit that says whether more was below. */
    private static float nearestToUnsigned(long value) {
        return value >= 0 ? value : 2f * (value >>> 1 | value & 1);
    }
}
