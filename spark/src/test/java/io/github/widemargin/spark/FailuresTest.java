package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.BroadcastBlockId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** What is wrong with the rows is told, and nothing stays behind, whether training ends well or not. */
class FailuresTest extends LocalSpark {
    private final List<Row> rows = clouds(200, 3, 3, 3);

    static Stream<Arguments> wrongRows() {
        DenseVector x = new DenseVector(new double[] {1, 2, 3});
        return Stream.of(
                Arguments.of(RowFactory.create(null, x, 1.0), "Labels MUST NOT be Null or NaN"),
                Arguments.of(RowFactory.create(Double.NaN, x, 1.0), "Labels MUST NOT be Null or NaN"),
                Arguments.of(RowFactory.create(1.5, x, 1.0), "Labels MUST be Integers, but got 1.5"),
                Arguments.of(RowFactory.create(-7.0, x, 1.0), "-7.0"),
                Arguments.of(RowFactory.create(1.0, x, -0.25), "-0.25"),
                Arguments.of(RowFactory.create(1.0, x, Double.NaN), "Weights MUST NOT be"),
                Arguments.of(
                        RowFactory.create(1.0, new DenseVector(new double[] {1, Double.NaN, 3}), 1.0),
                        "Vector values MUST NOT be NaN or Infinity, but got [1.0,NaN,3.0]"),
                Arguments.of(
                        RowFactory.create(
                                1.0, new DenseVector(new double[] {1, 0, Double.NEGATIVE_INFINITY}).toSparse(), 1.0),
                        "Vector values MUST NOT be NaN or Infinity, but got (3,[0,2],[1.0,-Infinity])"),
                Arguments.of(RowFactory.create(1.0, null, 1.0), "Vectors MUST NOT be Null"),
                Arguments.of(
                        RowFactory.create(1.0, new DenseVector(new double[] {1, 2}), 1.0),
                        "vectors must have the same size: size=2, size of others=3"));
    }

    @ParameterizedTest
    @MethodSource("wrongRows")
    void isTold(Row wrong, String message) {
        List<Row> all = new ArrayList<>(rows);
        all.add(wrong);
        Exception e = assertThrows(
                Exception.class,
                () -> new MulticlassLinearSVC().setWeightCol("weight").fit(dataset(all)));
        assertTrue(told(e).contains(message), () -> told(e));
        assertNothingIsLeft();
    }

    private static String told(Throwable e) {
        StringBuilder told = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            told.append(cause.getMessage()).append('\n');
        }
        return told.toString();
    }

    @Test
    void rowsMustBeThere() {
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> new MulticlassLinearSVC().fit(dataset(List.of())));
        assertEquals("rows must have weights above 0: rows=0", e.getMessage());
    }

    static Stream<Arguments> wrongSizes() {
        return Stream.of(
                Arguments.of(1.0, 0, "features must be 1 or more: features=0"),
                Arguments.of(1e6, 3000, "features · classes must be below 2^31: features=3000, classes=1000001"),
                Arguments.of(2147483646.0, 2, "features · classes must be below 2^31: features=2, classes=2147483647"),
                Arguments.of(1e5, 1, "classes² must be below 2^31 with an intercept: classes=100001"));
    }

    @ParameterizedTest
    @MethodSource("wrongSizes")
    void wrongSizesAreTold(double label, int features, String message) {
        List<Row> one = List.of(RowFactory.create(label, new DenseVector(new double[features]), 1.0));
        Exception e = assertThrows(IllegalArgumentException.class, () -> new MulticlassLinearSVC().fit(dataset(one)));
        assertEquals(message, e.getMessage());
    }

    @Test
    void thereMustBeRounds() {
        Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> new MulticlassLinearSVC().setMaxIter(0).fit(dataset(rows)));
        assertEquals("maxIter must be 1 or more: maxIter=0", e.getMessage());
    }

    @Test
    void bundlesHaveNoIntercept() {
        Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> new MulticlassLinearSVC().setSolver("bundle").fit(dataset(rows)));
        assertEquals("fitIntercept must be false for solver=bundle", e.getMessage());
    }

    @Test
    void tooLargeFeaturesAreToldAndNothingIsLeft() {
        List<Row> all = new ArrayList<>(rows);
        all.add(RowFactory.create(1.0, new DenseVector(new double[] {1e30, 1, 1}), 1.0));
        Exception e = assertThrows(
                Exception.class,
                () -> new MulticlassLinearSVC().setStandardization(false).fit(dataset(all)));
        assertTrue(told(e).contains("features must be small enough for sums of floats"), () -> told(e));
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e38, 1e39})
    void tooLargeFeaturesAreToldByBundles(double large) {
        List<Row> all = new ArrayList<>(rows);
        all.add(RowFactory.create(1.0, new DenseVector(new double[] {1, large, 1}), 1.0));
        MulticlassLinearSVC svc = new MulticlassLinearSVC()
                .setSolver("bundle")
                .setFitIntercept(false)
                .setStandardization(false);
        Exception e = assertThrows(Exception.class, () -> svc.fit(dataset(all)));
        String message = large > Float.MAX_VALUE
                ? "features must be finite as floats: x[1]=1.0E39"
                : "features must be small enough for sums of floats";
        assertTrue(told(e).contains(message), () -> told(e));
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @MethodSource("levels")
    void nothingIsLeftAtAnyStorageLevel(String level) {
        MulticlassLinearSVCModel model =
                new MulticlassLinearSVC().setStorageLevel(level).fit(dataset(rows));
        assertTrue(model.summary().orElseThrow().converged());
        assertNothingIsLeft();
    }

    static Stream<String> levels() {
        return Stream.of("MEMORY_ONLY", "MEMORY_AND_DISK_SER", "DISK_ONLY");
    }

    @Test
    void whatIsLeftIsSeen() {
        Request.Content content = new Request.Content(new float[] {1}, new float[] {1}, null);
        Broadcast<Request.Content> broadcast = new JavaSparkContext(spark.sparkContext()).broadcast(content);
        assertTrue(left() > 0);
        broadcast.destroy();
        assertNothingIsLeft();
    }

    /** Spark's own broadcasts, of tasks, stay as its cleaner is off. */
    private static void assertNothingIsLeft() {
        assertTrue(spark.sparkContext().getPersistentRDDs().isEmpty());
        long deadline = System.nanoTime() + 10_000_000_000L; // blocks are removed in the background
        while (left() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(10_000_000);
        }
        assertEquals(0, left());
    }

    private static long left() {
        return Arrays.stream(spark.sparkContext().env().blockManager().master().getStorageStatus())
                .flatMap(status -> CollectionConverters.asJava(status.blocks().keySet()).stream())
                .filter(FailuresTest::isOurs)
                .count();
    }

    private static boolean isOurs(BlockId id) {
        if (!(id instanceof BroadcastBlockId piece)) {
            return true;
        }
        BlockManager blocks = spark.sparkContext().env().blockManager();
        BlockId whole = new BroadcastBlockId(piece.broadcastId(), "");
        Option<BlockResult> found = blocks.getLocalValues(whole);
        if (found.isEmpty()) {
            return false;
        }
        boolean ours = found.get().data().next() instanceof Request.Content;
        blocks.releaseLock(whole, Option.empty());
        return ours;
    }
}
