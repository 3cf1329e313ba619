package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the labels of a model are called: their names or, where there are none, the numbers. */
final class LabelTexts {
    private final Map<Integer, String> names = new HashMap<>();

    LabelTexts(LinearSvm model) {
        int[] labels = model.labels();
        model.labelNames().ifPresent(all -> {
            for (int j = 0; j < labels.length; j++) {
                names.put(labels[j], all.get(j));
            }
        });
    }

    /** Names and numbers, for JSON. */
    Object[] values(int[] labels) {
        return IntStream.of(labels).mapToObj(this::value).toArray();
    }

    private Object value(int label) {
        String name = names.get(label);
        return name == null ? (Object) label : name;
    }

    /** For a line of text. */
    String text(int label) {
        return inLine(value(label).toString());
    }

    List<String> texts(int[] labels) {
        return IntStream.of(labels).mapToObj(this::text).toList();
    }

    /** Without what ends a line or a field, or commands a terminal: a file may name anything. */
    static String inLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(letter -> {
            int type = Character.getType(letter);
            if (Character.isISOControl(letter)
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                line.append(String.format("\\u%04x", letter));
            } else {
                line.appendCodePoint(letter);
            }
        });
        return line.toString();
    }
}
