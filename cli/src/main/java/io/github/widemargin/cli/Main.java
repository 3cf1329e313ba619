package io.github.widemargin.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code widemargin} command. */
@Command(
        name = "widemargin",
        description = "Multiclass linear support vector machines.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "The launcher script runs the benchmarks: widemargin bench [ARGUMENTS OF JMH]"},
        subcommands = {
            DemoCommand.class,
            TrainCommand.class,
            PredictCommand.class,
            EvaluateCommand.class,
            InfoCommand.class
        })
public final class Main {
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"widemargin " + InfoCommand.version()};
        }
    }

    private Main() {}

    public static void main(String[] args) {
        Terminal.redirectErrors();
        int exit;
        try {
            exit = commandLine().execute(args);
        } catch (OutOfMemoryError e) {
            System.err.println("widemargin: out of memory: allow java more with WIDEMARGIN_JAVA_OPTIONS=-Xmx…");
            exit = 1;
        }
        System.out.flush();
        System.exit(System.out.checkError() && exit == 0 ? 1 : exit);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setParameterExceptionHandler((e, args) -> {
                    String command = e.getCommandLine().getCommandSpec().qualifiedName();
                    e.getCommandLine().getErr().println(command + ": " + oneLine(e.getMessage()) + " (see --help)");
                    return 2;
                })
                .setExecutionExceptionHandler((e, command, result) -> {
                    command.getErr().println("widemargin: " + messageOf(e));
                    return 1;
                })
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static String messageOf(Exception e) {
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
