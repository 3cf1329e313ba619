package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
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

    @Test
    void bytesAreThoseThatSparkCounts() {
        AtomicInteger results = new AtomicInteger();
        SparkListener counter = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                results.addAndGet((int) end.taskMetrics().resultSize());
            }
        };
        spark.sparkContext().addSparkListener(counter);
        MulticlassLinearSVCSummary summary =
                svc().setMaxIter(30).fit(rows).summary().orElseThrow();
        spark.sparkContext().removeSparkListener(counter);
        long weights = 20 * 8 * Float.BYTES;
        int rounds = summary.rounds().size();
        // a task's result has some thousand bytes of metrics
        assertTrue(results.get() <= summary.bytes() + 4L * rounds * 2 * 6000, results + " " + summary.bytes());
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
