package io.github.widemargin.spark;

import io.github.widemargin.kernel.HingeLoss.Kind;
import java.util.List;
import java.util.Locale;

/** The names of the hinges. */
final class Hinges {
    static final List<String> NAMES = List.of("weston-watkins", "crammer-singer", "one-vs-rest");

    private Hinges() {}

    static Kind kind(String name) {
        return Kind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
