package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.data.LabeledSamples;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/** How a model does on labelled samples. Labels that the model does not know are classes of their own, never predicted. */
final class Evaluation {
    private static final int WIDEST_TABLE = 32;

    private final int[] labels;
    private final int[][] confusion; // true × predicted
    private final int samples;

    Evaluation(LinearSvm model, LabeledSamples data) {
        int[] predicted = model.predict(data.samples());
        labels = IntStream.concat(Arrays.stream(model.labels()), Arrays.stream(data.labels()))
                .sorted()
                .distinct()
                .toArray();
        confusion = new int[labels.length][labels.length];
        samples = predicted.length;
        for (int i = 0; i < samples; i++) {
            confusion[Arrays.binarySearch(labels, data.labels()[i])][Arrays.binarySearch(labels, predicted[i])]++;
        }
    }

    int right() {
        return IntStream.range(0, labels.length).map(j -> confusion[j][j]).sum();
    }

    double accuracy() {
        return (double) right() / samples;
    }

    void addTo(Report report) {
        report.put("samples", samples)
                .put("accuracy", accuracy())
                .put("labels", labels)
                .put("confusion", confusion);
    }

    String accuracyLine() {
        return String.format(Locale.ROOT, "accuracy %.2f %% (%d of %d)", 100 * accuracy(), right(), samples);
    }

    /** The confusion table, a row for each true label, a column for each predicted one; too wide for a screen, it is left out. */
    String table() {
        if (labels.length > WIDEST_TABLE) {
            return "(no table of confusions for " + labels.length + " labels; --json has it)";
        }
        int widest = Arrays.stream(labels)
                .map(label -> Integer.toString(label).length())
                .max()
                .orElse(1);
        int cell = 1
                + Math.max(
                        widest,
                        Integer.toString(Arrays.stream(confusion)
                                        .flatMapToInt(Arrays::stream)
                                        .max()
                                        .orElse(0))
                                .length());
        int first = Math.max(widest, "true".length());
        StringBuilder text = new StringBuilder();
        text.append(" ".repeat(first + 1)).append("predicted").append(System.lineSeparator());
        text.append(right("true", first)).append(' ');
        for (int label : labels) {
            text.append(right(Integer.toString(label), cell));
        }
        text.append(right("recall", 8));
        for (int i = 0; i < labels.length; i++) {
            int row = Arrays.stream(confusion[i]).sum();
            text.append(System.lineSeparator())
                    .append(right(Integer.toString(labels[i]), first))
                    .append(' ');
            for (int count : confusion[i]) {
                text.append(right(count == 0 ? "." : Integer.toString(count), cell));
            }
            text.append(
                    right(row == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * confusion[i][i] / row), 8));
        }
        return text.toString();
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
