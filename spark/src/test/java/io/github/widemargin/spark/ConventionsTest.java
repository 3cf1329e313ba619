package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.LinearSvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users of Spark ML expect of an estimator and its model. */
class ConventionsTest extends LocalSpark {
    private final List<Row> rows = clouds(400, 6, 3, 2);
    private final Dataset<Row> dataset = dataset(rows);

    @TempDir
    Path folder;

    @Test
    void paramsHaveSparksNamesAndDefaults() {
        MulticlassLinearSVC svc = new MulticlassLinearSVC();
        String names = Arrays.stream(svc.params()).map(Param::name).sorted().collect(Collectors.joining(" "));
        assertEquals(
                "aggregationDepth featuresCol fitIntercept gap hinge labelCol maxBlockSizeInMB maxIter numPartitions passes"
                        + " predictionCol rawPredictionCol regParam seed solver standardization storageLevel tol weightCol",
                names);
        assertEquals(1e-3, svc.getRegParam());
        assertEquals(true, svc.getFitIntercept());
        assertEquals(true, svc.getStandardization());
        assertEquals(2, svc.getAggregationDepth());
        assertEquals(1e-2, svc.getGap());
        assertEquals("weston-watkins", svc.getHinge());
        for (Param<?> param : svc.params()) {
            assertTrue(svc.explainParams().contains(param.name() + ": "), param.name());
        }
    }

    @Test
    void settersChainAndWrongValuesAreRefused() {
        MulticlassLinearSVC svc = new MulticlassLinearSVC()
                .setRegParam(0.1)
                .setHinge("crammer-singer")
                .setFeaturesCol("features")
                .setGap(0.05)
                .setStorageLevel("MEMORY_ONLY_SER");
        assertEquals("crammer-singer", svc.getHinge());
        assertEquals(0.05, svc.getGap());
        assertThrows(IllegalArgumentException.class, () -> svc.setHinge("logistic"));
        assertThrows(IllegalArgumentException.class, () -> svc.setGap(0));
        assertThrows(IllegalArgumentException.class, () -> svc.setStorageLevel("NONE"));
        assertThrows(IllegalArgumentException.class, () -> svc.setStorageLevel("SOMEWHERE"));
        assertThrows(IllegalArgumentException.class, () -> svc.setRegParam(-1));
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> svc.setRegParam(0).fit(dataset));
        assertEquals("regParam must be above 0: regParam=0.0", e.getMessage());
    }

    @Test
    void copiesAreIndependent() {
        MulticlassLinearSVC svc = new MulticlassLinearSVC().setGap(0.05);
        MulticlassLinearSVC copy = svc.copy(new ParamMap().put(svc.regParam().w(0.5)));
        assertEquals(svc.uid(), copy.uid());
        assertEquals(0.05, copy.getGap());
        assertEquals(0.5, copy.getRegParam());
        assertEquals(1e-3, svc.getRegParam());
        MulticlassLinearSVCModel model = svc.fit(dataset);
        MulticlassLinearSVCModel other = model.copy(ParamMap.empty());
        assertEquals(model.uid(), other.uid());
        assertEquals(svc, other.parent());
        assertEquals(model.summary(), other.summary());
        assertEquals(0.05, other.getGap());
    }

    @Test
    void modelAddsScoresAndPredictions() {
        MulticlassLinearSVCModel model = new MulticlassLinearSVC().fit(dataset);
        assertEquals(3, model.numClasses());
        assertEquals(6, model.numFeatures());
        int right = 0;
        for (Row row : model.transform(dataset).collectAsList()) {
            Vector scores = row.getAs("rawPrediction");
            double prediction = row.getAs("prediction");
            assertEquals(scores.argmax(), (int) prediction);
            Vector x = row.getAs("features");
            for (int j = 0; j < 3; j++) {
                double score = model.interceptVector().apply(j);
                double terms = Math.abs(score);
                for (int k = 0; k < 6; k++) {
                    double term = model.coefficientMatrix().apply(j, k) * x.apply(k);
                    score += term;
                    terms += Math.abs(term);
                }
                assertEquals(score, scores.apply(j), 8 * Math.ulp(terms));
            }
            right += prediction == row.getDouble(0) ? 1 : 0;
        }
        assertTrue(right > 300, "right=" + right);
        assertThrows(
                IllegalArgumentException.class,
                () -> model.predict(new org.apache.spark.ml.linalg.DenseVector(new double[5])));
    }

    @Test
    void isSavedAndLoaded() throws IOException {
        MulticlassLinearSVC svc = new MulticlassLinearSVC().setGap(0.05).setHinge("one-vs-rest");
        String estimator = folder.resolve("estimator").toString();
        svc.save(estimator);
        MulticlassLinearSVC loaded = MulticlassLinearSVC.load(estimator);
        assertEquals(svc.uid(), loaded.uid());
        assertEquals(svc.explainParams(), loaded.explainParams());
        MulticlassLinearSVCModel model = svc.fit(dataset);
        String file = folder.resolve("model").toString();
        model.save(file);
        assertThrows(IOException.class, () -> model.save(file));
        model.write().overwrite().save(file);
        MulticlassLinearSVCModel again = MulticlassLinearSVCModel.load(file);
        assertEquals(model.coefficientMatrix(), again.coefficientMatrix());
        assertEquals(model.interceptVector(), again.interceptVector());
        assertEquals(model.explainParams(), again.explainParams());
        assertEquals(
                model.transform(dataset).select("prediction").collectAsList(),
                again.transform(dataset).select("prediction").collectAsList());
    }

    @Test
    void worksInAPipelineWithNamesForLabels() throws IOException {
        Dataset<Row> named = spark.createDataFrame(
                rows.stream()
                        .map(row -> {
                            double[] x = ((Vector) row.getAs(1)).toArray();
                            return org.apache.spark.sql.RowFactory.create("c" + row.get(0), x[0], x[1], x[2]);
                        })
                        .toList(),
                new org.apache.spark.sql.types.StructType()
                        .add("kind", "string")
                        .add("a", "double")
                        .add("b", "double")
                        .add("c", "double"));
        var indexer =
                new StringIndexer().setInputCol("kind").setOutputCol("label").fit(named);
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {
            indexer,
            new VectorAssembler().setInputCols(new String[] {"a", "b", "c"}).setOutputCol("features"),
            new MulticlassLinearSVC(),
            new IndexToString()
                    .setInputCol("prediction")
                    .setOutputCol("predicted")
                    .setLabels(indexer.labelsArray()[0])
        });
        PipelineModel model = pipeline.fit(named);
        model.save(folder.resolve("pipeline").toString());
        Dataset<Row> predicted =
                PipelineModel.load(folder.resolve("pipeline").toString()).transform(named);
        assertTrue(predicted
                        .filter(functions.col("kind").equalTo(functions.col("predicted")))
                        .count()
                > 200);
    }

    @Test
    void worksInACrossValidator() {
        MulticlassLinearSVC svc = new MulticlassLinearSVC();
        CrossValidatorModel model = new CrossValidator()
                .setEstimator(svc)
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
                .setEstimatorParamMaps(new ParamGridBuilder()
                        .addGrid(svc.regParam(), new double[] {1e-3, 100})
                        .build())
                .setNumFolds(2)
                .setParallelism(2)
                .fit(dataset);
        assertTrue(model.avgMetrics()[0] > model.avgMetrics()[1] - 0.02, Arrays.toString(model.avgMetrics()));
        assertEquals(MulticlassLinearSVCModel.class, model.bestModel().getClass());
    }

    @Test
    void goesOverToTheLibraryAndBack() {
        MulticlassLinearSVCModel model = new MulticlassLinearSVC().fit(dataset);
        LinearSvm alone = model.toLinearSvm();
        int same = 0;
        for (Row row : model.transform(dataset).collectAsList()) {
            float[] x = floats(((Vector) row.getAs("features")).toArray());
            same += alone.predict(x) == (int) (double) row.getAs("prediction") ? 1 : 0;
        }
        assertTrue(same >= rows.size() - 1, "same=" + same); // a tie within rounding may be decided otherwise
        MulticlassLinearSVCModel back = MulticlassLinearSVCModel.of(alone);
        assertArrayEquals(alone.weights(), back.toLinearSvm().weights());
        assertArrayEquals(alone.bias(), back.toLinearSvm().bias());
        assertTrue(back.summary().isEmpty());
        assertEquals(
                "labels must be 0 to classes - 1 in their order: labels[0]=7",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> MulticlassLinearSVCModel.of(
                                        LinearSvm.of(new float[] {1, 2}, 1, new int[] {7, 8})))
                        .getMessage());
    }

    private static float[] floats(double[] a) {
        float[] floats = new float[a.length];
        IntStream.range(0, a.length).forEach(n -> floats[n] = (float) a[n]);
        return floats;
    }

    @Test
    void columnsMayHaveOtherNamesAndTypes() {
        Dataset<Row> other = dataset.select(
                functions.col("label").cast("int").as("y"),
                functions.col("features").as("x"),
                functions.col("weight").cast("float").as("w"));
        MulticlassLinearSVCModel model = new MulticlassLinearSVC()
                .setLabelCol("y")
                .setFeaturesCol("x")
                .setWeightCol("w")
                .setPredictionCol("p")
                .setRawPredictionCol("r")
                .fit(other);
        Dataset<Row> predicted = model.transform(other);
        assertEquals(SQLDataTypes.VectorType(), predicted.schema().apply("r").dataType());
        assertTrue(predicted.filter("p = y").count() > 300);
    }
}
