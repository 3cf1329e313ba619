package io.github.widemargin.cli;

import io.github.widemargin.Epoch;
import io.github.widemargin.EpochListener;
import io.github.widemargin.model.CFormat;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;

/** Shows a training on standard error: a bar on a terminal, else a line now and then. */
final class Progress implements EpochListener, AutoCloseable {
    private static final double SECONDS_BETWEEN_LINES = 1;
    private static final int STEPS = 100;

    /** Columns of a terminal that the bar should have, with what it tells of itself. */
    private static final int COLUMNS = 42;

    private final PrintStream out = System.err;
    private final double gap;
    private final Function<Epoch, String> more;
    private final ProgressBar bar;
    private Double firstPrimal;
    private double lastLine = Double.NEGATIVE_INFINITY;

    /** Shows how near the gap is that is asked for, and more of each epoch. */
    Progress(double gap, Function<Epoch, String> more) {
        this.gap = gap;
        this.more = more;
        bar = Terminal.isInteractive() ? Terminal.bar("training", STEPS) : null;
    }

    @Override
    public void epochEnded(Epoch epoch) {
        if (firstPrimal == null) {
            firstPrimal = epoch.primal();
        }
        // until there is a primal worth its time, that of weights all zero stands
        boolean known = epoch.primal() < firstPrimal || epoch.gap() <= gap;
        StringBuilder message = new StringBuilder("epoch " + epoch.epoch());
        add(message, ", gap " + (known ? Percent.atMost(epoch.gap()) : "-"));
        add(message, more.apply(epoch));
        add(message, ", loss " + (known ? CFormat.general(epoch.primal(), 4) : "-"));
        add(message, epoch.dual() > 0 ? ", at least " + CFormat.general(epoch.dual(), 4) : "");
        if (bar != null) {
            bar.stepTo(Math.round(STEPS * done(epoch)));
            bar.setExtraMessage(" " + message);
        } else if (epoch.seconds() - lastLine >= SECONDS_BETWEEN_LINES || epoch.gap() <= gap) {
            lastLine = epoch.seconds();
            out.printf(Locale.ROOT, "%.1f s: %s%n", epoch.seconds(), message);
        }
    }

    /** If a terminal has the room. */
    private void add(StringBuilder message, String part) {
        if (bar == null || message.length() + part.length() <= Terminal.columns() - COLUMNS) {
            message.append(part);
        }
    }

    /** The gap shrinks by about the same factor in each epoch. */
    private double done(Epoch epoch) {
        return epoch.gap() <= gap ? 1 : Math.clamp(Math.log(epoch.gap()) / Math.log(gap), 0, 1);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
