package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.data.LabeledSamples;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** How a model does on labelled samples. Labels that the model does not know are classes of their own, never predicted. */
final class Evaluation {
    /** Labels whose table JSON gives: a million counts. */
    private static final int LARGEST_TABLE = 1000;

    private static final int RECALL = 8;

    private final LinearSvm model;
    private final LabeledSamples data;
    private final int[] labels;
    private final LabelTexts names;
    private final int[] truth;
    private final int[] predicted;
    private final int right;

    Evaluation(LinearSvm model, LabeledSamples data) {
        this.model = model;
        this.data = data;
        truth = data.labels();
        names = new LabelTexts(model);
        predicted = model.predict(data.samples());
        labels = IntStream.concat(Arrays.stream(model.labels()), Arrays.stream(truth))
                .sorted()
                .distinct()
                .toArray();
        right = (int) IntStream.range(0, truth.length)
                .filter(i -> predicted[i] == truth[i])
                .count();
    }

    int[] predicted() {
        return predicted;
    }

    int right() {
        return right;
    }

    /** Of the probabilities of a model that is calibrated. */
    Reliability reliability() {
        Map<Integer, Integer> classes = new HashMap<>();
        for (int label : model.labels()) {
            classes.put(label, classes.size());
        }
        int[] y = IntStream.of(truth)
                .map(label -> classes.getOrDefault(label, -1))
                .toArray();
        return Reliability.of(Probabilities.of(model, data.samples()), y);
    }

    double accuracy() {
        return (double) right / truth.length;
    }

    /** Counts by true label and predicted label, both in the order of the labels. */
    private int[][] confusion() {
        int[][] confusion = new int[labels.length][labels.length];
        for (int i = 0; i < truth.length; i++) {
            confusion[Arrays.binarySearch(labels, truth[i])][Arrays.binarySearch(labels, predicted[i])]++;
        }
        return confusion;
    }

    void addTo(Report report) {
        report.put("samples", truth.length).put("accuracy", accuracy());
        if (labels.length <= LARGEST_TABLE) {
            report.put("labels", names.values(labels)).put("confusion", confusion());
        }
    }

    String accuracyLine() {
        return String.format(Locale.ROOT, "accuracy %.2f %% (%d of %d)", 100 * accuracy(), right, truth.length);
    }

    /** The confusion table, a row for each true label, a column for each predicted one; left out if too wide to read. */
    String table() {
        String leftOut = "(the table of " + labels.length + " labels is too wide to show; --json has it)";
        if (labels.length > Math.min(LARGEST_TABLE, Terminal.columns() / 2)) {
            return leftOut;
        }
        int[][] confusion = confusion();
        List<String> texts = names.texts(labels);
        int widest = texts.stream().mapToInt(String::length).max().orElse(1);
        int most = Arrays.stream(confusion).flatMapToInt(Arrays::stream).max().orElse(0);
        int cell = 1 + Math.max(widest, Integer.toString(most).length());
        int first = Math.max(widest, "true".length());
        if (first + 1 + labels.length * cell + RECALL > Terminal.columns()) {
            return leftOut;
        }
        StringBuilder text = new StringBuilder();
        text.append(" ".repeat(first + 1)).append("predicted").append(System.lineSeparator());
        text.append(right("true", first)).append(' ');
        for (String label : texts) {
            text.append(right(label, cell));
        }
        text.append(right("recall", RECALL));
        for (int i = 0; i < labels.length; i++) {
            int row = Arrays.stream(confusion[i]).sum();
            text.append(System.lineSeparator())
                    .append(right(texts.get(i), first))
                    .append(' ');
            for (int count : confusion[i]) {
                text.append(right(count == 0 ? "." : Integer.toString(count), cell));
            }
            text.append(right(
                    row == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * confusion[i][i] / row), RECALL));
        }
        return text.toString();
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
