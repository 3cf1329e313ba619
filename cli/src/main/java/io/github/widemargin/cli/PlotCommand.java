package io.github.widemargin.cli;

import io.github.widemargin.model.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "plot",
        description = "Paint how primal and dual closed in on each other in a training.",
        mixinStandardHelpOptions = true)
final class PlotCommand implements Callable<Integer> {
    @Parameters(paramLabel = "HISTORY", description = "What train --history wrote.")
    private Path history;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PNG",
            converter = Png.Name.class,
            required = true,
            description = "The picture.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        WholeFile.requireWritable(output, history);
        WholeFile.write(output, HistoryPicture.png(History.read(history).lines));
        return 0;
    }
}
