package io.github.widemargin.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibsvmReaderTest {
    @TempDir
    Path folder;

    @Test
    void readsLines() throws IOException {
        LabeledSamples data = read("+1 1:0.5 3:-2e-3\n-1 2:7\n2.0 \n");
        assertArrayEquals(new int[] {1, -1, 2}, data.labels());
        assertEquals(3, data.samples().features());
        assertArrayEquals(new float[] {0.5f, 0, -2e-3f}, data.samples().get(0));
        assertArrayEquals(new float[] {0, 7, 0}, data.samples().get(1));
        assertArrayEquals(new float[3], data.samples().get(2));
    }

    @Test
    void readsCommentsBlankLinesTabsAndWindowsLineEnds() throws IOException {
        LabeledSamples data = read("# header\r\n\r\n  3\t1:1  2:2 # 3:3\r\n4 1:4#\r\n\n5 2:5");
        assertArrayEquals(new int[] {3, 4, 5}, data.labels());
        assertArrayEquals(new float[] {1, 2}, data.samples().get(0));
        assertArrayEquals(new float[] {4, 0}, data.samples().get(1));
        assertArrayEquals(new float[] {0, 5}, data.samples().get(2));
    }

    @Test
    void readsGzip() throws IOException {
        Path file = Files.write(folder.resolve("a"), IdxReaderTest.gzip("1 1:2\n0 1:3\n".getBytes()));
        assertArrayEquals(new float[] {3}, DataFiles.read(file).samples().get(1));
    }

    @Test
    void takesTheNumberOfFeaturesThatIsAskedFor() throws IOException {
        Path file = write("1 1:1 4:4\n");
        assertArrayEquals(
                new float[] {1, 0},
                DataFiles.read(file, ReadOptions.DEFAULTS.withFeatures(2))
                        .samples()
                        .get(0));
        assertArrayEquals(
                new float[] {1, 0, 0, 4, 0, 0},
                DataFiles.read(file, ReadOptions.DEFAULTS.withFeatures(6))
                        .samples()
                        .get(0));
    }

    @Test
    void readsEveryIntAsLabel() throws IOException {
        assertArrayEquals(
                new int[] {16777217, Integer.MAX_VALUE, Integer.MIN_VALUE},
                read("16777217 1:1\n2147483647 1:1\n-2147483648 1:1\n").labels());
    }

    @Test
    void readsNumbersToTheNearestFloat() throws IOException {
        LabeledSamples data =
                read("1 1:0.1 2:1.17549435e-38 3:16777217 4:1e-46 5:3.4028235e38 6:-0.30000001192092896\n");
        assertArrayEquals(
                new float[] {0.1f, 0x1p-126f, 16777216f, 0f, Float.MAX_VALUE, -0.3f},
                data.samples().get(0));
    }

    @Test
    void readsMoreThanItsBuffers() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            text.append(i % 3).append(" 1:").append(i).append(" 2:").append(-i).append('\n');
        }
        LabeledSamples data = read(text.toString());
        assertEquals(30_000, data.samples().size());
        for (int i = 0; i < 30_000; i++) {
            assertArrayEquals(new float[] {i, i == 0 ? 0f : -i}, data.samples().get(i));
            assertEquals(i % 3, data.labels()[i]);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x 1:2           | 1:1: expected a whole number under 2^31 as label, found "x"
            1.5 1:2         | 1:1: expected a whole number under 2^31 as label, found "1.5"
            2147483648 1:2  | 1:1: expected a whole number under 2^31 as label, found "2147483648"
            1e20 1:2        | 1:1: expected a whole number under 2^31 as label, found "1e20"
            nan 1:2         | 1:1: expected a whole number under 2^31 as label, found "nan"
            1 1:2\\n2 a:3   | 2:3: expected index:value, found "a:3"
            1 2             | 1:3: expected index:value, found "2"
            1 0:2           | 1:3: expected an index from 1 on; files that count from 0 need withFirstIndex(0), --zero-based, found "0"
            1 -1:2          | 1:3: expected index:value, found "-1:2"
            1 2147483648:2  | 1:3: expected an index in [1, 2^31 - 9], found "2147483648"
            1 1:2 1:3       | 1:7: expected an index above 1, found "1"
            1 5:2 3:3       | 1:7: expected an index above 5, found "3"
            1 1:            | 1:5: expected a value after the colon, found ""
            1 1: 2          | 1:5: expected a value after the colon, found ""
            1 1:x           | 1:5: expected a finite number, found "x"
            1 1:nan         | 1:5: expected a finite number, found "nan"
            1 1:NaN         | 1:5: expected a finite number, found "NaN"
            1 1:Infinity    | 1:5: expected a finite number, found "Infinity"
            1 1:1e39        | 1:5: expected a finite number, found "1e39"
            1 1:2:3         | 1:5: expected a finite number, found "2:3"
            1 :5            | 1:3: expected index:value, found ":5"
            1 1:1 qid:3     | 1:7: expected index:value, found "qid:3"
            1 1:1f          | 1:5: expected a finite number, found "1f"
            1,1:2           | 1:1: expected a whole number under 2^31 as label, found "1,1:2"
            """)
    void saysWhereAndWhat(String content, String message) throws IOException {
        Path file = write(content.replace("\\n", "\n"));
        assertEquals(file + ":" + message, messageOf(file));
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Path file = write("# nothing\n\n");
        assertEquals(file + ": no samples", messageOf(file));
        write("1\n2\n");
        assertEquals(file + ": no features", messageOf(file));
        write("1 1:" + "7".repeat(100) + "\n");
        assertEquals(file + ":1:5: expected a shorter word, found \"" + "7".repeat(64) + "\"", messageOf(file));
        write("\u00ff\n");
        assertEquals(file + ":1:1: expected a whole number under 2^31 as label, found \"\u00ff\"", messageOf(file));
        write("WIDEMARG\u0001");
        assertEquals(
                file + ": format not recognised: none of IDX, CIFAR-10, NPY, NPZ, CSV and LIBSVM text",
                messageOf(file));
    }

    @Test
    void countsFeaturesFromZeroWhenTold() throws IOException {
        Path file = write("1 qid:7 0:1 2:4\n2 1:3\n");
        LabeledSamples data = DataFiles.read(file, ReadOptions.DEFAULTS.withFirstIndex(0));
        assertArrayEquals(new float[] {1, 0, 4}, data.samples().get(0));
        assertArrayEquals(new float[] {0, 3, 0}, data.samples().get(1));
    }

    @Test
    void holdsFewNonzerosWithoutTheZeros() throws IOException {
        Samples samples = read("1 1:1 2147483639:2\n2 7:3\n3\n").samples();
        assertTrue(samples.isSparse());
        assertEquals(2147483639, samples.features());
        assertEquals(3, samples.elements());
        assertFalse(read("1 1:1 2:1\n2 4:3\n").samples().isSparse());
    }

    /** Dense and sparse parts, growing in width, in many chunks: as they were written. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsRowsOfAnyKindOneAfterTheOther(int featuresOfLast) throws IOException {
        SplittableRandom random = new SplittableRandom(featuresOfLast);
        StringBuilder text = new StringBuilder();
        List<float[]> rows = new ArrayList<>();
        for (int part = 0; part < 5; part++) {
            int width = 60 + 20 * part;
            int share = part % 2 == 0 ? 95 : 5; // per cent
            int size = part % 2 == 0 ? 6_000_000 : 20_000;
            for (long end = text.length() + size; text.length() < end; ) {
                float[] row = new float[140];
                text.append(rows.size());
                for (int k = 0; k < width; k++) {
                    if (random.nextInt(100) < share) {
                        row[k] = random.nextInt(1, 1000) / 8f;
                        text.append(' ').append(k + 1).append(':').append(row[k]);
                    }
                }
                text.append('\n');
                rows.add(row);
            }
        }
        text.append("-7 ").append(featuresOfLast == 1 ? 140 : 70_000).append(":1\n");
        LabeledSamples data = read(text.toString());
        assertEquals(rows.size() + 1, data.samples().size());
        assertEquals(featuresOfLast == 2, data.samples().isSparse());
        for (int i = 0; i < rows.size(); i += featuresOfLast == 1 ? 1 : 97) {
            assertEquals(i, data.labels()[i]);
            assertArrayEquals(rows.get(i), Arrays.copyOf(data.samples().get(i), 140), "row " + i);
        }
        text.append("1 1:1 1:2\n");
        Path file = write(text.toString());
        assertEquals(file + ":" + (rows.size() + 2) + ":7: expected an index above 1, found \"1\"", messageOf(file));
    }

    @Test
    void readsLinesLongerThanAChunk() throws IOException {
        StringBuilder text = new StringBuilder("1 1:1\n2");
        for (int k = 1; k <= 1_000_000; k++) {
            text.append(' ').append(k).append(":1");
        }
        LabeledSamples data = read(text.append("\n3 2:5").toString());
        assertEquals(3, data.samples().size());
        assertEquals(1_000_000, data.samples().features());
        assertEquals(1, data.samples().get(1)[999_999]);
        assertEquals(5, data.samples().get(2)[1]);
    }

    @Test
    void takesNoOtherLabels() throws IOException {
        Path file = write("1 1:1\n");
        MalformedDataException e = assertThrows(
                MalformedDataException.class, () -> DataFiles.read(file, ReadOptions.DEFAULTS.withLabels(file)));
        assertEquals(file + ": LIBSVM text has its labels within: no other file can be given", e.getMessage());
    }

    private LabeledSamples read(String content) throws IOException {
        return DataFiles.read(write(content));
    }

    private Path write(String content) throws IOException {
        return Files.write(folder.resolve("a"), content.getBytes(StandardCharsets.UTF_8));
    }

    private static String messageOf(Path file) {
        return assertThrows(MalformedDataException.class, () -> DataFiles.read(file))
                .getMessage();
    }
}
