package io.github.widemargin.data;

import static io.github.widemargin.data.Broken.assertMessage;
import static io.github.widemargin.data.NpyFiles.elements;
import static io.github.widemargin.data.NpyFiles.npy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyReaderTest {
    private static final ReadOptions NO_LABELS = ReadOptions.DEFAULTS.withLabelsWanted(false);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "|i1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4",
                "<i8", ">i8", "<u8", ">u8"
            })
    void readsNumbersOfEveryKind(String descr) throws IOException {
        byte[] x = npy(descr, false, "2, 3", elements(descr, 0, 1, 2, 3, 100, 127));
        Path file = Files.write(folder.resolve("X.npy"), x);
        Files.write(folder.resolve("y.npy"), npy(descr, false, "2,", elements(descr, 7, 120)));
        LabeledSamples data = DataFiles.read(file);
        assertEquals(2, data.samples().size());
        assertArrayEquals(new float[] {0, 1, 2}, data.samples().get(0));
        assertArrayEquals(new float[] {3, 100, 127}, data.samples().get(1));
        assertArrayEquals(new int[] {7, 120}, data.labels());
    }

    @Test
    void scalesBytesUnlessAskedNotTo() throws IOException {
        byte[] x = npy("|u1", false, "1, 2", elements("|u1", 51, 255));
        assertArrayEquals(new float[] {51 / 255f, 1}, sample(x, 0));
        Path file = folder.resolve("X.npy");
        assertArrayEquals(
                new float[] {51, 255},
                DataFiles.read(file, NO_LABELS.withScaleBytes(false)).samples().get(0));
        assertArrayEquals(new float[] {1, 0}, sample(npy("|b1", false, "1, 2", elements("|b1", 1, 0)), 0));
    }

    @Test
    void readsNumbersToTheNearestFloat() throws IOException {
        double between = 16777217.000001; // rounded to a float at once it goes up, by way of an int down
        assertArrayEquals(
                new float[] {0.1f, 16777218, 0x1p-149f, Float.MAX_VALUE},
                sample(npy("<f8", false, "1, 4", elements("<f8", 0.1, between, 1e-45, Float.MAX_VALUE)), 0));
        // to the nearest double it is a tie of two floats, which it is not itself
        long above = (1L << 62) + (1L << 38) + 1;
        byte[] bytes =
                ByteBuffer.allocate(16).putLong(above).putLong(above << 1).array();
        float expected = Math.nextUp(0x1p62f);
        assertArrayEquals(new float[] {expected, 2 * expected}, sample(npy(">u8", false, "1, 2", bytes), 0));
        assertEquals(expected, sample(npy(">i8", false, "2, 1", bytes), 0)[0]);
    }

    @Test
    void readsEitherOrderOfDimensions() throws IOException {
        double[] rows = new double[2 * 3 * 4];
        double[] columns = new double[rows.length];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 4; k++) {
                    rows[(i * 3 + j) * 4 + k] = 100 * i + 10 * j + k;
                    columns[i + 2 * (j + 3 * k)] = 100 * i + 10 * j + k;
                }
            }
        }
        float[] expected = {100, 101, 102, 103, 110, 111, 112, 113, 120, 121, 122, 123};
        assertArrayEquals(expected, sample(npy("<f4", false, "2, 3, 4", elements("<f4", rows)), 1));
        assertArrayEquals(expected, sample(npy("<f4", true, "2, 3, 4", elements("<f4", columns)), 1));
    }

    @Test
    void readsMoreThanItsBuffers() throws IOException {
        double[] values = new double[70_000];
        Arrays.setAll(values, i -> i);
        byte[] x = npy("<f8", false, "10000, 7", elements("<f8", values));
        assertArrayEquals(
                new float[] {69993, 69994, 69995, 69996, 69997, 69998, 69999}, sample(IdxReaderTest.gzip(x), 9999));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsEveryVersion(int version) throws IOException {
        byte[] x = npy(version, "{'shape':(1,2),'fortran_order':False,'descr':'<f4'}", elements("<f4", 5, 6));
        assertArrayEquals(new float[] {5, 6}, sample(x, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "X.npy, y.npy",
        "x_train.npy, y_train.npy",
        "train-x.npy, train-y.npy",
        "train_images.npy, train_labels.npy",
        "data.npy.gz, labels.npy",
        "features.npy, y.npy.gz",
        "a.npy, a-labels.npy",
        "index, index-labels"
    })
    void findsLabelsByTheirUsualName(String samples, String labels) throws IOException {
        byte[] x = npy("<f4", false, "1, 1", elements("<f4", 1));
        byte[] y = npy("<i8", false, "1,", elements("<i8", -3));
        Path file = Files.write(folder.resolve(samples), samples.endsWith(".gz") ? IdxReaderTest.gzip(x) : x);
        Path labelFile = folder.resolve(labels);
        Files.write(labelFile, labels.endsWith(".gz") ? IdxReaderTest.gzip(y) : y);
        assertArrayEquals(new int[] {-3}, DataFiles.read(file).labels());
        Path elsewhere = Files.move(labelFile, folder.resolve("elsewhere"));
        assertArrayEquals(
                new int[] {-3},
                DataFiles.read(file, ReadOptions.DEFAULTS.withLabels(elsewhere)).labels());
        assertNull(DataFiles.read(file, NO_LABELS).labels());
    }

    @Test
    void saysWhichLabelsItLookedFor() throws IOException {
        Path file = Files.write(folder.resolve("x_test.npy"), npy("<f4", false, "1, 1", elements("<f4", 1)));
        String y = folder.resolve("y_test.npy").toString();
        String labels = folder.resolve("labels_test.npy").toString();
        assertMessage(
                " no labels found: looked for " + y + ".gz, " + y + ", " + labels + ".gz, " + labels,
                file,
                ReadOptions.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <f4 | 4, 0             | NPY dimensions must be at least 1: samples=4, features=0
            <f4 | 0, 4             | NPY dimensions must be at least 1: samples=0, features=4
            <f4 | 4,               | NPY dimensions must be at least 2 for samples: dimensions=1
            <f4 | ``               | NPY dimensions must be at least 2 for samples: dimensions=0
            <f4 | 3, 2             | NPY data ends early: expected 24 bytes, found 16
            <f4 | 1, 3             | NPY data goes on behind the last element
            <f8 | 1, 1             | NPY data goes on behind the last element
            <f4 | 100, 100         | the NPY header promises more elements than the file can hold: elements=10000
            <f4 | 2147483647, 2147483647, 2147483647 | the NPY header promises more elements than the file can hold: elements=9223372036854775807
            <f4 | 2147483647, 0, 2147483647, 3 | the NPY header promises more elements than the file can hold: elements=9223372036854775807
            <f4 | 2147483648, 1    | NPY dimensions must be whole numbers under 2^31: dimension 0="2147483648"
            <f4 | 1, 99999999999999999999 | NPY dimensions must be whole numbers under 2^31: dimension 1="99999999999999999999"
            <f4 | 2, -2            | the NPY header must have 'shape': a tuple of whole numbers, found "{'descr': '<f4', 'fortran_order': False, 'shape': (2, -2), }?"
            <f4 | 2 2              | NPY dimensions must be whole numbers under 2^31: dimension 0="2 2"
            <f4 | 2,,2             | NPY dimensions must be whole numbers under 2^31: dimension 1=""
            <f4 | `,`              | NPY dimensions must be at least 2 for samples: dimensions=0
            <U4 | 2, 2             | NPY elements must be numbers, b1, i1 to i8, u1 to u8, f2 to f8: descr="<U4"
            `|O` | 2, 2            | `NPY elements must be numbers, b1, i1 to i8, u1 to u8, f2 to f8: descr="|O"`
            <c8 | 1, 2             | NPY elements must be numbers, b1, i1 to i8, u1 to u8, f2 to f8: descr="<c8"
            <f3 | 2, 2             | NPY elements must be numbers, b1, i1 to i8, u1 to u8, f2 to f8: descr="<f3"
            """)
    void saysWhatIsWrongWithTheHeader(String descr, String shape, String message) throws IOException {
        Path file = folder.resolve("X.npy");
        assertMessage(" " + message, file, npy(descr, false, shape, elements("<f4", 1, 2, 3, 4)));
    }

    @Test
    void saysWhatIsWrongWithTheBeginning() throws IOException {
        byte[] good = npy("<f4", false, "2, 2", elements("<f4", 1, 2, 3, 4));
        Path file = folder.resolve("X.npy");
        for (int length = 6; length < good.length - 16; length++) {
            assertMessage(" ends within the NPY header", file, Arrays.copyOf(good, length));
        }
        for (int length = 1; length < 16; length++) {
            assertMessage(
                    " NPY data ends early: expected 16 bytes, found " + length,
                    file,
                    Arrays.copyOf(good, good.length - 16 + length));
        }
        assertMessage(" NPY versions must be 1 to 3: version=0", file, npy(0, "", new byte[0]));
        assertMessage(" NPY versions must be 1 to 3: version=4", file, npy(4, "", new byte[0]));
        assertMessage(
                " NPY dimensions must be at least 1: samples=0, features=0",
                file,
                npy("<f4", false, "0,".repeat(20_000), good));
        byte[] longHeader = npy(2, "", new byte[0]);
        longHeader[11] = (byte) 0xff;
        assertMessage(" NPY headers must be of 65536 bytes or fewer: bytes=4278190081", file, longHeader);
        assertMessage(
                " the NPY header must have 'descr': a type of numbers, found "
                        + "\"{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,),…\"",
                file,
                npy(1, "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", new byte[8]));
        assertMessage(
                " the NPY header must have 'fortran_order': True or False, found \"{'descr': '<f4', 'shape': (2, 2)}?\"",
                file,
                npy(1, "{'descr': '<f4', 'shape': (2, 2)}", new byte[16]));
        assertMessage(
                " the NPY header must have 'descr': a type of numbers, found \"????\"",
                file,
                npy(1, "\u0001\u0002\"", new byte[16]));
    }

    @ParameterizedTest
    @CsvSource({
        "<f4, NaN, NaN",
        "<f4, -Infinity, -Infinity",
        "<f8, 1e39, 1.0E39",
        ">f8, NaN, NaN",
        "<f2, Infinity, Infinity"
    })
    void saysWhereANumberIsNotFinite(String descr, double value, String shown) throws IOException {
        Path file = folder.resolve("X.npy");
        String message = " samples must be finite floats: sample 1, feature 2 is " + shown;
        assertMessage(message, file, npy(descr, false, "2, 3", elements(descr, 0, 1, 2, 3, 4, value)));
        assertMessage(message, file, npy(descr, true, "2, 3", elements(descr, 0, 1, 2, 3, 4, value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <i8 | 3,   | 2147483648  | labels must be whole numbers under 2^31: label 2 is 2.147483648E9
            <i8 | 3,   | -2147483649 | labels must be whole numbers under 2^31: label 2 is -2.147483649E9
            <u4 | 3,   | 4294967295  | labels must be whole numbers under 2^31: label 2 is 4.294967295E9
            <u8 | 3,   | -1          | labels must be whole numbers under 2^31: label 2 is 1.8446744073709552E19
            <f8 | 3,   | 0.5         | labels must be whole numbers under 2^31: label 2 is 0.5
            <f8 | 3,   | NaN         | labels must be whole numbers under 2^31: label 2 is NaN
            <i4 | 1, 3 | 1           | NPY dimensions must be 1 for labels: dimensions=2
            <i4 | 2,   | 1           | labels must be as many as samples: labels=2, samples=3
            <i4 | 4,   | 1           | labels must be as many as samples: labels=4, samples=3
            """)
    void saysWhatIsWrongWithTheLabels(String descr, String shape, double value, String message) throws IOException {
        Path file = Files.write(folder.resolve("X.npy"), npy("<f4", false, "3, 1", elements("<f4", 1, 2, 3)));
        Path labels = Files.write(folder.resolve("y.npy"), npy(descr, false, shape, elements(descr, 0, 1, value, 0)));
        MalformedDataException e = assertThrows(MalformedDataException.class, () -> DataFiles.read(file));
        assertEquals(labels + ": " + message, e.getMessage());
    }

    @Test
    void labelsMayBeAColumn() throws IOException {
        Path file = Files.write(folder.resolve("X.npy"), npy("<f4", false, "3, 2", elements("<f4", 1, 2, 3, 4, 5, 6)));
        Files.write(folder.resolve("y.npy"), npy("<f8", true, "3, 1", elements("<f8", -1, 0, Integer.MAX_VALUE)));
        assertArrayEquals(
                new int[] {-1, 0, Integer.MAX_VALUE}, DataFiles.read(file).labels());
    }

    private float[] sample(byte[] content, int i) throws IOException {
        Path file = Files.write(folder.resolve("X.npy"), content);
        return DataFiles.read(file, NO_LABELS).samples().get(i);
    }
}
