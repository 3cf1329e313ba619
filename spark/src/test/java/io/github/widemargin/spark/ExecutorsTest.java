package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.SvmTrainer;
import io.github.widemargin.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that have no fast kernels, and tasks that are slow. */
class ExecutorsTest {
    private static final float REG = 1e-2f;
    private static final double GAP = 5e-3;

    @TempDir
    static Path folder;

    private static Cluster cluster;

    private final List<Row> rows = LocalSpark.clouds(1000, 8, 4, 1);

    @BeforeAll
    static void start() throws IOException {
        cluster = new Cluster(folder);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private MulticlassLinearSVCSummary train(Dataset<Row> dataset, int partitions) {
        return new MulticlassLinearSVC()
                .setRegParam(REG)
                .setGap(GAP)
                .setPasses(1)
                .setTol(0)
                .setNumPartitions(partitions)
                .setStandardization(false)
                .setFitIntercept(false)
                .fit(dataset)
                .summary()
                .orElseThrow();
    }

    private void assertSameProblem(MulticlassLinearSVCSummary summary) {
        TrainingResult alone = SvmTrainer.builder()
                .regularization(REG)
                .gap(GAP)
                .build()
                .train(
                        LocalSpark.samples(LocalSpark.features(rows)),
                        rows.stream().mapToInt(row -> (int) row.getDouble(0)).toArray());
        assertTrue(summary.converged(), summary::toString);
        assertTrue(summary.dual() <= alone.primal() && alone.dual() <= summary.primal(), summary::toString);
    }

    /**
     * Most rows in one partition, none in at least two; a task that is slow runs elsewhere, too, without its variables. All of it in one
     * training, as it takes executors of its own.
     */
    @Test
    void scalarKernelsAndSlowTasksOnSkewedPartitionsTrainTheSame() throws IOException {
        assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()); // of the driver
        AtomicInteger speculated = new AtomicInteger();
        SparkListener counter = new SparkListener() {
            @Override
            public void onTaskStart(SparkListenerTaskStart start) {
                speculated.addAndGet(start.taskInfo().speculative() ? 1 : 0);
            }
        };
        try (SparkSession spark = cluster.session(Cluster.options() + " " + Cluster.PLAIN)
                        .config("spark.plugins", SlowTasks.class.getName())
                        .config("spark.locality.wait", "2s")
                        .config("spark.speculation", "true")
                        .config("spark.speculation.interval", "50ms")
                        .config("spark.speculation.multiplier", "1.1")
                        .config("spark.speculation.quantile", "0.5")
                        .config("spark.speculation.efficiency.enabled", "false")
                        .getOrCreate();
                Logged logged = new Logged(MulticlassLinearSVC.class)) {
            LocalSpark.spark = spark;
            Cluster.awaitExecutors(spark);
            spark.sparkContext().addSparkListener(counter);
            Dataset<Row> skewed = LocalSpark.dataset(rows)
                    .repartition(4, functions.when(functions.rand(1).gt(0.1), 0).otherwise(1));
            MulticlassLinearSVCSummary summary = train(skewed, 4);
            assertSameProblem(summary);
            List<String> told = logged.scalar();
            assertEquals(1, told.size(), logged::toString);
            assertTrue(told.getFirst().contains("spark.executor.extraJavaOptions"), logged::toString);
            assertTrue(told.getFirst().contains("--add-modules=jdk.incubator.vector"), logged::toString);
            System.out.println("speculated tasks: " + speculated + ", rounds: "
                    + summary.rounds().size() + ", with lost variables: "
                    + summary.rounds().stream().filter(Round::restarted).count());
        }
        assertTrue(speculated.get() > 0);
    }
}
