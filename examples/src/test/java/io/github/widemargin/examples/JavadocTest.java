package io.github.widemargin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All that users see has a comment, and every comment is well formed. A sentence may do for a tag. */
class JavadocTest {
    private static final Pattern PROBLEM = Pattern.compile(".*(warning|error): .*");
    private static final Pattern TAG = Pattern.compile(".* warning: no @(param|return|throws)\\b.*");

    @Test
    void hasNoWarnings(@TempDir Path folder) {
        Published.Output javadoc = Published.Output.of(
                "javadoc",
                "-quiet",
                "-Xdoclint:all",
                "-Xmaxwarns",
                "10000",
                // javac's -Xlint:-incubating, which javadoc has no name for
                "-XD-Xlint:-incubating",
                "--no-fonts",
                "-d",
                folder.toString(),
                "--module-path",
                Published.modulePath(),
                "--module-source-path",
                "io.github.widemargin=" + Published.LIBRARY.folder.resolve("main/java"),
                "--module-source-path",
                "io.github.widemargin.data=" + Published.DATA.folder.resolve("src/main/java"),
                "--module",
                "io.github.widemargin,io.github.widemargin.data");
        List<String> problems = javadoc.text()
                .lines()
                .filter(line ->
                        PROBLEM.matcher(line).matches() && !TAG.matcher(line).matches())
                .toList();
        assertEquals(List.of(), problems);
        assertEquals(0, javadoc.exit(), javadoc::text);
        Path documented = folder.resolve("io.github.widemargin/io/github/widemargin");
        assertTrue(Files.exists(documented.resolve("LinearSvm.html")));
        assertFalse(Files.exists(documented.resolve("kernel")), "what is not exported is not documented");
    }
}
