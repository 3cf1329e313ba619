package io.github.widemargin.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.LinearSvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed while they save leave the old file or the new one. */
class KilledSaveTest {
    private static final int KILLS = 100;
    private static final int FEATURES = 200_000;
    private static final int[][] LABELS = {{0, 1, 2}, {10, 11, 12}};

    @TempDir
    Path folder;

    /** Every weight and label tells which of the two it is. */
    private static LinearSvm model(int which) {
        float[] w = new float[FEATURES * 3];
        Arrays.fill(w, 1 + which);
        return LinearSvm.of(w, FEATURES, LABELS[which]);
    }

    /** Once told which comes first, saves the two models in turn until it is killed. Says how long the first took. */
    public static final class Child {
        private Child() {}

        public static void main(String[] args) throws IOException {
            LinearSvm[] models = {model(0), model(1)};
            System.out.println("ready");
            int first = System.in.read();
            long begin = System.nanoTime();
            models[first].save(Path.of(args[0]));
            System.out.println(System.nanoTime() - begin);
            for (int save = first + 1; ; save++) {
                models[save % 2].save(Path.of(args[0]));
            }
        }
    }

    private Process start(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dwidemargin.kernels=scalar",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void leaveTheOldFileOrTheNew() throws Exception {
        Path file = folder.resolve("a.model");
        model(0).save(file);
        SplittableRandom random = new SplittableRandom(System.nanoTime());
        int[] found = new int[2];
        Process next = start(file);
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = next;
            BufferedReader says = child.inputReader(StandardCharsets.UTF_8);
            assertEquals("ready", says.readLine());
            next = start(file); // gets ready meanwhile
            try {
                child.getOutputStream().write(kill % 2);
                child.getOutputStream().flush();
                long save = Long.parseLong(says.readLine());
                Thread.sleep(Duration.ofNanos(random.nextLong(2 * save)));
                assertTrue(child.isAlive());
            } finally {
                child.destroyForcibly().waitFor();
            }
            LinearSvm left = LinearSvm.load(file);
            int which = left.labels()[0] / 10;
            assertArrayEquals(LABELS[which], left.labels());
            assertArrayEquals(model(which).weights(), left.weights());
            found[which]++;
        }
        next.destroyForcibly().waitFor();
        assertTrue(found[0] > 0 && found[1] > 0, "never replaced: " + Arrays.toString(found));
        List<Path> abandoned = neighbours();
        assertTrue(!abandoned.isEmpty(), "none was killed while it wrote");
        assertTrue(abandoned.size() <= KILLS, "more than one each: " + abandoned.size());

        Path youngest = abandoned.getFirst();
        for (Path neighbour : abandoned) {
            if (neighbour != youngest) {
                age(neighbour, Duration.ofHours(25));
            }
        }
        model(1).save(file);
        assertEquals(List.of(youngest), neighbours());
    }

    @Test
    void onlyWhatIsCertainlyAbandonedIsRemoved() throws IOException {
        Path file = folder.resolve("a.model");
        List<String> kept = List.of(
                ".a.model.0123abcd.tmp.old",
                ".a.model.0123abc.tmp",
                ".a.model.0123abcg.tmp",
                ".a_model.0123abcd.tmp",
                ".b.model.0123abcd.tmp",
                "a.model.0123abcd.tmp");
        for (String name : kept) {
            age(Files.createFile(folder.resolve(name)), Duration.ofDays(30));
        }
        Path likeOne = Files.createDirectory(folder.resolve(".a.model.00000000.tmp"));
        age(likeOne, Duration.ofDays(30));
        Path young = Files.createFile(folder.resolve(".a.model.11111111.tmp"));
        age(young, Duration.ofHours(23));
        Path old = Files.createFile(folder.resolve(".a.model.22222222.tmp"));
        age(old, Duration.ofHours(25));
        model(0).save(file);
        for (String name : kept) {
            assertTrue(Files.exists(folder.resolve(name)), name);
        }
        assertEquals(List.of(likeOne, young), neighbours());
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    /** What has a name like those of files that are being written. */
    private List<Path> neighbours() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("\\.a\\.model\\.[0-9a-f]{8}\\.tmp"))
                    .sorted()
                    .toList();
        }
    }
}
