package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.Level;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockUpdatedInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors that are processes of their own, and one that dies. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {
    private static final double GAP = 2e-2;

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static SparkSession spark;
    private static Dataset<Row> rows;

    @BeforeAll
    static void start() throws IOException {
        cluster = new Cluster(folder);
        spark = cluster.session(Cluster.options())
                .config("spark.broadcast.compress", "false") // whose sizes are compared with ours
                .config("spark.locality.wait", "10m") // no task leaves its variables, however slow the machine
                .getOrCreate();
        LocalSpark.spark = spark;
        Cluster.awaitExecutors(spark);
        rows = LocalSpark.dataset(LocalSpark.clouds(8000, 20, 8, 5))
                .repartition(2)
                .cache();
        assertEquals(8000, rows.count());
    }

    @AfterAll
    static void stop() {
        spark.stop();
        cluster.close();
    }

    private static MulticlassLinearSVC svc() {
        return new MulticlassLinearSVC()
                .setRegParam(1e-3)
                .setGap(GAP)
                .setTol(0)
                .setNumPartitions(2)
                .setPasses(2)
                .setStandardization(true)
                .setFitIntercept(false);
    }

    private static void assertSameOptimum(MulticlassLinearSVCSummary a, MulticlassLinearSVCSummary b) {
        assertTrue(a.converged() && b.converged(), () -> a + " " + b);
        assertTrue(a.dual() <= b.primal() && b.dual() <= a.primal(), () -> a + " " + b);
    }

    private static void waitForListeners() {
        try {
            spark.sparkContext().listenerBus().waitUntilEmpty();
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Is the last, so that the others have both executors. */
    @Test
    @Order(Integer.MAX_VALUE)
    void anExecutorThatDiesCostsRoundsAndNothingElse() {
        MulticlassLinearSVCSummary calm = svc().fit(rows).summary().orElseThrow();
        assertFalse(calm.rounds().stream().anyMatch(Round::restarted));
        AtomicReference<String> host = new AtomicReference<>(); // of a task, and so of its variables
        SparkListener watcher = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                host.set(end.taskInfo().host());
            }
        };
        spark.sparkContext().addSparkListener(watcher);
        AtomicInteger killed = new AtomicInteger();
        String middle = "round " + calm.rounds().size() / 2 + ":";
        MulticlassLinearSVCSummary disturbed;
        try (Logged logged = new Logged(MulticlassLinearSVC.class, Level.INFO, line -> {
            if (line.startsWith(middle)) { // the driver waits until it is dead
                waitForListeners();
                ProcessHandle executor = cluster.executor(host.get());
                executor.destroyForcibly();
                executor.onExit().join();
                killed.incrementAndGet();
            }
        })) {
            disturbed = svc().fit(rows).summary().orElseThrow();
            assertEquals(1, killed.get(), logged::toString);
        }
        spark.sparkContext().removeSparkListener(watcher);
        assertSameOptimum(calm, disturbed);
        assertTrue(disturbed.rounds().stream().anyMatch(Round::restarted), disturbed::toString);
        // 197 of 108 when lost variables began with the slope of the loss, 134 of 103 since they are restored alone
        assertTrue(disturbed.rounds().size() <= 1.6 * calm.rounds().size() + 5, disturbed::toString);
        System.out.println("rounds without a loss: " + calm.rounds().size() + ", with one: "
                + disturbed.rounds().size() + "; round of the loss: "
                + disturbed.rounds().stream()
                        .filter(Round::restarted)
                        .findFirst()
                        .orElseThrow()
                        .round());
    }

    /** The weights are so large that what tasks' results have besides does not count. */
    @Test
    void bytesAreThoseThatSparkCounts() {
        int features = 2000;
        int classes = 100;
        long weights = features * classes * Float.BYTES; // the code of tasks is broadcast, too, and smaller
        Dataset<Row> wide = LocalSpark.dataset(LocalSpark.clouds(400, features, classes, 5))
                .repartition(2)
                .cache();
        assertEquals(400, wide.count());
        NavigableMap<Integer, Long> results = new ConcurrentSkipListMap<>(); // of stages: one for each request
        Map<BlockId, Long> broadcasts = new ConcurrentHashMap<>();
        Set<BlockUpdatedInfo> arrivals = ConcurrentHashMap.newKeySet(); // at executors
        SparkListener counter = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                results.merge(end.stageId(), end.taskMetrics().resultSize(), Long::sum);
            }

            @Override
            public void onBlockUpdated(SparkListenerBlockUpdated updated) {
                BlockUpdatedInfo block = updated.blockUpdatedInfo();
                if (block.blockId().isBroadcast()
                        && block.storageLevel().isValid()
                        && block.memSize() >= weights
                        && !block.blockManagerId().isDriver()) {
                    broadcasts.put(block.blockId(), block.memSize());
                    arrivals.add(block);
                }
            }
        };
        waitForListeners();
        spark.sparkContext().addSparkListener(counter);
        MulticlassLinearSVCSummary summary =
                svc().setGap(1e-6).setMaxIter(6).fit(wide).summary().orElseThrow();
        waitForListeners();
        spark.sparkContext().removeSparkListener(counter);
        wide.unpersist();
        int executors = spark.sparkContext().getExecutorMemoryStatus().size() - 1;
        assertEquals(2, executors);
        assertTrue(arrivals.size() <= executors * broadcasts.size(), "weights came more than once: " + arrivals);
        // to each, as is counted; if an executor runs both partitions the other is not sent any
        double sent = executors
                * (double) broadcasts.values().stream().mapToLong(each -> each).sum();
        double came = results.values().stream().skip(2).mapToLong(each -> each).sum(); // after statistics and packing
        assertEquals(sent + came, summary.bytes(), 0.02 * (sent + came));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyRoundSendsTheWeightsOnceToEachExecutorAndBackAtMost(boolean intercept) {
        MulticlassLinearSVCSummary summary;
        try (Logged logged = new Logged(MulticlassLinearSVC.class)) {
            summary = svc().setFitIntercept(intercept)
                    .setMaxIter(8)
                    .fit(rows)
                    .summary()
                    .orElseThrow();
            assertEquals(List.of(), logged.scalar());
        }
        int classes = 8;
        long weights = 20 * classes * Float.BYTES;
        long intercepts = classes * (Float.BYTES + Double.BYTES); // and sums of variables
        long losses = 2 * Double.BYTES + (intercept ? classes * classes * Double.BYTES : 0);
        for (Round round : summary.rounds()) {
            assertTrue(round.bytes() <= 2 * (2 * weights + intercepts + losses), round::toString);
        }
        long most = summary.rounds().stream().mapToLong(Round::bytes).max().orElseThrow();
        assertTrue(2 * 2 * weights <= most, "bytes of the largest round: " + most);
    }
}
