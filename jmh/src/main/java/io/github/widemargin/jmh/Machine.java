package io.github.widemargin.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the figures were measured on. */
final class Machine {
    private Machine() {}

    static String processor() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        String name = System.getProperty("os.arch");
        if (Files.isReadable(file)) {
            List<String> lines = Files.readAllLines(file);
            // virtual machines hide the name, but not these
            String family = value(lines, "cpu family", "");
            name = value(lines, "model name", name)
                    + (family.isEmpty() ? "" : ", family " + family + " model " + value(lines, "model\t", "?"));
        }
        return name + " (" + Runtime.getRuntime().availableProcessors() + " processors)";
    }

    private static String value(List<String> lines, String key, String otherwise) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }

    static String java() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    }
}
