package io.github.widemargin.cli;

import io.github.widemargin.Epoch;
import io.github.widemargin.EpochListener;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Function;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a training on standard error: a bar on a terminal, else a line now and then. */
final class Progress implements EpochListener, AutoCloseable {
    private static final double SECONDS_BETWEEN_LINES = 1;

    private final PrintStream out = System.err;
    private final Function<Epoch, String> more;
    private final ProgressBar bar;
    private double lastLine = Double.NEGATIVE_INFINITY;

    /** Shows the loss of an epoch, and more of it. */
    Progress(int epochs, Function<Epoch, String> more) {
        this.more = more;
        bar = Terminal.isInteractive()
                ? new ProgressBarBuilder()
                        .setTaskName("epochs")
                        .setInitialMax(epochs)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(100)
                        .hideEta()
                        .setConsumer(new ConsoleProgressBarConsumer(out, Terminal.columns()))
                        .build()
                : null;
    }

    @Override
    public void epochEnded(Epoch epoch) {
        String message = String.format(Locale.ROOT, "loss %.4f%s", epoch.loss(), more.apply(epoch));
        if (bar != null) {
            bar.setExtraMessage(" " + message);
            bar.step();
        } else if (epoch.seconds() - lastLine >= SECONDS_BETWEEN_LINES || epoch.epoch() == epoch.epochs()) {
            lastLine = epoch.seconds();
            out.printf(
                    Locale.ROOT,
                    "epoch %d of %d, %.1f s: %s%n",
                    epoch.epoch(),
                    epoch.epochs(),
                    epoch.seconds(),
                    message);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
