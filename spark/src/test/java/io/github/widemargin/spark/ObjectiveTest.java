package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.Bias;
import io.github.widemargin.Hinge;
import io.github.widemargin.Samples;
import io.github.widemargin.SvmTrainer;
import io.github.widemargin.TrainingResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The intervals that two certificates prove must overlap if both are of the same problem. */
class ObjectiveTest extends LocalSpark {
    private static final float REG = 1e-2f;
    private static final double GAP = 1e-3;

    private final List<Row> rows = clouds(600, 8, 4, 1);

    private static MulticlassLinearSVC svc() {
        return new MulticlassLinearSVC().setRegParam(REG).setGap(GAP);
    }

    private static TrainingResult alone(double[][] x, int[] labels, float[] weights, Hinge hinge, Bias bias) {
        SvmTrainer trainer = SvmTrainer.builder()
                .regularization(REG)
                .gap(GAP)
                .hinge(hinge)
                .bias(bias)
                .build();
        Samples samples = LocalSpark.samples(x);
        return weights == null ? trainer.train(samples, labels) : trainer.train(samples, labels, weights);
    }

    private static int[] labels(List<Row> rows) {
        return rows.stream().mapToInt(row -> (int) row.getDouble(0)).toArray();
    }

    private static void assertSameProblem(TrainingResult alone, MulticlassLinearSVCModel model) {
        assertSameProblem(alone, model, GAP);
    }

    private static void assertSameProblem(TrainingResult alone, MulticlassLinearSVCModel model, double gap) {
        MulticlassLinearSVCSummary summary = model.summary().orElseThrow();
        assertTrue(summary.converged(), summary::toString);
        assertTrue(summary.gap() <= gap);
        double rounding = 1e-6 * alone.primal(); // of a model's weights, which are floats
        assertTrue(summary.dual() <= alone.primal() + rounding, () -> summary.dual() + " > " + alone.primal());
        assertTrue(alone.dual() <= summary.primal() + rounding, () -> alone.dual() + " > " + summary.primal());
    }

    @ParameterizedTest
    @CsvSource({
        "weston-watkins,false,cocoa", "weston-watkins,true,cocoa", "crammer-singer,false,cocoa",
        "crammer-singer,true,cocoa", "one-vs-rest,false,cocoa", "one-vs-rest,true,cocoa",
        "weston-watkins,false,bundle", "crammer-singer,false,bundle", "one-vs-rest,false,bundle"
    })
    void isThatOfTheLibrary(String hinge, boolean intercept, String solver) {
        MulticlassLinearSVCModel model = svc().setHinge(hinge)
                .setFitIntercept(intercept)
                .setStandardization(false)
                .setSolver(solver)
                .fit(dataset(rows));
        assertSameProblem(
                alone(
                        features(rows),
                        labels(rows),
                        null,
                        Hinge.valueOf(hinge.toUpperCase().replace('-', '_')),
                        intercept ? Bias.FREE : Bias.NONE),
                model);
        assertEquals(intercept, model.interceptVector().numNonzeros() > 0);
    }

    @Test
    void standardizationDividesByTheDeviationOfASample() {
        double[][] x = features(rows);
        for (int k = 0; k < x[0].length; k++) {
            double mean = 0;
            for (double[] row : x) {
                mean += row[k] / x.length;
            }
            double variance = 0;
            for (double[] row : x) {
                variance += (row[k] - mean) * (row[k] - mean) / (x.length - 1);
            }
            for (double[] row : x) {
                row[k] /= Math.sqrt(variance);
            }
        }
        TrainingResult alone = alone(x, labels(rows), null, Hinge.WESTON_WATKINS, Bias.FREE);
        assertSameProblem(alone, svc().fit(dataset(rows)));
    }

    @Test
    void weightsCountRelativeToTheirMean() {
        double mean =
                rows.stream().mapToDouble(row -> row.getDouble(2)).average().orElseThrow();
        float[] weights = new float[rows.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (rows.get(i).getDouble(2) / mean);
        }
        MulticlassLinearSVCModel model =
                svc().setWeightCol("weight").setStandardization(false).fit(dataset(rows));
        assertSameProblem(alone(features(rows), labels(rows), weights, Hinge.WESTON_WATKINS, Bias.FREE), model);
    }

    @Test
    void sparseRowsAreTheSameAsDense() {
        List<Row> sparse = new ArrayList<>();
        List<Row> dense = new ArrayList<>();
        for (Row row : rows) {
            double[] x = new double[40];
            double[] values = ((Vector) row.getAs(1)).toArray();
            for (int k = 0; k < values.length; k++) {
                x[5 * k] = values[k];
            }
            dense.add(RowFactory.create(row.get(0), new DenseVector(x), 1.0));
            sparse.add(RowFactory.create(row.get(0), new DenseVector(x).toSparse(), 1.0));
        }
        TrainingResult alone = alone(features(dense), labels(dense), null, Hinge.WESTON_WATKINS, Bias.NONE);
        for (List<Row> each : List.of(dense, sparse)) {
            assertSameProblem(
                    alone,
                    svc().setFitIntercept(false).setStandardization(false).fit(dataset(each)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "8"})
    void anyNumberOfPartitionsEvenEmptyAndSkewedOnes(int partitions) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparingDouble(row -> row.getDouble(0)));
        Dataset<Row> skewed = dataset(sorted)
                .repartitionByRange(
                        3, functions.when(functions.rand(1).gt(0.1), 0).otherwise(1));
        double gap = 1e-2;
        MulticlassLinearSVC svc = svc().setGap(gap)
                .setFitIntercept(false)
                .setStandardization(false)
                .setNumPartitions(partitions)
                .setMaxBlockSizeInMB(0.001);
        TrainingResult alone = alone(features(rows), labels(rows), null, Hinge.WESTON_WATKINS, Bias.NONE);
        assertSameProblem(alone, svc.fit(dataset(sorted).repartition(partitions)), gap);
        assertSameProblem(alone, svc.fit(skewed), gap);
        assertSameProblem(alone, svc.fit(dataset(sorted).repartition(functions.col("label"))), gap);
    }

    @Test
    void summaryTellsEachRound() {
        MulticlassLinearSVCSummary summary = svc().fit(dataset(rows)).summary().orElseThrow();
        double primal = Double.POSITIVE_INFINITY;
        double dual = 0;
        for (int r = 0; r < summary.rounds().size(); r++) {
            Round round = summary.rounds().get(r);
            assertEquals(r + 1, round.round());
            assertTrue(round.primal() <= primal && round.dual() >= dual);
            assertTrue(round.bytes() > 0 && round.seconds() > 0);
            primal = round.primal();
            dual = round.dual();
        }
    }

    @ParameterizedTest
    @CsvSource({"false,3,0", "true,3,0", "false,1000,0.5", "true,1000,0.5"})
    void whatEndsByRoundsOrTolIsProven(boolean intercept, int maxIter, double tol) {
        MulticlassLinearSVC svc = svc().setFitIntercept(intercept).setStandardization(false);
        MulticlassLinearSVCSummary summary = svc.setGap(1e-9)
                .setMaxIter(maxIter)
                .setTol(tol)
                .fit(dataset(rows))
                .summary()
                .orElseThrow();
        assertTrue(summary.rounds().stream().filter(Round::improves).count() <= 20);
        assertFalse(summary.converged());
        assertTrue(0 < summary.dual() && summary.dual() < summary.primal(), summary::toString);
        Bias bias = intercept ? Bias.FREE : Bias.NONE;
        TrainingResult alone = alone(features(rows), labels(rows), null, Hinge.WESTON_WATKINS, bias);
        assertTrue(summary.dual() <= alone.primal() && alone.dual() <= summary.primal(), summary::toString);
        for (Round round : summary.rounds()) {
            assertTrue(round.dual() <= summary.dual(), round::toString);
        }
    }
}
