package io.github.widemargin.cli;

import io.github.widemargin.KernelInfo;
import io.github.widemargin.LinearSvm;
import io.github.widemargin.model.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "info",
        description = "Tell which kernels run here; with a model, what is in it.",
        mixinStandardHelpOptions = true)
final class InfoCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "The file of a model.")
    private Path modelFile;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        if (modelFile == null) {
            printRuntime();
        } else {
            printModel(Models.read(modelFile));
        }
        return 0;
    }

    private void printRuntime() {
        KernelInfo kernels = KernelInfo.current();
        String java = Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        int processors = Runtime.getRuntime().availableProcessors();
        if (json.wanted) {
            new Report()
                    .put("version", Version.LIBRARY)
                    .put("kernels", kernels.name())
                    .put("lanes", kernels.lanes())
                    .put("java", java)
                    .put("system", system)
                    .put("processors", processors)
                    .print();
        } else {
            System.out.printf(
                    "widemargin  %s%nkernels     %s, %d float %s%njava        %s%nsystem      %s, %d processors%n",
                    Version.LIBRARY,
                    kernels.name(),
                    kernels.lanes(),
                    kernels.lanes() == 1 ? "lane" : "lanes",
                    java,
                    system,
                    processors);
        }
    }

    private void printModel(LinearSvm model) {
        Report report = new Report();
        report.put("features", model.features())
                .put("classes", model.classes())
                .put("labels", model.labels())
                .put("bias", model.bias() != null);
        model.labelNames().ifPresent(names -> report.put("labelNames", names));
        model.info().ifPresent(info -> {
            report.put("version", info.version())
                    .put("date", info.date().toString())
                    .put("solver", info.solver())
                    .put("hinge", ConstantName.of(info.hinge()))
                    .put("squared", info.squared())
                    .put("regularization", info.regularization())
                    .put("gap", info.gap())
                    .put("samples", info.samples());
            info.nonzeros().ifPresent(count -> report.put("nonzeros", count));
            report.put("epochs", info.epochs()).put("seed", info.seed());
        });
        if (model.calibration().isPresent()) {
            report.put("calibration", json.wanted ? CalibrationText.values(model) : CalibrationText.of(model));
        }
        if (json.wanted) {
            report.print();
        } else {
            System.out.print(report.text());
        }
    }
}
