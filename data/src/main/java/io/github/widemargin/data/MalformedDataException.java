package io.github.widemargin.data;

import java.io.IOException;
import java.nio.file.Path;

/** A data file is not what its format asks for. The message names the place and what was expected there. */
public final class MalformedDataException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedDataException(Path file, String problem) {
        super(file + ": " + problem);
    }

    MalformedDataException(Path file, long line, String problem) {
        super(file + ":" + line + ": " + problem);
    }

    MalformedDataException(Path file, long line, long column, String problem) {
        super(file + ":" + line + ":" + column + ": " + problem);
    }
}
