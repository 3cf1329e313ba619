package io.github.widemargin.data;

import static io.github.widemargin.data.Broken.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,2.5,7\n3,-4e-1,8\n",
                "1;2.5;7\n3;-4e-1;8",
                "1\t2.5\t7\r\n3\t-4e-1\t8\r\n",
                "a,b,c\n1,2.5,7\n3,-.4,8\n",
                "\ufeffa,b,c\n1,2.5,7\n3,-.4,8\n",
                "\"a,;\tb\";\"b \"\"c\"\"\";d\n\"1\";2.5;7\n\n3; -0.40 ;\"8\"\n\n",
                "x,1,label\n1,2.5,7.0\n3,-4e-1,8\n",
                "\n1, 2.5, 7\n3, -4e-1, 8\n"
            })
    void readsRecordsInManyForms(String content) throws IOException {
        assertContent(read("a.csv", content));
        assertContent(read("a", content)); // by its content
        assertContent(DataFiles.read(
                Files.write(folder.resolve("a.csv.gz"), IdxReaderTest.gzip(content.getBytes(StandardCharsets.UTF_8)))));
    }

    /** Labels of which some are names, or columns that are called by numbers: nothing is guessed. */
    @Test
    void asksWhetherThereIsAHeader() throws IOException {
        String content = "1,2,a\n3,4,1\n";
        Path file = Files.writeString(folder.resolve("a.csv"), content);
        assertEquals(
                file + ":1: may be the names of the columns or a sample: it has to be told which (header)",
                assertThrows(MalformedDataException.class, () -> DataFiles.read(file))
                        .getMessage());
        assertEquals(
                List.of("1", "a"),
                DataFiles.read(file, ReadOptions.DEFAULTS.withHeader(false)).labelNames());
        assertEquals(
                1,
                DataFiles.read(file, ReadOptions.DEFAULTS.withHeader(true))
                        .samples()
                        .size());
    }

    private static void assertContent(LabeledSamples data) {
        assertArrayEquals(new int[] {7, 8}, data.labels());
        assertEquals(2, data.samples().features());
        assertArrayEquals(new float[] {1, 2.5f}, data.samples().get(0));
        assertArrayEquals(new float[] {3, -0.4f}, data.samples().get(1));
        assertEquals(List.of(), data.labelNames());
    }

    @Test
    void takesTheLabelColumnThatIsAskedFor() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "x,y,2\n1,2,3\n4,5,6\n");
        assertArrayEquals(new int[] {1, 4}, labels(file, "x"));
        assertArrayEquals(new int[] {1, 4}, labels(file, "1"));
        assertArrayEquals(new int[] {3, 6}, labels(file, "2")); // its name
        assertArrayEquals(new int[] {3, 6}, labels(file, "3"));
        LabeledSamples data = DataFiles.read(file, ReadOptions.DEFAULTS.withLabelColumn("y"));
        assertArrayEquals(new float[] {4, 6}, data.samples().get(1));
    }

    private static int[] labels(Path file, String column) throws IOException {
        return DataFiles.read(file, ReadOptions.DEFAULTS.withLabelColumn(column))
                .labels();
    }

    @Test
    void numbersNamesInTheirOrder() throws IOException {
        LabeledSamples data = read("a.csv", "1,versicolor\n2,setosa\n3, virginica\n4,\"setosa\"\n5,1d\n");
        assertEquals(List.of("1d", "setosa", "versicolor", "virginica"), data.labelNames());
        assertArrayEquals(new int[] {2, 1, 3, 1, 0}, data.labels());
        // a number among names is a name
        assertEquals(
                List.of("10", "9", "many"), read("a.csv", "1,9\n2,10\n3,many\n").labelNames());
    }

    @Test
    void numbersKnownNamesAlike() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "1,b\n2,c\n");
        LabeledSamples data = DataFiles.read(file, ReadOptions.DEFAULTS.withLabelNames(List.of("c", "a", "b")));
        assertArrayEquals(new int[] {2, 0}, data.labels());
        assertEquals(List.of("c", "a", "b"), data.labelNames());
        assertMessage(
                "1: expected one of the known labels in column 2, found \"b\"",
                file,
                ReadOptions.DEFAULTS.withLabelNames(List.of("c", "a")));
    }

    @Test
    void readsSamplesWithoutLabels() throws IOException {
        ReadOptions options = ReadOptions.DEFAULTS.withLabelsWanted(false);
        Path file = Files.writeString(folder.resolve("a.csv"), "1,2,?\n3,4,x\n");
        assertArrayEquals(
                new float[] {1, 2},
                DataFiles.read(file, options.withFeatures(2)).samples().get(0));
        assertArrayEquals(
                new float[] {3, 4},
                DataFiles.read(file, options.withLabelColumn("3")).samples().get(1));
        Files.writeString(file, "1,2\n3,4\n");
        for (ReadOptions each : List.of(
                options, options.withFeatures(2), options.withFeatures(2).withLabelColumn("class"))) {
            LabeledSamples data = DataFiles.read(file, each);
            assertArrayEquals(new float[] {3, 4}, data.samples().get(1));
            assertNull(data.labels());
        }
    }

    @Test
    void believesWhatItIsToldOfTheHeader() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "1,2\n3,4\n");
        assertArrayEquals(
                new int[] {4},
                DataFiles.read(file, ReadOptions.DEFAULTS.withHeader(true)).labels());
        Files.writeString(file, "a,b\n3,4\n");
        assertMessage(
                "1: expected a finite number in column 1, found \"a\"", file, ReadOptions.DEFAULTS.withHeader(false));
    }

    /** A value that is missing or wrong in the first record does not make it a header, which would lose it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "NA", "n/a", "nan", "NULL", "?", "inf", "-Infinity", "1e99"})
    void takesNoSampleForAHeader(String value) throws IOException {
        assertMessage(
                "1: expected a finite number in column 1, found \"" + value + "\"",
                folder.resolve("a.csv"),
                value + ",2\n3,4\n");
    }

    @Test
    void readsNumbersToTheNearestFloat() throws IOException {
        String numbers = "0.1,1.17549435e-38,16777217,1e-46,3.4028235e38,-0.30000001192092896,";
        assertArrayEquals(
                new float[] {0.1f, 0x1p-126f, 16777216f, 0f, Float.MAX_VALUE, -0.3f},
                read("a.csv", numbers + "1\n" + numbers + "2\n").samples().get(1));
    }

    @Test
    void readsMoreThanItsBuffers() throws IOException {
        StringBuilder text = new StringBuilder("label,a,b\n");
        int size = 200_000;
        for (int i = 0; i < size; i++) {
            text.append("c")
                    .append(i % 3)
                    .append(',')
                    .append(i)
                    .append(',')
                    .append(-i)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("a.csv"), text);
        LabeledSamples data = DataFiles.read(file, ReadOptions.DEFAULTS.withLabelColumn("label"));
        assertEquals(size, data.samples().size());
        for (int i = 0; i < size; i += 7) {
            assertArrayEquals(new float[] {i, -i}, data.samples().get(i));
            assertEquals(i % 3, data.labels()[i]);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a,b,c\\n1,,3         | 2: expected a finite number in column 2, "b", found ""
            a,b,c\\n1,2,         | 2: expected a label in column 3, "c", found ""
            a,b,c\\n1,NA,3       | 2: expected a finite number in column 2, "b", found "NA"
            a,b,c\\n1,2,?        | 2: expected a label in column 3, "c", found "?"
            1,2\\n3,nan          | 2: expected a label in column 2, found "nan"
            1,2\\n3,1.5          | 2: expected a name or a whole number under 2^31 as label in column 2, found "1.5"
            1,2\\n3,2147483648   | 2: expected a name or a whole number under 2^31 as label in column 2, found "2147483648"
            1,2\\n3,1e999        | 2: expected a name or a whole number under 2^31 as label in column 2, found "1e999"
            1,2\\n1e39,2         | 2: expected a finite number in column 1, found "1e39"
            1,2\\n-1e999,2       | 2: expected a finite number in column 1, found "-1e999"
            1,2\\nNaN,2          | 2: expected a finite number in column 1, found "NaN"
            1,2\\nInfinity,2     | 2: expected a finite number in column 1, found "Infinity"
            1,2\\n1f,2           | 2: expected a finite number in column 1, found "1f"
            1,2\\n1 d,2          | 2: expected a finite number in column 1, found "1 d"
            1,2\\n1_0,2          | 2: expected a finite number in column 1, found "1_0"
            1;5,5;2\\n1;2,5;3    | 1: expected a finite number in column 2, found "5,5"
            1,2\\n3,4,5          | 2: expected 2 fields, found 3
            1,2,3\\n3,4          | 2: expected 3 fields, found 2
            1,2\\n   \\n3,4      | 2: expected 2 fields, found 1
            1,2\\n3,4\\n5        | 3: expected 2 fields, found 1
            1,2\\n3,4\\n5,6,     | 3: expected 2 fields, found 3
            1,2\\n\\n\\n"3\\n",x\\n"4""5",y | 6: expected a finite number in column 1, found "4?5"
            1,2\\n"3"x,4         | 2: not CSV: Unexpected character after closing quote: 'x' (0x78)
            1,2\\n3,"4           | 2: not CSV: Unclosed quoted field at end of input
            a,b                  | 1: expected a finite number in column 1, found "a"
            """)
    void saysWhereAndWhat(String content, String message) throws IOException {
        assertMessage(message, folder.resolve("a.csv"), content.replace("\\n", "\n"));
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        Path file = folder.resolve("a.csv");
        assertMessage(" no samples", file, "\n\n");
        assertMessage(" no samples", file, "\ufeff");
        String none = " no features: columns, separated by commas, semicolons or tabs, must be of more than labels";
        assertMessage(none, file, "1\n2\n");
        assertMessage(none, file, "hello");
        assertMessage("1: not UTF-8, in this line or a little behind it", file, new byte[] {'1', ',', (byte) 0xe9});
        assertMessage(
                "2: expected a finite number in column 1, found \"" + "7".repeat(64) + "…\"",
                file,
                "1,2\n" + "7".repeat(1000) + ",3");
        Files.writeString(file, "a,b\n1,2\n");
        assertMessage(
                " no samples",
                Files.writeString(folder.resolve("b.csv"), "a,b\n"),
                ReadOptions.DEFAULTS.withHeader(true));
        assertMessage(
                " CSV has its labels within: no other file can be given", file, ReadOptions.DEFAULTS.withLabels(file));
    }

    @Test
    void saysWhichLabelColumnsThereAre() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "a,b,b\n1,2,3\n");
        for (String column : List.of("c", "0", "4", "-1", "", "99999999999")) {
            assertMessage(
                    " the label column must be a column's name or position from 1 to 3: labelColumn=\"" + column
                            + "\", columns=\"a, b, b\"",
                    file,
                    ReadOptions.DEFAULTS.withLabelColumn(column));
        }
        assertMessage(
                " only one column may have the name of the label column: \"b\" is column 2 and 3",
                file,
                ReadOptions.DEFAULTS.withLabelColumn("b"));
        assertThrows(IllegalArgumentException.class, () -> ReadOptions.DEFAULTS.withLabelNames(List.of("a", "a")));
    }

    @Test
    void staysCalmBeforeEndlessLines() throws IOException {
        Path file = folder.resolve("a.csv");
        String field = "1,2\n" + "3".repeat(10_000_000);
        String tooLong =
                "2: not CSV: The maximum buffer size of 65536 is insufficient to read the data of a single field";
        assertMessage(tooLong, file, field);
        assertMessage(tooLong, file, IdxReaderTest.gzip(field.getBytes(StandardCharsets.UTF_8)));
        assertMessage("2: expected 2 fields, found 5000001", file, "1,2\n" + "1,".repeat(5_000_000));
        assertEquals(
                4_999_999, read("a.csv", "1,".repeat(4_999_999) + "7").samples().features());
    }

    private LabeledSamples read(String name, String content) throws IOException {
        return DataFiles.read(Files.writeString(folder.resolve(name), content));
    }
}
