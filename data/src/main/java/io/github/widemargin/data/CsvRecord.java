package io.github.widemargin.data;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The fields of a record of CSV, unquoted, in memory that serves for the next one too. */
final class CsvRecord {
    private char[] text = new char[1 << 10];
    private int[] end = new int[64];
    private int fields;
    private long line;

    void begin(long startingLine) {
        fields = 0;
        line = startingLine;
    }

    /** Adds a field without the blanks around it. */
    void add(char[] from, int at, int length) {
        int first = at;
        int last = at + length;
        while (first < last && Character.isWhitespace(from[first])) {
            first++;
        }
        while (first < last && Character.isWhitespace(from[last - 1])) {
            last--;
        }
        append(from, first, last - first);
    }

    private void append(char[] from, int at, int length) {
        if (fields == end.length) {
            end = Arrays.copyOf(end, 2 * fields);
        }
        int start = start(fields);
        if (length > text.length - start) {
            text = Arrays.copyOf(text, Math.max(start + length, 2 * text.length));
        }
        System.arraycopy(from, at, text, start, length);
        end[fields++] = start + length;
    }

    CsvRecord copy() {
        CsvRecord copy = new CsvRecord();
        copy.text = text.clone();
        copy.end = end.clone();
        copy.fields = fields;
        copy.line = line;
        return copy;
    }

    /** The line where the record begins, from 1. */
    long line() {
        return line;
    }

    /** The characters of all fields, and one between them. */
    long length() {
        return (long) start(fields) + fields;
    }

    int fields() {
        return fields;
    }

    String field(int f) {
        return new String(text, start(f), end[f] - start(f));
    }

    List<String> all() {
        return IntStream.range(0, fields).mapToObj(this::field).toList();
    }

    /** Field f as a number; NaN if it is none. */
    double number(int f) {
        try {
            return endsWithLetter(f) ? Double.NaN : JavaDoubleParser.parseDouble(text, start(f), end[f] - start(f));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The float nearest to field f; NaN if it is no number. */
    float nearestFloat(int f) {
        try {
            return endsWithLetter(f) ? Float.NaN : JavaFloatParser.parseFloat(text, start(f), end[f] - start(f));
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    /** To Java's parsers 1f, 1d, NaN and Infinity are numbers. */
    private boolean endsWithLetter(int f) {
        return end[f] > start(f) && Character.isLetter(text[end[f] - 1]);
    }

    private int start(int f) {
        return f == 0 ? 0 : end[f - 1];
    }
}
