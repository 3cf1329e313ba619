package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        spark = SparkSession.builder()
                .master(cluster.master())
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.executor.memory", "600m")
                .config("spark.executor.extraClassPath", cluster.classFolders())
                .config("spark.executor.extraJavaOptions", Cluster.options())
                .config("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .config("spark.default.parallelism", "2")
                .config("spark.scheduler.minRegisteredResourcesRatio", "1")
                .config("spark.cores.max", "2")
                .getOrCreate();
        LocalSpark.spark = spark;
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

    /** The weights are so large that what a task's result has of metrics does not count. */
    @Test
    void bytesAreThoseThatSparkCounts() throws TimeoutException {
        int features = 1000;
        int classes = 50;
        Dataset<Row> wide = LocalSpark.dataset(LocalSpark.clouds(400, features, classes, 5))
                .repartition(2)
                .cache();
        assertEquals(400, wide.count());
        NavigableMap<Integer, Long> results = new ConcurrentSkipListMap<>(); // of stages: one for each request
        SparkListener counter = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                results.merge(end.stageId(), end.taskMetrics().resultSize(), Long::sum);
            }
        };
        spark.sparkContext().listenerBus().waitUntilEmpty();
        spark.sparkContext().addSparkListener(counter);
        MulticlassLinearSVCSummary summary =
                svc().setGap(1e-6).setMaxIter(30).fit(wide).summary().orElseThrow();
        spark.sparkContext().listenerBus().waitUntilEmpty();
        spark.sparkContext().removeSparkListener(counter);
        wide.unpersist();
        long weights = features * classes * Float.BYTES;
        double bytes = 0;
        for (long result : results.values().stream().skip(2).toList()) { // after statistics and packing
            long candidates = result < weights ? 2 : 1; // of those that are measured
            bytes += 2 * candidates * weights + result;
        }
        assertEquals(bytes, summary.bytes(), 0.03 * bytes);
    }

    @Test
    void mostRoundsSendTheWeightsOnceToEachExecutorAndBack() {
        MulticlassLinearSVCSummary summary =
                svc().setMaxIter(30).fit(rows).summary().orElseThrow();
        long weights = 20 * 8 * Float.BYTES;
        int rounds = summary.rounds().size();
        long ofMost = summary.rounds().stream()
                .skip(rounds / 2)
                .mapToLong(Round::bytes)
                .sorted()
                .skip(rounds / 4)
                .findFirst()
                .orElseThrow();
        long coefficients = 8 * (Double.BYTES + Float.BYTES);
        assertTrue(ofMost <= 2 * 2 * (weights + coefficients), "bytes of the median round: " + ofMost);
    }
}
