package io.github.widemargin.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What users can call is what {@code api.txt} of the module lists; the script {@code examples/api} writes it anew. */
class PublicApiTest {
    @ParameterizedTest
    @EnumSource
    void isAsListed(Published published) throws IOException {
        Path file = published.folder.resolve("api.txt");
        String now = listing(published);
        if (Boolean.getBoolean("widemargin.api.write")) {
            Files.writeString(file, now);
        }
        assertEquals(Files.readString(file), now, "if the change is meant, run examples/api and review its diff");
    }

    private static String listing(Published published) throws IOException {
        ModuleReference module =
                ModuleFinder.of(published.classes).find(published.module()).orElseThrow();
        ModuleDescriptor descriptor = module.descriptor();
        List<String> lines = new ArrayList<>();
        lines.add("module " + descriptor.name());
        descriptor.requires().stream()
                .filter(requires -> !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.MANDATED))
                .map(requires -> "  requires "
                        + requires.modifiers().stream()
                                .map(modifier -> modifier.name().toLowerCase() + " ")
                                .sorted()
                                .collect(Collectors.joining())
                        + requires.name())
                .sorted()
                .forEach(lines::add);
        Set<String> exported = descriptor.exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        exported.stream().sorted().map(name -> "  exports " + name).forEach(lines::add);
        List<String> classes;
        try (ModuleReader reader = module.open();
                Stream<String> entries = reader.list()) {
            classes = entries.filter(entry -> entry.endsWith(".class"))
                    .map(entry -> entry.substring(0, entry.length() - ".class".length())
                            .replace('/', '.'))
                    .filter(name -> exported.contains(name.substring(0, Math.max(0, name.lastIndexOf('.')))))
                    .sorted()
                    .toList();
        }
        for (String name : classes) {
            lines.addAll(members(published, name));
        }
        return String.join("\n", lines) + "\n";
    }

    /** A public type and its public and protected members, sorted; nothing of one that is not public. */
    private static List<String> members(Published published, String name) {
        List<String> lines = Published.Output.of(
                        "javap", "-protected", "-constants", "-cp", published.classes.toString(), name)
                .text()
                .lines()
                .filter(line ->
                        !line.startsWith("Compiled from") && !line.strip().equals("static {};"))
                .map(line -> line.replace("java.lang.", ""))
                .toList();
        if (!lines.getFirst().startsWith("public ")) {
            return List.of();
        }
        List<String> listed = new ArrayList<>();
        listed.add("");
        listed.add(lines.getFirst().replace(" {", ""));
        lines.subList(1, lines.size() - 1).stream().sorted().forEach(listed::add);
        return listed;
    }
}
