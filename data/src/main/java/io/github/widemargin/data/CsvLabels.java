package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The labels of CSV: whole numbers as they are or, if there is a name among them, names numbered from 0 in their order. */
final class CsvLabels {
    /** How programs write that there is no value. */
    static final Pattern MISSING = Pattern.compile("(?i)|\\?|n/?a|nan|null");

    private final CsvColumns columns;
    private final List<String> known;
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> indices = new HashMap<>();
    private final IntList wholeNumbers = new IntList();
    private final IntList sequence = new IntList();
    private boolean named;

    /** With names that are known beforehand, no others may come. */
    CsvLabels(CsvColumns columns, List<String> known) {
        this.columns = columns;
        this.known = known;
        named = !known.isEmpty();
    }

    void add(CsvRecord record) throws IOException {
        String text = record.field(columns.label());
        Integer index = indices.get(text);
        if (index == null) {
            index = texts.size();
            wholeNumbers.add(wholeNumber(text, record));
            texts.add(text);
            indices.put(text, index);
        }
        sequence.add(index);
    }

    /** The number if the label is one; 0 for a name. */
    private int wholeNumber(String text, CsvRecord record) throws IOException {
        if (!known.isEmpty()) {
            if (!known.contains(text)) {
                throw columns.expected("one of the known labels", record, columns.label());
            }
            return 0;
        }
        if (MISSING.matcher(text).matches()) {
            throw columns.expected("a label", record, columns.label());
        }
        double number = record.number(columns.label());
        if (Double.isNaN(number)) {
            named = true;
            return 0;
        }
        if (number != (int) number) {
            throw columns.expected("a name or a whole number under 2^31 as label", record, columns.label());
        }
        return (int) number;
    }

    LabeledSamples of(Samples samples) {
        List<String> names =
                !known.isEmpty() ? known : named ? texts.stream().sorted().toList() : List.of();
        int[] values = wholeNumbers.toArray();
        for (int n = 0; n < names.size(); n++) {
            Integer index = indices.get(names.get(n));
            if (index != null) {
                values[index] = n;
            }
        }
        int[] labels = sequence.toArray();
        for (int i = 0; i < labels.length; i++) {
            labels[i] = values[labels[i]];
        }
        return new LabeledSamples(samples, labels, names);
    }
}
