package io.github.widemargin.spark;

import io.github.widemargin.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests with Spark in local mode, and made-up rows. */
abstract class LocalSpark {
    static final StructType SCHEMA = new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType())
            .add("weight", DataTypes.DoubleType);

    static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.cleaner.referenceTracking", "false") // what is left stays
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.warehouse.dir", "target/warehouse")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    /** Overlapping clouds of some classes, one after the other, far from the origin. */
    static List<Row> clouds(int rows, int features, int classes, long seed) {
        Random random = new Random(seed);
        double[][] centre = new double[classes][features];
        for (double[] each : centre) {
            for (int k = 0; k < features; k++) {
                each[k] = 2 + random.nextGaussian();
            }
        }
        List<Row> list = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int label = i % classes;
            double[] x = new double[features];
            for (int k = 0; k < features; k++) {
                x[k] = 0.1 * (k + 1) * (centre[label][k] + random.nextGaussian());
            }
            list.add(RowFactory.create((double) label, new DenseVector(x), 0.5 + random.nextDouble()));
        }
        return list;
    }

    static Dataset<Row> dataset(List<Row> rows) {
        return spark.createDataFrame(rows, SCHEMA);
    }

    static double[][] features(List<Row> rows) {
        return rows.stream().map(row -> ((Vector) row.getAs(1)).toArray()).toArray(double[][]::new);
    }

    static Samples samples(double[][] x) {
        int features = x[0].length;
        float[] flat = new float[x.length * features];
        for (int n = 0; n < flat.length; n++) {
            flat[n] = (float) x[n / features][n % features];
        }
        return Samples.dense(flat, features);
    }
}
