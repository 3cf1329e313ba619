package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** CSV: a record for each sample, a column of labels, all others numbers. */
final class CsvReader {
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf"; // its three bytes in UTF-8
    private static final String SEPARATORS = ",;\t";
    private static final Pattern LIBSVM_ELEMENT = Pattern.compile("\\d:");
    private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf(inity)?");

    private final CsvColumns columns;
    private final GrowingSamples samples;
    private final CsvLabels labels; // null if they are not wanted

    private CsvReader(CsvColumns columns, ReadOptions options) {
        this.columns = columns;
        samples = new GrowingSamples(columns.file(), columns.features());
        labels = options.labelsWanted() ? new CsvLabels(columns, options.labelNames()) : null;
    }

    /** Whether a text is called CSV, or looks like it in the first line and not like LIBSVM text. */
    static boolean recognises(Path file, String beginning) {
        String name = LabelFile.unpackedName(file).toLowerCase(Locale.ROOT);
        String line = firstLine(beginning, each -> !each.startsWith("#"));
        return name.endsWith(".csv")
                || name.endsWith(".tsv")
                || line.chars().anyMatch(c -> SEPARATORS.indexOf(c) >= 0)
                        && !LIBSVM_ELEMENT.matcher(line).find();
    }

    private static String firstLine(String beginning, Predicate<String> wanted) {
        return beginning
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && wanted.test(line))
                .findFirst()
                .orElse("");
    }

    static LabeledSamples read(DataInput in, ReadOptions options) throws IOException {
        String beginning = in.beginning();
        if (beginning.startsWith(BYTE_ORDER_MARK)) {
            in.read(new byte[BYTE_ORDER_MARK.length()], 0, BYTE_ORDER_MARK.length());
        }
        CsvRecords records = new CsvRecords(in, separator(firstLine(beginning, line -> true)));
        CsvRecord next = records.next();
        if (next == null) {
            throw new MalformedDataException(in.file(), "no samples");
        }
        CsvRecord first = next.copy();
        next = records.next();
        boolean header = options.header() == null ? next != null && isHeader(in.file(), first, next) : options.header();
        List<String> names = header ? first.all() : List.of();
        CsvReader reader = new CsvReader(CsvColumns.of(in.file(), first.fields(), names, options), options);
        if (!header) {
            reader.add(first);
        }
        for (; next != null; next = records.next()) {
            reader.add(next);
        }
        return reader.finish();
    }

    /** What there is most of outside quotes. */
    private static char separator(String line) {
        String unquoted = line.replaceAll("\"[^\"]*\"", "");
        char most = SEPARATORS.charAt(0);
        for (char separator : SEPARATORS.toCharArray()) {
            most = count(unquoted, separator) > count(unquoted, most) ? separator : most;
        }
        return most;
    }

    private static long count(String line, char separator) {
        return line.chars().filter(c -> c == separator).count();
    }

    /**
     * Whether there are columns of numbers that begin with something else, but for what may stand for a number. One column alone
     * among others of numbers may be of labels, of which some are names.
     */
    private static boolean isHeader(Path file, CsvRecord first, CsvRecord second) throws MalformedDataException {
        int named = 0;
        int numbers = 0;
        for (int f = 0; f < Math.min(first.fields(), second.fields()); f++) {
            String field = first.field(f);
            if (Double.isNaN(first.number(f))
                    && !Double.isNaN(second.number(f))
                    && !CsvLabels.MISSING.matcher(field).matches()
                    && !INFINITE.matcher(field).matches()) {
                named++;
            }
            numbers += Double.isNaN(first.number(f)) ? 0 : 1;
        }
        if (named == 1 && numbers > 0) {
            throw new MalformedDataException(
                    file,
                    first.line(),
                    "may be the names of the columns or a sample: it has to be told which (header)");
        }
        return named > 0;
    }

    private void add(CsvRecord record) throws IOException {
        columns.requireAll(record);
        float[] x = samples.add();
        int at = samples.offset();
        for (int f = 0; f < columns.count(); f++) {
            if (f != columns.label()) {
                x[at] = record.nearestFloat(f);
                if (!Float.isFinite(x[at])) {
                    throw columns.expected("a finite number", record, f);
                }
                at++;
            }
        }
        if (labels != null) {
            labels.add(record);
        }
    }

    private LabeledSamples finish() throws IOException {
        Samples read = samples.samples();
        return labels == null ? new LabeledSamples(read, null) : labels.of(read);
    }
}
