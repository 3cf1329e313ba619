package io.github.widemargin.spark;

import org.apache.spark.ml.util.DatasetUtils$;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Option;

/** Where rows have what a training reads. */
final class Columns {
    static final int LABEL = 0;
    static final int WEIGHT = 1;
    static final int FEATURES = 2;

    private Columns() {}

    /**
     * Label, weight and features. A job that reads them fails at labels and weights that are not allowed, and names the value.
     * Spark's check of vectors takes longer than all the rest: {@link Statistics} sees to them.
     */
    static Dataset<Row> select(
            Dataset<?> dataset, String label, Option<Object> classes, Option<String> weight, String features) {
        DatasetUtils$ checks = DatasetUtils$.MODULE$;
        Column weights = weight.isDefined() ? checks.checkNonNegativeWeights(weight) : functions.lit(1.0);
        return dataset.select(checks.checkClassificationLabels(label, classes), weights, functions.col(features));
    }
}
