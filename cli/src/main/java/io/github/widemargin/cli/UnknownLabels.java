package io.github.widemargin.cli;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Labels of samples that a model cannot predict. */
final class UnknownLabels {
    private UnknownLabels() {}

    /** Says on standard error how many samples have one, if any have. */
    static void tell(Path file, int[] labels, int[] known) {
        Set<Integer> knownLabels = IntStream.of(known).distinct().boxed().collect(Collectors.toSet());
        long unknown = IntStream.of(labels)
                .filter(label -> !knownLabels.contains(label))
                .count();
        if (unknown > 0) {
            System.err.println(file + ": labels that the model does not know count as wrong: unknown=" + unknown
                    + ", samples=" + labels.length);
        }
    }
}
