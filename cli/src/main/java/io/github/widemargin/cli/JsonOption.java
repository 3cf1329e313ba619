package io.github.widemargin.cli;

import picocli.CommandLine.Option;

/** Whether a command answers in JSON. */
final class JsonOption {
    @Option(names = "--json", description = "Print one JSON object instead of text.")
    boolean wanted;
}
