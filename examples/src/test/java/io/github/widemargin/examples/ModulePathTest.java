package io.github.widemargin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.KernelInfo;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that are modules themselves, compiled and run by the JDK of the test. */
class ModulePathTest {
    private static final String MAIN = """
            package app;

            import io.github.widemargin.KernelInfo;
            import io.github.widemargin.LinearSvm;

            public class Main {
                public static void main(String[] args) throws Exception {
                    LinearSvm.of(new float[] {1, 0, 0, 1}, 2, new int[] {3, 4}).save(java.nio.file.Path.of(args[0]));
                    int label = LinearSvm.load(java.nio.file.Path.of(args[0])).predict(new float[] {1, 2});
                    System.out.println(KernelInfo.current().name() + " " + label + " " + Main.class.getModule().getName());
                }
            }
            """;
    private static final String READING_MAIN = """
            package app;

            import io.github.widemargin.Samples;
            import io.github.widemargin.data.DataFiles;
            import java.nio.file.Files;
            import java.nio.file.Path;

            public class Main {
                public static void main(String[] args) throws Exception {
                    Files.writeString(Path.of(args[0]), "1.5,2,7\\n3,4,8\\n");
                    Samples samples = DataFiles.read(Path.of(args[0])).samples();
                    System.out.println(samples.size() + " × " + samples.features());
                }
            }
            """;

    @TempDir
    Path folder;

    private Published.Output compile(String requires, String main) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path info = Files.writeString(sources.resolve("module-info.java"), "module app { " + requires + " }");
        Path code = Files.writeString(
                Files.createDirectories(sources.resolve("app")).resolve("Main.java"), main);
        return Published.Output.of(
                "javac",
                "--module-path",
                Published.modulePath(),
                "-d",
                folder.resolve("app").toString(),
                info.toString(),
                code.toString());
    }

    private String run(String requires, String main, String... options) throws IOException {
        Published.Output javac = compile(requires, main);
        assertEquals(0, javac.exit(), javac::text);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "--module-path"));
        command.add(Published.modulePath() + File.pathSeparator + folder.resolve("app"));
        command.addAll(
                List.of("--module", "app/app.Main", folder.resolve("file").toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("errors").toFile())
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void theFlagGivesTheFastKernels() throws IOException {
        assertEquals(
                KernelInfo.current().name() + " 4 app",
                run("requires io.github.widemargin;", MAIN, "--add-modules", "jdk.incubator.vector"));
    }

    @Test
    void soDoesRequiringTheVectorModule() throws IOException {
        assertEquals(
                KernelInfo.current().name() + " 4 app",
                run("requires io.github.widemargin; requires jdk.incubator.vector;", MAIN));
    }

    @Test
    void withoutEitherTheScalarKernelsRunAndSaySo() throws IOException {
        assertEquals("scalar 4 app", run("requires io.github.widemargin;", MAIN));
        String errors = Files.readString(folder.resolve("errors"));
        assertTrue(errors.contains("--add-modules jdk.incubator.vector"), errors);
    }

    @Test
    void readersBringTheLibraryAlong() throws IOException {
        assertEquals("2 × 2", run("requires io.github.widemargin.data;", READING_MAIN));
    }

    @Test
    void internalsAreClosed() throws IOException {
        Published.Output javac = compile(
                "requires io.github.widemargin;", "package app; class Main { io.github.widemargin.kernel.Scorer s; }");
        assertEquals(1, javac.exit());
        assertTrue(javac.text().contains("package io.github.widemargin.kernel is not visible"), javac::text);
    }
}
