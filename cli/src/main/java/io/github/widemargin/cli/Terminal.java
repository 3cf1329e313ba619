package io.github.widemargin.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.Charset;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What the launcher tells of where the program writes to. */
final class Terminal {
    private Terminal() {}

    /** Whether standard error is a terminal. */
    static boolean isInteractive() {
        return Boolean.getBoolean("widemargin.terminal");
    }

    /** Columns of the terminal, or what a file's reader will bear. */
    static int columns() {
        return Integer.getInteger("widemargin.columns", 160);
    }

    /** Whether standard output is a pipe that is not read any more, as {@code head} leaves it: nobody misses the rest. */
    static boolean hasLostItsReader() {
        try {
            new FileOutputStream(FileDescriptor.out).write('\n');
            return false;
        } catch (IOException e) {
            return "Broken pipe".equals(e.getMessage());
        }
    }

    /** A bar on standard error, for a terminal. */
    static ProgressBar bar(String task, long max) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(max)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(System.err, columns()))
                .build();
    }

    /**
     * The JVM writes a warning of the incubator module to standard error at every start, which no option turns off. So
     * the launcher sends what the JVM writes through a filter, opens {@code java.io}, and tells the descriptor of the true
     * standard error. Opening that again by name would not do: a file would have two positions, and what one writes the
     * other overwrites.
     */
    static void redirectErrors() {
        Integer descriptor = Integer.getInteger("widemargin.stderr");
        if (descriptor == null) {
            return;
        }
        try {
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            Charset charset = Charset.forName(System.getProperty(
                    "stderr.encoding", Charset.defaultCharset().name()));
            FileOutputStream errors = new FileOutputStream(constructor.newInstance(descriptor));
            System.setErr(new PrintStream(errors, true, charset));
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return; // to where the JVM writes, then
        }
    }
}
