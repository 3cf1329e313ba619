package io.github.widemargin.spark;

import io.github.widemargin.LinearSvm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.ClassificationModel;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;

/** What {@link MulticlassLinearSVC} trained: the class of the largest score, W·x + intercept, the first of equals. */
public final class MulticlassLinearSVCModel extends ClassificationModel<Vector, MulticlassLinearSVCModel>
        implements MulticlassLinearSVCParams, MLWritable {
    private static final long serialVersionUID = 1;

    private final String uid;
    private final SvcParams params;
    private final int features;
    private final double[] weights; // features × classes, row-major
    private final double[] intercept;
    private final transient MulticlassLinearSVCSummary summary;

    MulticlassLinearSVCModel(
            String uid, int features, double[] weights, double[] intercept, MulticlassLinearSVCSummary summary) {
        this.uid = uid;
        params = new SvcParams();
        this.features = features;
        this.weights = weights;
        this.intercept = intercept;
        this.summary = summary;
        super();
        params.init(this);
    }

    /**
     * A model with the weights of one that serves without Spark.
     *
     * @throws IllegalArgumentException if its labels are not 0, 1, …, as Spark's are
     */
    public static MulticlassLinearSVCModel of(LinearSvm model) {
        int[] labels = model.labels();
        for (int j = 0; j < labels.length; j++) {
            if (labels[j] != j) {
                throw new IllegalArgumentException(
                        "labels must be 0 to classes - 1 in their order: labels[" + j + "]=" + labels[j]);
            }
        }
        double[] intercept = model.bias() == null ? new double[labels.length] : doubles(model.bias());
        return new MulticlassLinearSVCModel(
                Identifiable.randomUID("mlsvc"), model.features(), doubles(model.weights()), intercept, null);
    }

    private static double[] doubles(float[] a) {
        return IntStream.range(0, a.length).mapToDouble(n -> a[n]).toArray();
    }

    private static float[] floats(double[] a) {
        float[] floats = new float[a.length];
        for (int n = 0; n < a.length; n++) {
            floats[n] = (float) a[n];
        }
        return floats;
    }

    /** The same classifier, which serves without Spark. Its weights are floats. */
    public LinearSvm toLinearSvm() {
        float[] bias = Arrays.stream(intercept).anyMatch(b -> b != 0) ? floats(intercept) : null;
        return LinearSvm.of(
                floats(weights),
                bias,
                features,
                IntStream.range(0, numClasses()).toArray());
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public SvcParams svcParams() {
        return params;
    }

    @Override
    public int numClasses() {
        return intercept.length;
    }

    @Override
    public int numFeatures() {
        return features;
    }

    /** The weights, classes × features. */
    public Matrix coefficientMatrix() {
        return new DenseMatrix(numClasses(), features, weights.clone());
    }

    /** What is added to the scores of each class. */
    public Vector interceptVector() {
        return new DenseVector(intercept.clone());
    }

    /** How it was trained; empty of a model that was read or made of weights. */
    public Optional<MulticlassLinearSVCSummary> summary() {
        return Optional.ofNullable(summary);
    }

    @Override
    public Vector predictRaw(Vector x) {
        if (x.size() != features) {
            throw new IllegalArgumentException(
                    "features must be as many as the model's: size=" + x.size() + ", numFeatures=" + features);
        }
        double[] scores = intercept.clone();
        if (x instanceof SparseVector sparse) {
            int[] indices = sparse.indices();
            for (int n = 0; n < indices.length; n++) {
                add(sparse.values()[n], indices[n], scores);
            }
        } else {
            double[] values = ((DenseVector) x).values();
            for (int k = 0; k < values.length; k++) {
                add(values[k], k, scores);
            }
        }
        return new DenseVector(scores);
    }

    private void add(double x, int k, double[] scores) {
        for (int j = 0; j < scores.length && x != 0; j++) {
            scores[j] += x * weights[k * scores.length + j];
        }
    }

    @Override
    public MulticlassLinearSVCModel copy(ParamMap extra) {
        MulticlassLinearSVCModel copy = new MulticlassLinearSVCModel(uid, features, weights, intercept, summary);
        copyValues(copy, extra);
        return copy.setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new ModelFiles.Writer(this);
    }

    /** Reads what {@code write} wrote. */
    public static MLReader<MulticlassLinearSVCModel> read() {
        return new ModelFiles.Reader();
    }

    /** Reads what {@code save} wrote. */
    public static MulticlassLinearSVCModel load(String path) {
        return read().load(path);
    }

    @Override
    public String toString() {
        return "MulticlassLinearSVCModel: uid=" + uid + ", numClasses=" + numClasses() + ", numFeatures=" + features;
    }

    List<Object> content() {
        return List.of(numClasses(), features, coefficientMatrix(), interceptVector());
    }
}
