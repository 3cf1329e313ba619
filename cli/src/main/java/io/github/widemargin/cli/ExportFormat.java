package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    /** What the answers of a model depend on and the format cannot hold. */
    List<String> leavesOut(LinearSvm model) {
        List<String> lost = new ArrayList<>();
        if (this == NPY) {
            lost.add("labels");
        }
        if (this == NPY && model.bias() != null) {
            lost.add("bias");
        }
        if (this == LIBLINEAR && model.labelNames().isPresent()) {
            lost.add("names of the labels");
        }
        if (this != ONNX && this != WIDEMARGIN && model.calibration().isPresent()) {
            lost.add("calibration");
        }
        return lost;
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
