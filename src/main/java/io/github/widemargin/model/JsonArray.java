package io.github.widemargin.model;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Labels as JSON. */
final class JsonArray {
    private static final HexFormat HEX = HexFormat.of();

    private JsonArray() {}

    static String of(int[] numbers) {
        return Arrays.toString(numbers);
    }

    static String of(List<String> texts) {
        return texts.stream().map(JsonArray::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (letter < ' ') {
                quoted.append("\\u").append(HEX.toHexDigits(letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }
}
