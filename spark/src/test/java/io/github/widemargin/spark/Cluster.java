package io.github.widemargin.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A standalone cluster of Spark on the loopback address: a master and two workers of one core, each a process. */
final class Cluster implements AutoCloseable {
    /** Two names, as no task is speculated on a host that runs it. */
    private static final List<String> HOSTS = List.of("127.0.0.1", "localhost");

    /** With this option executors start without the Vector API, which Spark's own options would add. */
    static final String PLAIN = "-Dwidemargin.plain=true";

    private static final String JAVA = """
            #!/usr/bin/env bash
            options=()
            for option in "$@"; do
              case " $* $option" in
                *" %s "*=jdk.incubator.vector) ;;
                *) options+=("$option") ;;
              esac
            done
            exec "%s" "${options[@]}"
            """;

    private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

    private final Path home;
    private final List<String> folders; // of classes; jars are in the home
    private final int port = freePort();
    private final List<Process> processes = new ArrayList<>();

    Cluster(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        Files.createFile(home.resolve("RELEASE"));
        Path jars = Files.createDirectory(home.resolve("jars"));
        Path script = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(script, JAVA.formatted(PLAIN, java()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
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
        awaitMaster();
        for (int w = 0; w < HOSTS.size(); w++) {
            Path work = Files.createDirectory(folder.resolve("work" + w));
            start(
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    HOSTS.get(w),
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

    /** Who asks a master that is not there yet asks again many seconds later. */
    private void awaitMaster() {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (System.nanoTime() < deadline) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        throw new IllegalStateException("the master must listen: port=" + port);
    }

    /** Waits until every worker has an executor that has run a task: one that is registered may not be given any yet. */
    static void awaitExecutors(SparkSession spark) {
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        List<Integer> tasks = Collections.nCopies(HOSTS.size(), 0);
        while (Set.copyOf(context.parallelize(tasks, tasks.size())
                                .map(Cluster::executor)
                                .collect())
                        .size()
                < HOSTS.size()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("every worker must have an executor: " + HOSTS);
            }
        }
    }

    private static String executor(int n) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100)); // so that one executor does not run both
        return SparkEnv.get().executorId();
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
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
        command.add(java().toString());
        command.addAll(List.of(options().split("\\s+")));
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classFolders() + File.pathSeparator + home.resolve("jars") + "/*",
                main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(processes.size() + ".log").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("JAVA_HOME", home.toString()); // of executors
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

    private String classFolders() {
        return String.join(File.pathSeparator, folders);
    }

    private String master() {
        return "spark://127.0.0.1:" + port;
    }

    /** A session with an executor in each worker, started with the given options of java. */
    SparkSession.Builder session(String options) {
        return SparkSession.builder()
                .master(master())
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.executor.memory", "600m")
                .config("spark.executor.extraClassPath", classFolders())
                .config("spark.executor.extraJavaOptions", options + " -XX:+UseSerialGC")
                .config("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
                .config("spark.sql.warehouse.dir", home.resolve("warehouse").toString())
                .config("spark.default.parallelism", "2")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.scheduler.minRegisteredResourcesRatio", "0")
                .config("spark.cores.max", "2");
    }

    /** The process of the executor on a host. */
    ProcessHandle executor(String host) {
        return processes
                .get(1 + HOSTS.indexOf(host)) // after the master
                .descendants()
                .filter(process -> process.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(argument -> argument.contains(EXECUTOR)))
                .findFirst()
                .orElseThrow();
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
