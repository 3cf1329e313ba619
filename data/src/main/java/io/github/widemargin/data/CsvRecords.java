package io.github.widemargin.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;

/** The records of CSV text in UTF-8. */
final class CsvRecords {
    // a file that is packed well cannot take all memory with one line
    private static final int LONGEST_FIELD = 1 << 16;
    private static final int LONGEST_RECORD = 1 << 24;

    private final Path file;
    private final CsvRecord record = new CsvRecord();
    private final Iterator<CsvRecord> records;

    CsvRecords(DataInput in, char separator) {
        file = in.file();
        // a decoder of its own, as the usual one replaces what it cannot read
        Reader reader = new InputStreamReader(in.stream(), StandardCharsets.UTF_8.newDecoder());
        records = de.siegmar.fastcsv.reader.CsvReader.builder()
                .fieldSeparator(separator)
                .allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(LONGEST_FIELD)
                .build(new Collector(), reader)
                .iterator();
    }

    /** The next record, null behind the last; good until the one after it is asked for. */
    CsvRecord next() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            // the first sentence, without the line
            String problem = e.getMessage().replaceFirst("(?s)(\\. | \\(record ).*", "");
            throw new MalformedDataException(file, record.line(), "not CSV: " + Words.printable(problem));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new MalformedDataException(file, record.line(), "not UTF-8, in this line or a little behind it");
            }
            throw e.getCause();
        }
    }

    private final class Collector extends AbstractBaseCsvCallbackHandler<CsvRecord> {
        @Override
        protected void handleBegin(long line) {
            record.begin(line);
        }

        @Override
        protected void handleField(int field, char[] text, int from, int length, boolean quoted) {
            record.add(text, from, length);
            if (record.length() > LONGEST_RECORD) {
                throw new UncheckedIOException(new MalformedDataException(
                        file, record.line(), "records must be of " + LONGEST_RECORD + " characters or fewer"));
            }
        }

        @Override
        protected CsvRecord buildRecord() {
            return record;
        }
    }
}
