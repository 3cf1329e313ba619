package io.github.widemargin.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataTest {
    @Test
    void keepsAnyValue() {
        List<String> values = List.of("", "=", "a=b", "\n", "\r\n\\", "\\n", "\\\\", "ä\u0000\t");
        Metadata metadata = new Metadata();
        for (int v = 0; v < values.size(); v++) {
            metadata.put("v" + v, values.get(v));
        }
        Metadata read = Metadata.parse(metadata.text(), values.size());
        for (int v = 0; v < values.size(); v++) {
            assertEquals(values.get(v), read.get("v" + v, value -> value));
        }
        assertEquals(metadata.text(), read.text());
        assertEquals(values.size(), metadata.text().lines().count());
    }

    @Test
    void refusesOtherTexts() {
        String[] texts = {
            "a",
            "the model's info must have lines name=value: a",
            "a=1",
            "the model's info must have lines name=value: a=1",
            "a=1\n\nb=2\n",
            "the model's info must have lines name=value: ",
            "=1\n",
            "the model's info must have lines name=value: =1",
            "a\nb=1\n",
            "the model's info must have lines name=value: a",
            "a=1\na=2\n",
            "the model's info must have a name once: a",
            "a=\\t\n",
            "the model's info must have \\n, \\r or \\\\ after a backslash: \\t",
            "a=\\\n",
            "the model's info must have \\n, \\r or \\\\ after a backslash: \\",
            "a=\nb=\nc=\n",
            "the model's info must have 2 lines at most",
            "\u0007".repeat(99) + "\n",
            "the model's info must have lines name=value: " + "?".repeat(64)
        };
        for (int t = 0; t < texts.length; t += 2) {
            String text = texts[t];
            assertEquals(
                    texts[t + 1],
                    assertThrows(IllegalArgumentException.class, () -> Metadata.parse(text, 2))
                            .getMessage());
        }
    }
}
