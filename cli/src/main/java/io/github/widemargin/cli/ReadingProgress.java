package io.github.widemargin.cli;

import io.github.widemargin.data.ReadListener;
import java.nio.file.Path;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;

/** Tells of a reading on standard error: one that takes long by a bar on a terminal, else a line now and then; and what was left out. */
final class ReadingProgress implements ReadListener, AutoCloseable {
    private static final double SECONDS_BEFORE = 1;
    private static final double SECONDS_BETWEEN_LINES = 2;

    private final Path file;
    private final Seconds reading = new Seconds();
    private ProgressBar bar;
    private double nextLine = SECONDS_BETWEEN_LINES;

    ReadingProgress(Path file) {
        this.file = file;
    }

    @Override
    public void bytesRead(long bytes, long size) {
        double seconds = reading.elapsed();
        if (seconds < SECONDS_BEFORE) {
            return;
        }
        if (Terminal.isInteractive()) {
            bar = bar == null ? Terminal.bar("reading", size == 0 ? -1 : size >> 20) : bar;
            bar.stepTo(bytes >> 20);
            bar.setExtraMessage(" MB");
        } else if (seconds >= nextLine) {
            nextLine = seconds + SECONDS_BETWEEN_LINES;
            String share = size == 0 ? "" : String.format(Locale.ROOT, ", %d %%", 100 * bytes / size);
            System.err.printf(Locale.ROOT, "%.0f s: read %d MB%s%n", seconds, bytes >> 20, share);
        }
    }

    @Override
    public void featuresLeftOut(int wanted, int found) {
        close();
        System.err.println(
                file + ": features beyond the model's are left out: features=" + found + ", model=" + wanted);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
