package io.github.widemargin.data;

import static io.github.widemargin.data.Broken.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LIBSVM text as people break it. */
class LibsvmCorpusTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("a.svm");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1 1:1\\n2 0:1             | 2:3: expected an index from 1 on; files that count from 0 need withFirstIndex(0), --zero-based, found "0"
            1 1:1\\n2 -3:1            | 2:3: expected index:value, found "-3:1"
            1 1:1\\n2 +3:1            | 2:3: expected index:value, found "+3:1"
            1 1:1\\n2 2147483639:1 2147483640:1 | 2:16: expected an index in [1, 2^31 - 9], found "2147483640"
            1 1:1\\n2 18446744073709551617:1 | 2:3: expected an index in [1, 2^31 - 9], found "18446744073709551617"
            1 1:1\\n2 1e2:1           | 2:3: expected index:value, found "1e2:1"
            1 1:1\\n2 1.0:1           | 2:3: expected index:value, found "1.0:1"
            1 1:1\\n2 0x1:1           | 2:3: expected index:value, found "0x1:1"
            1 1:1\\n2 2:1 2:1         | 2:7: expected an index above 2, found "2"
            1 1:1\\n2 3:1 2:1         | 2:7: expected an index above 3, found "2"
            1 1:1\\n2 1:1 qid:3       | 2:7: expected index:value, found "qid:3"
            1 1:1\\n2 qid:3 1:x       | 2:11: expected a finite number, found "x"
            1 1:1\\n1,2 1:1           | 2:1: expected a whole number under 2^31 as label, found "1,2"
            1 1:1\\n1:1 2:1           | 2:1: expected a whole number under 2^31 as label, found "1:1"
            1 1:1\\n 1:1              | 2:2: expected a whole number under 2^31 as label, found "1:1"
            1 1:1\\nspam 1:1          | 2:1: expected a whole number under 2^31 as label, found "spam"
            1 1:1\\n-2147483649 1:1   | 2:1: expected a whole number under 2^31 as label, found "-2147483649"
            1 1:1\\ninf 1:1           | 2:1: expected a whole number under 2^31 as label, found "inf"
            1 1:1\\n-Infinity 1:1     | 2:1: expected a whole number under 2^31 as label, found "-Infinity"
            1 1:1\\n2 1:inf           | 2:5: expected a finite number, found "inf"
            1 1:1\\n2 1:-Infinity     | 2:5: expected a finite number, found "-Infinity"
            1 1:1\\n2 1:NaN           | 2:5: expected a finite number, found "NaN"
            1 1:1\\n2 1:1e39          | 2:5: expected a finite number, found "1e39"
            1 1:1\\n2 1:-1e999        | 2:5: expected a finite number, found "-1e999"
            1 1:1\\n2 1:1,5           | 2:5: expected a finite number, found "1,5"
            1 1:1\\n2 1:1_000         | 2:5: expected a finite number, found "1_000"
            1 1:1\\n2 1:--1           | 2:5: expected a finite number, found "--1"
            1 1:1\\n2 1:1e            | 2:5: expected a finite number, found "1e"
            1 1:1\\n2 1:1e+           | 2:5: expected a finite number, found "1e+"
            1 1:1\\n2 1:.             | 2:5: expected a finite number, found "."
            1 1:1\\n2 1:              | 2:5: expected a value after the colon, found ""
            1 1:1\\n2 1               | 2:3: expected index:value, found "1"
            1 1:1\\n2 1 :1            | 2:3: expected index:value, found "1"
            1 1:1\\n2 :1              | 2:3: expected index:value, found ":1"
            1 1:1\\n2 1:1 # fine\\n3 1:1#\\n4 1:x# | 4:5: expected a finite number, found "x"
            1 1:1\\r\\n2 1:x\\r\\n    | 2:5: expected a finite number, found "x"
            1 1:1\\r2 1:x             | 1:7: expected index:value, found "2"
            """)
    void saysWhereAndWhat(String content, String message) throws IOException {
        assertMessage(message, file, content.replace("\\n", "\n").replace("\\r", "\r"));
    }

    @Test
    void saysWhatIsNotText() throws IOException {
        assertMessage("1:1: expected a whole number under 2^31 as label, found \"?1\"", file, "\ufeff1 1:1\n");
        assertMessage("3001:3: expected index:value, found \"??\"", file, "1 1:1\n".repeat(3000) + "2 \0\u0001");
        assertMessage(
                "2:1: expected a whole number under 2^31 as label, found \"<?xml\"", file, "\n<?xml version='1.0'?>");
    }

    @Test
    void staysCalmBeforeEndlessLines() throws IOException {
        for (String line : new String[] {"1 ", "1 1:", ""}) {
            String content = line + "7".repeat(10_000_000);
            String expected = line.equals("1 ") ? "an index in [1, 2^31 - 9]" : "a shorter word";
            String message =
                    "1:" + (line.length() + 1) + ": expected " + expected + ", found \"" + "7".repeat(64) + "\"";
            assertMessage(message, file, content);
            assertMessage(message, file, IdxReaderTest.gzip(content.getBytes(StandardCharsets.UTF_8)));
        }
        Files.writeString(file, "1 1:1" + " ".repeat(10_000_000) + "#" + "7".repeat(10_000_000) + "\n2 1:2");
        assertEquals(2, DataFiles.read(file).samples().size());
    }
}
