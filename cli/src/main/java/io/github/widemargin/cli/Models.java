package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.model.LiblinearFile;
import io.github.widemargin.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads models, ours or LIBLINEAR's: the file's first word tells. */
final class Models {
    private Models() {}

    static LinearSvm read(Path file) throws IOException {
        if (LiblinearFile.isOne(file)) {
            return LinearSvm.loadLiblinear(file);
        }
        if (Files.isRegularFile(file) && !ModelFile.isOne(file)) {
            throw new IOException(file + ": neither a Widemargin nor a LIBLINEAR model");
        }
        return LinearSvm.load(file);
    }
}
