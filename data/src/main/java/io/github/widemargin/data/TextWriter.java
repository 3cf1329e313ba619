package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes numbers as the shortest text that is read as the same float. */
final class TextWriter {
    private TextWriter() {}

    static void libsvm(LabeledSamples data, OutputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        Samples samples = data.samples();
        for (int i = 0; i < samples.size(); i++) {
            line.append(data.labels()[i]);
            samples.forEachNonzero(i, (k, value) -> {
                line.append(' ').append(k + 1).append(':');
                append(line, value);
            });
            write(line, out);
        }
    }

    static void csv(LabeledSamples data, OutputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        Samples samples = data.samples();
        for (int i = 0; i < samples.size(); i++) {
            for (float value : samples.get(i)) {
                append(line, value);
                line.append(',');
            }
            int label = data.labels()[i];
            line.append(
                    data.labelNames().isEmpty()
                            ? label
                            : quoted(data.labelNames().get(label)));
            write(line, out);
        }
    }

    private static void append(StringBuilder line, float value) {
        int start = line.length();
        line.append(value);
        int end = line.length();
        if (line.charAt(end - 1) == '0' && line.charAt(end - 2) == '.') {
            line.setLength(end - 2);
        }
        if (start == line.length() - 2 && value == 0) {
            line.deleteCharAt(start); // -0
        }
    }

    /** RFC 4180. */
    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static void write(StringBuilder line, OutputStream out) throws IOException {
        out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
    }
}
