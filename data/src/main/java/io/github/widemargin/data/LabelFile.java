package io.github.widemargin.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the labels of samples that have them in a file of their own. */
final class LabelFile {
    private static final String GZIP = ".gz";

    private LabelFile() {}

    /** The name of a file without the ending that tells it is packed. */
    static String unpackedName(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString();
        return name.endsWith(GZIP) ? name.substring(0, name.length() - GZIP.length()) : name;
    }

    /** The file that is given, or the first of these beside the samples, packed or not. */
    static Path find(Path samples, ReadOptions options, List<String> usualNames) throws MalformedDataException {
        if (options.labels() != null) {
            return options.labels();
        }
        List<Path> candidates = usualNames.stream()
                .flatMap(name -> Stream.of(name + GZIP, name))
                .map(samples::resolveSibling)
                .toList();
        return candidates.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new MalformedDataException(
                        samples,
                        "no labels found: looked for "
                                + candidates.stream().map(Path::toString).collect(Collectors.joining(", "))));
    }
}
