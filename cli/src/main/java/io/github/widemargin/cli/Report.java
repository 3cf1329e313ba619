package io.github.widemargin.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** What a command found out: names and values, as one JSON object. */
final class Report {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Report put(String name, Object value) {
        values.put(name, value);
        return this;
    }

    String json() {
        return JSON.std.asString(values);
    }

    /** A line for each name and its value. */
    String text() {
        int widest = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(name)
                .append(" ".repeat(widest + 2 - name.length()))
                .append(LabelTexts.inLine(value instanceof int[] numbers ? Arrays.toString(numbers) : value.toString()))
                .append(System.lineSeparator()));
        return text.toString();
    }

    void print() {
        System.out.println(json());
    }
}
