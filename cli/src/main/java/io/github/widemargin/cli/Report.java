package io.github.widemargin.cli;

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

    void print() {
        System.out.println(json());
    }
}
