package io.github.widemargin.examples;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.data.DataFiles;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/** The published modules, as folders of classes or as jars, and the tools of the JDK that look at them. */
enum Published {
    LIBRARY("src", LinearSvm.class),
    DATA("data", DataFiles.class);

    final Path folder;
    final Path classes;

    Published(String folder, Class<?> member) {
        this.folder = Path.of("..", folder).toAbsolutePath().normalize();
        try {
            classes = Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    String module() {
        return this == LIBRARY ? "io.github.widemargin" : "io.github.widemargin.data";
    }

    /** Both, and what they depend on. */
    static String modulePath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.equals(LIBRARY.classes.toString())
                        || entry.equals(DATA.classes.toString())
                        || entry.contains("fastcsv")
                        || entry.contains("fastdoubleparser"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What a tool of the JDK says. */
    record Output(int exit, String text) {
        static Output of(String tool, String... arguments) {
            StringWriter text = new StringWriter();
            PrintWriter out = new PrintWriter(text);
            int exit = ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments);
            return new Output(exit, text.toString());
        }
    }
}
