package io.github.widemargin.data;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What precedes the elements of an NPY array, versions 1.0 to 3.0: the magic bytes, two bytes of version, the length of the text,
 * and as text a Python dictionary such as {@code {'descr': '<f4', 'fortran_order': False, 'shape': (60000, 784), }}.
 */
record NpyHeader(NpyType type, ByteOrder order, boolean fortran, Shape shape) {
    static final String FORMAT = "NPY";
    static final String MAGIC = "\u0093NUMPY";

    private static final int LONGEST = 1 << 16;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern NUMBERS = Pattern.compile("([<>|]?)(b1|[iu][1248]|f[248])");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");

    /** Reads the header; the elements it promises can be there. */
    static NpyHeader read(DataInput in) throws IOException {
        String magic = bytes(in, MAGIC.length());
        if (!magic.equals(MAGIC)) {
            throw new MalformedDataException(in.file(), "not NPY: the first bytes must be \\x93NUMPY");
        }
        int major = bytes(in, 2).charAt(0);
        if (major < 1 || major > 3) {
            throw new MalformedDataException(in.file(), "NPY versions must be 1 to 3: version=" + major);
        }
        long length = 0;
        String lengthBytes = bytes(in, major == 1 ? 2 : 4);
        for (int b = lengthBytes.length() - 1; b >= 0; b--) {
            length = length << 8 | lengthBytes.charAt(b);
        }
        if (length > LONGEST) {
            throw new MalformedDataException(
                    in.file(), "NPY headers must be of " + LONGEST + " bytes or fewer: bytes=" + length);
        }
        return parse(in, bytes(in, (int) length));
    }

    private static NpyHeader parse(DataInput in, String text) throws MalformedDataException {
        String described = find(in, TYPE, text, "'descr': a type of numbers");
        Matcher type = NUMBERS.matcher(described);
        if (!type.matches()) {
            throw new MalformedDataException(
                    in.file(),
                    "NPY elements must be numbers, b1, i1 to i8, u1 to u8, f2 to f8: descr=" + Words.quoted(described));
        }
        boolean fortran =
                find(in, FORTRAN, text, "'fortran_order': True or False").equals("True");
        Shape shape = new Shape(
                in.file(), FORMAT, dimensions(in, find(in, SHAPE, text, "'shape': a tuple of whole numbers")));
        NpyHeader header = new NpyHeader(
                NpyType.valueOf(type.group(2).toUpperCase(Locale.ROOT)),
                type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                fortran,
                shape);
        shape.requireRoom(in, header.type.bytes);
        return header;
    }

    private static long[] dimensions(DataInput in, String tuple) throws MalformedDataException {
        String[] numbers = tuple.isBlank() ? new String[0] : tuple.split(",");
        long[] dimensions = new long[numbers.length];
        for (int d = 0; d < numbers.length; d++) {
            try {
                dimensions[d] = Integer.parseInt(numbers[d].strip());
            } catch (NumberFormatException e) {
                throw new MalformedDataException(
                        in.file(),
                        "NPY dimensions must be whole numbers under 2^31: dimension " + d + "="
                                + Words.quoted(numbers[d].strip()));
            }
        }
        return dimensions;
    }

    private static String find(DataInput in, Pattern pattern, String text, String expected)
            throws MalformedDataException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new MalformedDataException(
                    in.file(), "the NPY header must have " + expected + ", found " + Words.quoted(text));
        }
        return matcher.group(1);
    }

    private static String bytes(DataInput in, int count) throws IOException {
        byte[] bytes = new byte[count];
        if (in.read(bytes, 0, count) < count) {
            throw new MalformedDataException(in.file(), "ends within the NPY header");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
