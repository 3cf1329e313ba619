package io.github.widemargin.cli;

import io.github.widemargin.model.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code widemargin} command. */
@Command(
        name = "widemargin",
        description = "Multiclass linear support vector machines.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionLine.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "The launcher script runs the benchmarks: widemargin bench [ARGUMENTS OF JMH]"})
public final class Main {
    static final class VersionLine implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"widemargin " + Version.LIBRARY};
        }
    }

    /** Named as their classes. */
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            TrainCommand.class,
            CalibrateCommand.class,
            PredictCommand.class,
            EvaluateCommand.class,
            InfoCommand.class,
            PlotCommand.class,
            ConvertCommand.class,
            ExportCommand.class);

    /** Counted down when there is no more to tell: a shutdown may wait for it. */
    static final CountDownLatch TOLD = new CountDownLatch(1);

    private Main() {}

    public static void main(String[] args) {
        Terminal.redirectErrors();
        int exit;
        try {
            exit = commandLine(args.length == 0 ? "" : args[0]).execute(args);
        } catch (OutOfMemoryError e) {
            System.err.println(
                    "widemargin: out of memory; allow java more, for example with WIDEMARGIN_JAVA_OPTIONS=-Xmx8g");
            exit = 1;
        }
        if (System.out.checkError() && exit == 0) {
            if (!Terminal.hasLostItsReader()) {
                System.err.println("widemargin: cannot write to standard output");
            }
            exit = 1;
        }
        TOLD.countDown();
        System.exit(exit);
    }

    static CommandLine commandLine() {
        return commandLine("");
    }

    /** With the command of a name alone, or with all if there is none: to look through the options of all takes 0.04 seconds. */
    private static CommandLine commandLine(String name) {
        CommandLine line = new CommandLine(new Main());
        List<Class<?>> named = COMMANDS.stream()
                .filter(type -> type.getSimpleName().toLowerCase(Locale.ROOT).equals(name + "command"))
                .toList();
        (named.isEmpty() ? COMMANDS : named).forEach(line::addSubcommand);
        if (named.isEmpty()) {
            line.addSubcommand(CommandLine.HelpCommand.class);
        }
        return line.setUsageHelpWidth(Math.clamp(Terminal.columns(), 60, 100))
                .setParameterExceptionHandler((e, args) -> {
                    String command = e.getCommandLine().getCommandSpec().qualifiedName();
                    String message = oneLine(usageMessageOf(e)).replace("option option", "option"); // picocli's
                    e.getCommandLine().getErr().println(command + ": " + message + " (see --help)");
                    return 2;
                })
                .setExecutionExceptionHandler((e, command, result) -> {
                    command.getErr().println("widemargin: " + messageOf(e));
                    return 1;
                });
    }

    private static String usageMessageOf(CommandLine.ParameterException e) {
        Set<String> commands = e.getCommandLine().getSubcommands().keySet();
        return commands.isEmpty() || e.getCommandLine().getParseResult().hasSubcommand()
                ? e.getMessage()
                : e.getMessage() + "; the commands are " + String.join(", ", commands);
    }

    private static String messageOf(Exception e) {
        if (e instanceof UncheckedIOException) {
            return messageOf((IOException) e.getCause());
        }
        if (e instanceof NoSuchFileException missing) {
            return "no such file: " + missing.getFile();
        }
        if (e instanceof AccessDeniedException denied) {
            return "not allowed: " + denied.getFile();
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getFile() + ": " + failed.getReason();
        }
        return oneLine(e.getMessage() == null ? e.toString() : e.getMessage());
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
