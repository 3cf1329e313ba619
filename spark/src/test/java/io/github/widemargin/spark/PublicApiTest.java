package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users can call is what {@code api.txt} lists; with -Dwidemargin.api.write=true it is written anew. */
class PublicApiTest {
    private static final Path LISTED = Path.of("api.txt");

    @Test
    void isAsListed() throws IOException, URISyntaxException {
        Path classes = Path.of(
                Round.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(classes.resolve("io/github/widemargin/spark"))) {
            files.map(file -> file.getFileName().toString().replace(".class", ""))
                    .sorted()
                    .forEach(name -> lines.addAll(members(classes, "io.github.widemargin.spark." + name)));
        }
        String now = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("widemargin.api.write")) {
            Files.writeString(LISTED, now);
        }
        assertEquals(Files.readString(LISTED), now, "if the change is meant, write api.txt anew and review its diff");
    }

    /** A public type and its public and protected members, sorted; nothing of one that is not public. */
    private static List<String> members(Path classes, String name) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        String classPath =
                classes + ":" + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ToolProvider.findFirst("javap").orElseThrow().run(out, out, "-protected", "-cp", classPath, name);
        List<String> lines = text.toString()
                .lines()
                .filter(line -> !line.startsWith("Compiled from")
                        && !line.contains("lambda$")
                        && !line.contains("$deserialize"))
                .map(line -> line.replace("java.lang.", ""))
                .toList();
        if (!lines.getFirst().startsWith("public ")) {
            return List.of();
        }
        List<String> listed = new ArrayList<>();
        listed.add(lines.getFirst().replace(" {", ""));
        lines.subList(1, lines.size() - 1).stream().sorted().forEach(listed::add);
        listed.add("");
        return listed;
    }
}
