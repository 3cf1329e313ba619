package io.github.widemargin.cli;

import io.github.widemargin.KernelInfo;
import io.github.widemargin.LinearSvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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

    static String version() {
        String version = InfoCommand.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }

    @Override
    public Integer call() throws IOException {
        if (modelFile == null) {
            printRuntime();
        } else {
            printModel(LinearSvm.load(modelFile));
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
                    .put("version", version())
                    .put("kernels", kernels.name())
                    .put("lanes", kernels.lanes())
                    .put("java", java)
                    .put("system", system)
                    .put("processors", processors)
                    .print();
        } else {
            System.out.printf(
                    "widemargin  %s%nkernels     %s, %d float %s%njava        %s%nsystem      %s, %d processors%n",
                    version(),
                    kernels.name(),
                    kernels.lanes(),
                    kernels.lanes() == 1 ? "lane" : "lanes",
                    java,
                    system,
                    processors);
        }
    }

    private void printModel(LinearSvm model) {
        if (json.wanted) {
            new Report()
                    .put("features", model.features())
                    .put("classes", model.classes())
                    .put("labels", model.labels())
                    .print();
        } else {
            System.out.printf(
                    "features  %d%nclasses   %d%nlabels    %s%n",
                    model.features(), model.classes(), Arrays.toString(model.labels()));
        }
    }
}
