package io.github.widemargin.cli;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.model.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = "Write a model for other programs; for samples, there is convert.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "The file of a model, ours or LIBLINEAR's.")
    private Path modelFile;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "What to write; an existing file is replaced.")
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            description = {
                "As what, unless the name of FILE ends with it:",
                "onnx: x, float [batch, features], in; label, scores and, of a calibrated model, probabilities out",
                "npz: NumPy's coef_ [classes, features], intercept_ and classes_, as scikit-learn names them",
                "npy: coef_ alone",
                "liblinear: the text that LIBLINEAR's predict reads",
                "widemargin: what train writes"
            })
    private ExportFormat format;

    @Mixin
    private JsonOption json;

    static final class FormatConverter implements ITypeConverter<ExportFormat> {
        @Override
        public ExportFormat convert(String value) {
            return ConstantName.parse(ExportFormat.class, value);
        }
    }

    @Override
    public Integer call() throws IOException {
        ExportFormat chosen = format == null ? ExportFormat.of(output) : format;
        if (chosen == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the name must end with .onnx, .npz, .npy, .liblinear or .widemargin, or --format tell the format: file="
                            + output);
        }
        WholeFile.requireWritable(output, modelFile);
        LinearSvm model = Models.read(modelFile);
        try {
            chosen.write(model, output);
        } catch (IllegalArgumentException e) {
            throw new IOException(output + ": " + e.getMessage(), e);
        }
        List<String> lost = chosen.leavesOut(model);
        if (!lost.isEmpty()) {
            System.err.println(ConstantName.of(chosen) + " has no place for: " + String.join(", ", lost));
        }
        tell(model, chosen);
        return 0;
    }

    private void tell(LinearSvm model, ExportFormat chosen) {
        if (json.wanted) {
            new Report()
                    .put("format", ConstantName.of(chosen))
                    .put("features", model.features())
                    .put("classes", model.classes())
                    .put("output", output.toString())
                    .print();
        } else {
            System.out.printf(
                    "a model of %d features and %d classes, as %s%noutput: %s%n",
                    model.features(), model.classes(), ConstantName.of(chosen), output);
        }
    }
}
