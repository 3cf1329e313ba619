package io.github.widemargin.model;

import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What a model's file tells beside its numbers: names and values, a line {@code name=value} each. In a value {@code \n}, {@code
 * \r} and {@code \\} stand for the ends of lines and the backslash.
 */
public final class Metadata {
    private static final int LONGEST_SHOWN = 64;

    private final Map<String, String> values = new LinkedHashMap<>();

    /** The value as its text. */
    public Metadata put(String name, Object value) {
        values.put(name, value.toString());
        return this;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of a name that must be there, and that the parser must take. */
    public <T> T get(String name, Function<String, T> parser) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the model's info must have " + name);
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "the model's info has a wrong " + name + ": " + name + "=" + shown(value));
        }
    }

    void forEach(BiConsumer<String, String> consumer) {
        values.forEach(consumer);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(name)
                .append('=')
                .append(value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"))
                .append('\n'));
        return text.toString();
    }

    /** Of a text as above, of so many lines at most, as each takes far more memory than in the file. */
    static Metadata parse(String text, int mostLines) {
        Metadata metadata = new Metadata();
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            int equals = text.indexOf('=', at);
            if (equals <= at || end < equals) {
                String line = text.substring(at, end < 0 ? text.length() : end);
                throw new IllegalArgumentException("the model's info must have lines name=value: " + shown(line));
            }
            String name = text.substring(at, equals);
            if (metadata.values.put(name, unescape(text.substring(equals + 1, end))) != null) {
                throw new IllegalArgumentException("the model's info must have a name once: " + shown(name));
            }
            if (metadata.values.size() > mostLines) {
                throw new IllegalArgumentException("the model's info must have " + mostLines + " lines at most");
            }
            at = end + 1;
        }
        return metadata;
    }

    private static String unescape(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < value.length(); at++) {
            char letter = value.charAt(at);
            if (letter == '\\') {
                at++;
                int escaped = at == value.length() ? -1 : "nr\\".indexOf(value.charAt(at));
                if (escaped < 0) {
                    throw new IllegalArgumentException(
                            "the model's info must have \\n, \\r or \\\\ after a backslash: " + shown(value));
                }
                letter = "\n\r\\".charAt(escaped);
            }
            plain.append(letter);
        }
        return plain.toString();
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_SHOWN)).replaceAll("[^ -~]", "?");
    }
}
