package io.github.widemargin.data;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import io.github.widemargin.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** LIBSVM text, to dense samples. */
final class LibsvmReader {
    private static final int LONGEST_TOKEN = 64;

    private final DataInput in;
    private final int features;
    private final byte[] token = new byte[LONGEST_TOKEN];
    private int tokenLength;
    private long line = 1;
    private long column = 1; // of the next byte
    private long tokenColumn;

    private int rows;
    private int[] labels = new int[1024];
    private int nonzeros;
    private int[] rowEnd = new int[1024];
    private int[] index = new int[1 << 14];
    private float[] value = new float[1 << 14];
    private int largestIndex;

    private LibsvmReader(DataInput in, int features) {
        this.in = in;
        this.features = features;
    }

    static LabeledSamples read(DataInput in, ReadOptions options) throws IOException {
        if (options.labels() != null) {
            throw new MalformedDataException(
                    in.file(), "LIBSVM text has its labels within: no other file can be given");
        }
        LibsvmReader reader = new LibsvmReader(in, options.features());
        while (reader.readLine()) {
            reader.line++;
            reader.column = 1;
        }
        return reader.dense();
    }

    private LabeledSamples dense() throws MalformedDataException {
        if (rows == 0) {
            throw new MalformedDataException(in.file(), "no samples");
        }
        int width = features > 0 ? features : largestIndex;
        if (width == 0) {
            throw new MalformedDataException(in.file(), "no features");
        }
        float[] x = DenseArray.of(in.file(), rows, width);
        int from = 0;
        for (int i = 0; i < rows; i++) {
            for (int a = from; a < rowEnd[i]; a++) {
                x[i * width + index[a] - 1] = value[a];
            }
            from = rowEnd[i];
        }
        return new LabeledSamples(Samples.dense(x, width), Arrays.copyOf(labels, rows));
    }

    /** Reads a line and what ends it; false behind the last. */
    private boolean readLine() throws IOException {
        if (in.peek() < 0) {
            return false;
        }
        if (nextToken(' ')) {
            addRow(label());
            int last = 0;
            while (nextToken(':')) {
                last = addElement(last);
            }
            rowEnd[rows - 1] = nonzeros;
        }
        skipToEnd();
        return true;
    }

    private int addElement(int last) throws IOException {
        int at = index();
        if (at <= last) {
            throw malformed("an index above " + last);
        }
        if (in.peek() != ':') {
            throw malformed("index:value");
        }
        take();
        tokenColumn = column;
        tokenLength = 0;
        if (isBlank(in.peek()) || !nextToken(' ')) {
            throw malformed("a value after the colon");
        }
        float v = value();
        if (v != 0 && (features == 0 || at <= features)) {
            if (nonzeros == index.length) {
                int larger = grown(index.length);
                index = Arrays.copyOf(index, larger);
                value = Arrays.copyOf(value, larger);
            }
            index[nonzeros] = at;
            value[nonzeros++] = v;
        }
        largestIndex = Math.max(largestIndex, at);
        return at;
    }

    private void addRow(int label) throws MalformedDataException {
        if (rows == labels.length) {
            labels = Arrays.copyOf(labels, grown(rows));
            rowEnd = Arrays.copyOf(rowEnd, labels.length);
        }
        labels[rows++] = label;
    }

    private int grown(int length) throws MalformedDataException {
        if (length == Integer.MAX_VALUE - 8) {
            throw new MalformedDataException(in.file(), "too large for one array");
        }
        return (int) Math.min(Integer.MAX_VALUE - 8, length * 3L / 2);
    }

    private int label() throws MalformedDataException {
        try {
            double label = JavaDoubleParser.parseDouble(token, 0, tokenLength);
            if (label == (int) label) {
                return (int) label;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw malformed("a whole number under 2^31 as label");
    }

    private int index() throws MalformedDataException {
        long number = 0;
        for (int i = 0; i < tokenLength && number <= Integer.MAX_VALUE; i++) {
            int digit = token[i] - '0';
            if (digit < 0 || digit > 9) {
                throw malformed("index:value");
            }
            number = number * 10 + digit;
        }
        if (number < 1 || number > Integer.MAX_VALUE - 8) {
            throw malformed("an index in [1, 2^31 - 9]");
        }
        return (int) number;
    }

    private float value() throws MalformedDataException {
        try {
            float v = JavaFloatParser.parseFloat(token, 0, tokenLength);
            if (Float.isFinite(v)) {
                return v;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw malformed("a finite number");
    }

    /** Reads what comes next within the line, up to white space, a comment or the stop; false at the line's end. */
    private boolean nextToken(int stop) throws IOException {
        while (isBlank(in.peek())) {
            take();
        }
        tokenColumn = column;
        tokenLength = 0;
        while (true) {
            int next = in.peek();
            if (next < 0 || next == '\n' || next == '#' || next == stop || isBlank(next)) {
                return tokenLength > 0;
            }
            if (tokenLength == LONGEST_TOKEN) {
                throw malformed("a shorter word");
            }
            token[tokenLength++] = (byte) take();
        }
    }

    private void skipToEnd() throws IOException {
        if (in.peek() >= 0 && in.peek() != '\n' && in.peek() != '#') {
            throw malformed("index:value");
        }
        int next;
        do {
            next = in.read();
        } while (next >= 0 && next != '\n');
    }

    private int take() throws IOException {
        column++;
        return in.read();
    }

    private static boolean isBlank(int next) {
        return next == ' ' || next == '\t' || next == '\r';
    }

    private MalformedDataException malformed(String expected) {
        StringBuilder found = new StringBuilder("\"");
        for (char c : new String(token, 0, tokenLength, StandardCharsets.ISO_8859_1).toCharArray()) {
            found.append(c < ' ' || c > '~' ? '?' : c);
        }
        return new MalformedDataException(
                in.file(), line, tokenColumn, expected, found.append('"').toString());
    }
}
