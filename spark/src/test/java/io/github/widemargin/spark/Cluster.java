package io.github.widemargin.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A standalone cluster of Spark on the loopback address: a master and two workers of one core, each a process. */
final class Cluster implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

    private final Path home;
    private final List<String> folders; // of classes; jars are in the home
    private final int port = freePort();
    private final List<Process> processes = new ArrayList<>();

    Cluster(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        Files.createFile(home.resolve("RELEASE"));
        Path jars = Files.createDirectory(home.resolve("jars"));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        folders = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                Files.createSymbolicLink(jars.resolve(Path.of(entry).getFileName()), Path.of(entry));
            } else {
                folders.add(entry);
            }
        }
        start("org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "" + port, "--webui-port", "0");
        for (int w = 0; w < WORKERS; w++) {
            Path work = Files.createDirectory(folder.resolve("work" + w));
            start(
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--webui-port",
                    "0",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--work-dir",
                    work.toString(),
                    master());
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void start(String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options().split("\\s+")));
        command.addAll(
                List.of("-Xmx256m", "-cp", classFolders() + File.pathSeparator + home.resolve("jars") + "/*", main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(processes.size() + ".log").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        processes.add(builder.start());
    }

    /** The options of this JVM that Spark and the kernels ask for. */
    static String options() {
        return java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-"))
                .collect(Collectors.joining(" "));
    }

    String classFolders() {
        return String.join(File.pathSeparator, folders);
    }

    String master() {
        return "spark://127.0.0.1:" + port;
    }

    /** The processes of executors that run. */
    List<ProcessHandle> executors() {
        return processes.stream()
                .flatMap(Process::descendants)
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(argument -> argument.contains(EXECUTOR)))
                .toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>();
        for (Process process : processes) {
            process.descendants().forEach(all::add);
            all.add(process.toHandle());
        }
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }
}
