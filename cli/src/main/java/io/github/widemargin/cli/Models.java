package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.model.LiblinearFile;
import java.io.IOException;
import java.nio.file.Path;

/** Reads models, ours or LIBLINEAR's: the file's first word tells. */
final class Models {
    private Models() {}

    static LinearSvm read(Path file) throws IOException {
        return LiblinearFile.isOne(file) ? LinearSvm.loadLiblinear(file) : LinearSvm.load(file);
    }
}
