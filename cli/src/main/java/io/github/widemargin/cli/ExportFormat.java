package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** What a model can be written as. */
enum ExportFormat {
    ONNX,
    NPZ,
    NPY,
    LIBLINEAR,
    WIDEMARGIN;

    /** The format that a file's name ends with, or null. */
    static ExportFormat of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        for (ExportFormat format : values()) {
            if (name.endsWith("." + ConstantName.of(format))) {
                return format;
            }
        }
        return null;
    }

    void write(LinearSvm model, Path file) throws IOException {
        switch (this) {
            case ONNX -> model.saveOnnx(file);
            case NPZ -> model.saveNpz(file);
            case NPY -> model.saveNpy(file);
            case LIBLINEAR -> model.saveLiblinear(file);
            case WIDEMARGIN -> model.save(file);
        }
    }
}
