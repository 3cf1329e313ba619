package io.github.widemargin.data;

import java.nio.file.Path;
import java.util.List;

/**
 * The columns of a CSV file.
 *
 * @param names their names, empty if the file does not tell them
 * @param label which holds the labels, from 0; -1 for none
 */
record CsvColumns(Path file, int count, List<String> names, int label) {
    static CsvColumns of(Path file, int count, List<String> names, ReadOptions options) throws MalformedDataException {
        CsvColumns columns = new CsvColumns(file, count, names, label(file, count, names, options));
        if (columns.features() == 0) {
            throw new MalformedDataException(
                    file, "no features: columns, separated by commas, semicolons or tabs, must be of more than labels");
        }
        return columns;
    }

    private static int label(Path file, int count, List<String> names, ReadOptions options)
            throws MalformedDataException {
        String wanted = options.labelColumn();
        boolean none = options.features() > 0 ? count == options.features() : wanted == null;
        if (none && !options.labelsWanted()) {
            return -1;
        }
        if (wanted == null) {
            return count - 1;
        }
        int named = names.indexOf(wanted);
        if (named >= 0 && named != names.lastIndexOf(wanted)) {
            throw new MalformedDataException(
                    file,
                    "only one column may have the name of the label column: " + Words.quoted(wanted) + " is column "
                            + (named + 1) + " and " + (names.lastIndexOf(wanted) + 1));
        }
        // no file has a column of more than nine digits
        int position = wanted.matches("\\d{1,9}") ? Integer.parseInt(wanted) : 0;
        if (named < 0 && (position < 1 || position > count)) {
            throw new MalformedDataException(
                    file,
                    "the label column must be a column's name or position from 1 to " + count + ": labelColumn="
                            + Words.quoted(wanted) + ", columns=" + Words.quoted(String.join(", ", names)));
        }
        return named >= 0 ? named : position - 1;
    }

    int features() {
        return label < 0 ? count : count - 1;
    }

    MalformedDataException expected(String what, CsvRecord record, int column) {
        String name = names.isEmpty() ? "" : ", " + Words.quoted(names.get(column));
        return new MalformedDataException(
                file,
                record.line(),
                "expected " + what + " in column " + (column + 1) + name + ", found "
                        + Words.quoted(record.field(column)));
    }

    void requireAll(CsvRecord record) throws MalformedDataException {
        if (record.fields() != count) {
            throw new MalformedDataException(
                    file, record.line(), "expected " + count + " fields, found " + record.fields());
        }
    }
}
