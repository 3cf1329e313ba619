package io.github.widemargin.spark;

import java.io.Serializable;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** What is to be known of all rows before they are packed: how many, of which size, their labels, means and deviations. */
final class Statistics implements Serializable {
    private static final long serialVersionUID = 1;

    /** What part of a feature's squares may be left of a constant by the rounding of double sums, 1e-16 of them for each row at worst. */
    private static final double ROUNDING = 1e-12;

    private int features = -1;
    private long rows;
    private long nonzeros;
    private double weight;
    private double squaredWeight;
    private int largestLabel = -1;
    private double[] shift; // what values are counted from, so that their squares cancel little
    private boolean shifted;
    private double[] sum; // of the weighted distances from shift
    private double[] squares;

    /** Adds a row. */
    Statistics add(Row row) {
        Vector x = row.getAs(Columns.FEATURES);
        if (x == null) {
            throw new IllegalArgumentException("Vectors MUST NOT be Null");
        }
        if (features < 0) {
            begin(x);
        }
        requireSize(x.size());
        double w = row.getDouble(Columns.WEIGHT);
        rows++;
        weight += w;
        squaredWeight += w * w;
        largestLabel = Math.max(largestLabel, (int) row.getDouble(Columns.LABEL));
        if (x instanceof SparseVector sparse && !shifted) {
            addNonzeros(sparse.indices(), sparse.values(), w);
        } else {
            addAll(x.toDense().values(), w);
        }
        requireFinite(x);
        return this;
    }

    private void begin(Vector x) {
        features = x.size();
        shifted = x instanceof DenseVector;
        shift = shifted ? x.toArray().clone() : new double[features];
        sum = new double[features];
        squares = new double[features];
    }

    private void requireSize(int size) {
        if (size != features) {
            throw new IllegalArgumentException(
                    "vectors must have the same size: size=" + size + ", size of others=" + features);
        }
    }

    /** In Spark's words. */
    private static void requireFinite(Vector x) {
        double zero = 0;
        for (double value : x instanceof SparseVector sparse ? sparse.values() : ((DenseVector) x).values()) {
            zero += 0 * value;
        }
        if (Double.isNaN(zero)) {
            throw new IllegalArgumentException("Vector values MUST NOT be NaN or Infinity, but got " + x);
        }
    }

    private void addAll(double[] x, double w) {
        long count = 0;
        for (int k = 0; k < x.length; k++) {
            double distance = x[k] - shift[k];
            sum[k] += w * distance;
            squares[k] += w * distance * distance;
            count += x[k] != 0 ? 1 : 0;
        }
        nonzeros += count;
    }

    private void addNonzeros(int[] index, double[] x, double w) {
        for (int n = 0; n < index.length; n++) {
            sum[index[n]] += w * x[n];
            squares[index[n]] += w * x[n] * x[n];
        }
        nonzeros += index.length;
    }

    /** Adds the rows of another. */
    Statistics merge(Statistics other) {
        if (other.features < 0) {
            return this;
        }
        if (features < 0) {
            return other;
        }
        requireSize(other.features);
        for (int k = 0; k < features; k++) {
            double by = other.shift[k] - shift[k]; // their values from our shift on
            squares[k] += other.squares[k] + 2 * by * other.sum[k] + by * by * other.weight;
            sum[k] += other.sum[k] + by * other.weight;
        }
        rows += other.rows;
        nonzeros += other.nonzeros;
        weight += other.weight;
        squaredWeight += other.squaredWeight;
        largestLabel = Math.max(largestLabel, other.largestLabel);
        return this;
    }

    long rows() {
        return rows;
    }

    int features() {
        return features;
    }

    double weight() {
        return weight;
    }

    int largestLabel() {
        return largestLabel;
    }

    /** The share of elements that are not zero. */
    double density() {
        return (double) nonzeros / rows / features;
    }

    /** One over each feature's standard deviation, that of a sample, weighted as Spark's; 0 for a constant. */
    double[] inverseDeviations() {
        double freedom = weight - squaredWeight / weight;
        double[] inverse = new double[features];
        for (int k = 0; k < features; k++) {
            double deviations = squares[k] - sum[k] * sum[k] / weight; // squared
            inverse[k] = deviations > ROUNDING * squares[k] ? Math.sqrt(freedom / deviations) : 0;
        }
        return inverse;
    }

    /** The weighted mean of ‖x‖², features times factor, or as they are if it is null. */
    double meanSquaredLength(double[] factor) {
        double length = 0;
        for (int k = 0; k < features; k++) {
            double square = squares[k] + 2 * shift[k] * sum[k] + shift[k] * shift[k] * weight;
            length += square * (factor == null ? 1 : factor[k] * factor[k]);
        }
        return length / weight;
    }
}
