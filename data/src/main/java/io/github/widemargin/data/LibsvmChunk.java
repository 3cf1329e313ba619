package io.github.widemargin.data;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Whole lines of LIBSVM text, and what they say. */
final class LibsvmChunk {
    private static final int SIZE = 1 << 22;
    private static final int LONGEST_WORD = 64;

    private static final int WRONG = -2;

    /** Largest number of a feature. */
    static final int LARGEST_INDEX = Integer.MAX_VALUE - 8;

    private final int firstIndex;
    private final int features;
    private final ShortDecimal decimal = new ShortDecimal();
    private int end;
    private int at;
    private int lineStart;
    private int wordStart;

    /** Whole lines, and room for more. */
    byte[] text = new byte[SIZE];

    /** Lines that are read. */
    int lines;

    int rows;
    int[] labels = new int[SIZE / 64];

    /** Where the nonzeros of each row end. */
    int[] rowEnd = new int[SIZE / 64];

    int nonzeros;

    /** From 0. */
    int[] index = new int[SIZE / 12];

    float[] value = new float[SIZE / 12];

    /** The most features that a row needs, of those left out too. */
    int width;

    /** What is wrong, in the line after those read; null if nothing is. */
    String problem;

    /**
     * An empty one.
     *
     * @param firstIndex what the first feature is called, 0 or 1
     * @param features those beyond are left out; 0 if all count
     */
    LibsvmChunk(int firstIndex, int features) {
        this.firstIndex = firstIndex;
        this.features = features;
    }

    /** Takes text[0, end), which ends with a line feed, in place of what it had. */
    LibsvmChunk set(int end) {
        this.end = end;
        at = 0;
        lines = 0;
        rows = 0;
        nonzeros = 0;
        width = 0;
        return this;
    }

    /** Where in the line the problem is, from 1. */
    int problemColumn() {
        return wordStart - lineStart + 1;
    }

    /** What a row that holds all features would need. */
    int heldWidth() {
        return features > 0 ? features : width;
    }

    LibsvmChunk parse() {
        while (at < end && readLine()) {
            lines++;
        }
        return this;
    }

    /** Reads a line and what ends it; false if something is wrong. */
    private boolean readLine() {
        lineStart = at;
        if (nextWord()) {
            if (!readLabel()) {
                return false;
            }
            int last = firstIndex - 1;
            while (nextWord()) {
                last = readElement(last);
                if (last == WRONG) {
                    return false;
                }
            }
            rowEnd[rows - 1] = nonzeros;
        }
        while (text[at] != '\n') {
            at++; // a comment
        }
        at++;
        return true;
    }

    /** Goes to the next word of the line; false if there is none, but perhaps a comment. */
    private boolean nextWord() {
        while (isBlank(text[at])) {
            at++;
        }
        wordStart = at;
        return text[at] != '\n' && text[at] != '#';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    private boolean isEnd(int i) {
        return text[i] <= '#' && (isBlank(text[i]) || text[i] == '\n' || text[i] == '#');
    }

    private boolean readLabel() {
        while (!isEnd(at)) {
            at++;
        }
        if (at - wordStart > LONGEST_WORD) {
            return wrong("a shorter word");
        }
        if (rows == labels.length) {
            labels = Arrays.copyOf(labels, 2 * rows);
            rowEnd = Arrays.copyOf(rowEnd, 2 * rows);
        }
        try {
            double label = JavaDoubleParser.parseDouble(text, wordStart, at - wordStart);
            if (label == (int) label && endsLikeNumber()) {
                labels[rows++] = (int) label;
                return true;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        return wrong("a whole number under 2^31 as label");
    }

    /** Reads index:value, above the last index; returns that index, or WRONG. */
    private int readElement(int last) {
        long number = 0;
        while (text[at] >= '0' && text[at] <= '9' && number <= Integer.MAX_VALUE) {
            number = 10 * number + text[at++] - '0';
        }
        if (text[at] != ':' || at == wordStart) {
            return readOther(last, number);
        }
        if (number < firstIndex || number > LARGEST_INDEX) {
            return wrongIndex(
                    number == 0
                            ? "an index from 1 on; files that count from 0 need withFirstIndex(0), --zero-based"
                            : "an index in [" + firstIndex + ", 2^31 - 9]");
        }
        if (number <= last) {
            return wrongIndex("an index above " + last);
        }
        int valueStart = ++at;
        if (decimal.parse(text, valueStart) && isEnd(decimal.end)) {
            at = decimal.end;
            add((int) number - firstIndex, decimal.value);
            return (int) number;
        }
        wordStart = valueStart;
        float v = readLongNumber();
        if (Float.isNaN(v)) {
            return WRONG;
        }
        add((int) number - firstIndex, v);
        return (int) number;
    }

    /** Reads any number; NaN if something is wrong. */
    private float readLongNumber() {
        while (!isEnd(at)) {
            at++;
        }
        int length = at - wordStart;
        if (length == 0 || length > LONGEST_WORD) {
            wrong(length == 0 ? "a value after the colon" : "a shorter word");
            return Float.NaN;
        }
        float v = parse(wordStart, length);
        if (!Float.isFinite(v)) {
            wrong("a finite number");
            return Float.NaN;
        }
        return v;
    }

    /** A query's number, of SVMlight, says nothing here; all else is wrong. Returns the last index, or WRONG. */
    private int readOther(int last, long number) {
        if (number > Integer.MAX_VALUE) {
            return wrongIndex("an index in [" + firstIndex + ", 2^31 - 9]");
        }
        while (!isEnd(at)) {
            at++;
        }
        if (at - wordStart > LONGEST_WORD) {
            wrong("a shorter word");
            return WRONG;
        }
        String word = new String(text, wordStart, at - wordStart, StandardCharsets.UTF_8);
        if (word.startsWith("qid:") && last == firstIndex - 1) {
            return last;
        }
        wrong("index:value");
        return WRONG;
    }

    private float parse(int from, int length) {
        try {
            float v = JavaFloatParser.parseFloat(text, from, length);
            return endsLikeNumber() ? v : Float.NaN;
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    /** Java's own suffixes, as in 1f, are not of the format. */
    private boolean endsLikeNumber() {
        return text[at - 1] <= '9';
    }

    private void add(int k, float v) {
        width = Math.max(width, k + 1);
        if (v == 0 || features > 0 && k >= features) {
            return;
        }
        if (nonzeros == index.length) {
            index = Arrays.copyOf(index, 2 * nonzeros);
            value = Arrays.copyOf(value, 2 * nonzeros);
        }
        index[nonzeros] = k;
        value[nonzeros++] = v;
    }

    private int wrongIndex(String expected) {
        while (text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        wrong(expected);
        return WRONG;
    }

    private boolean wrong(String expected) {
        String found = new String(text, wordStart, Math.min(at - wordStart, LONGEST_WORD), StandardCharsets.UTF_8);
        problem = "expected " + expected + ", found " + Words.quoted(found);
        return false;
    }
}
