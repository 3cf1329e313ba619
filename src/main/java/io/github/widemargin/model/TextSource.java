package io.github.widemargin.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a text file word by word, and tells in which line something else was expected. */
final class TextSource implements AutoCloseable {
    private static final int LONGEST_WORD = 64;

    private final Path file;
    private final long size;
    private final InputStream in;
    private final byte[] word = new byte[LONGEST_WORD];
    private int next;
    private int line = 1;

    TextSource(Path file) throws IOException {
        this.file = file;
        size = Files.size(file);
        in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        next = in.read();
    }

    /** The size of the file in bytes. */
    long size() {
        return size;
    }

    /** The next word of the line, empty at its end. */
    String word() throws IOException {
        skipBlanks();
        int length = 0;
        while (next > ' ' && length < LONGEST_WORD) {
            word[length++] = (byte) next;
            next = in.read();
        }
        String found = new String(word, 0, length, StandardCharsets.ISO_8859_1);
        if (next > ' ') {
            throw expected("a shorter word", found);
        }
        return found;
    }

    void word(String name) throws IOException {
        String found = word();
        if (!found.equals(name)) {
            throw expected(name, found);
        }
    }

    /** A whole number in [least, most]. */
    int integer(String what, int least, long most) throws IOException {
        String found = word();
        try {
            int number = Integer.parseInt(found);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw expected(what + " in [" + least + ", " + most + "]", found);
    }

    /** A number that is finite as a float, too. */
    double number(String what) throws IOException {
        String found = word();
        // Java would take hexadecimal digits and a letter for the type as well
        boolean plain = found.chars().allMatch(c -> '0' <= c && c <= '9' || "+-.eE".indexOf(c) >= 0);
        try {
            double number = plain ? Double.parseDouble(found) : Double.NaN;
            if (Float.isFinite((float) number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw expected(what + ", finite as a float", found);
    }

    void endLine() throws IOException {
        String found = word();
        if (!found.isEmpty()) {
            throw expected("the end of the line", found);
        }
        if (next == '\n') {
            next = in.read();
            line++;
        } else if (next >= 0) {
            throw expected("the end of the line", Character.toString(next));
        }
    }

    void endFile() throws IOException {
        while (next >= 0) {
            String found = word();
            if (!found.isEmpty()) {
                throw expected("the end of the file", found);
            }
            endLine();
        }
    }

    /** What is wrong with the word that was found. */
    IOException expected(String what, String found) {
        String end = next < 0 ? "the end of the file" : "the end of the line";
        String shown = found.isEmpty() ? end : '"' + found.replaceAll("[^ -~]", "?") + '"';
        return new IOException(file + ":" + line + ": expected " + what + ", found " + shown);
    }

    private void skipBlanks() throws IOException {
        while (next == ' ' || next == '\t' || next == '\r') {
            next = in.read();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
