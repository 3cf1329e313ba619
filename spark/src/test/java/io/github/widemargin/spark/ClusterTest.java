package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockUpdatedInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors that are processes of their own, and one that dies. */
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
                .getOrCreate();
        LocalSpark.spark = spark;
        cluster.awaitExecutors(spark);
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

    @Test
    void anExecutorThatDiesCostsRoundsAndNothingElse() {
        MulticlassLinearSVCSummary calm = svc().fit(rows).summary().orElseThrow();
        assertFalse(calm.rounds().stream().anyMatch(Round::restarted));
        AtomicInteger jobs = new AtomicInteger();
        AtomicInteger killed = new AtomicInteger();
        SparkListener killer = new SparkListener() {
            @Override
            public void onJobEnd(SparkListenerJobEnd end) {
                if (jobs.incrementAndGet() == calm.rounds().size() / 2 + 3) {
                    cluster.executors().stream().limit(1).forEach(executor -> {
                        executor.destroyForcibly();
                        killed.incrementAndGet();
                    });
                }
            }
        };
        spark.sparkContext().addSparkListener(killer);
        MulticlassLinearSVCSummary disturbed = svc().fit(rows).summary().orElseThrow();
        spark.sparkContext().removeSparkListener(killer);
        assertEquals(1, killed.get());
        assertSameOptimum(calm, disturbed);
        assertTrue(disturbed.rounds().stream().anyMatch(Round::restarted), disturbed::toString);
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
    void bytesAreThoseThatSparkCounts() throws TimeoutException {
        cluster.awaitExecutors(spark); // one may have died before
        int features = 2000;
        int classes = 100;
        long weights = features * classes * Float.BYTES; // the code of tasks is broadcast, too, and smaller
        Dataset<Row> wide = LocalSpark.dataset(LocalSpark.clouds(400, features, classes, 5))
                .repartition(2)
                .cache();
        assertEquals(400, wide.count());
        NavigableMap<Integer, Long> results = new ConcurrentSkipListMap<>(); // of stages: one for each request
        Map<BlockUpdatedInfo, Long> broadcasts = new ConcurrentHashMap<>();
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
                    broadcasts.put(block, block.memSize());
                }
            }
        };
        spark.sparkContext().listenerBus().waitUntilEmpty();
        spark.sparkContext().addSparkListener(counter);
        MulticlassLinearSVCSummary summary =
                svc().setGap(1e-6).setMaxIter(12).fit(wide).summary().orElseThrow();
        spark.sparkContext().listenerBus().waitUntilEmpty();
        spark.sparkContext().removeSparkListener(counter);
        wide.unpersist();
        double sent = broadcasts.values().stream().mapToLong(each -> each).sum();
        double came = results.values().stream().skip(2).mapToLong(each -> each).sum(); // after statistics and packing
        assertEquals(sent + came, summary.bytes(), 0.02 * (sent + came));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyRoundSendsTheWeightsOnceToEachExecutorAndBackAtMost(boolean intercept) {
        MulticlassLinearSVCSummary summary;
        try (Logged logged = new Logged(MulticlassLinearSVC.class)) {
            summary = svc().setFitIntercept(intercept)
                    .setMaxIter(12)
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
