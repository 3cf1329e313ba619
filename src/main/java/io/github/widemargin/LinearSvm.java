package io.github.widemargin;

import io.github.widemargin.kernel.KernelProvider;
import io.github.widemargin.kernel.Scorer;
import io.github.widemargin.model.LiblinearFile;
import io.github.widemargin.model.LiblinearSolver;
import io.github.widemargin.model.ModelFile;
import io.github.widemargin.train.Rows;
import io.github.widemargin.train.SparseScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trained classifier: the label whose score, the dot product of its column of weights with the sample and its bias, is
 * largest; the first of equals. Immutable and shared freely between threads; once compiled, {@code predict(float[])} and {@code
 * scores} allocate nothing.
 */
public final class LinearSvm {
    private final int features;
    private final int[] labels;
    private final float[] w;
    private final float[] bias; // or null
    private final ModelDetails details;
    private final Scorer scorer;

    private LinearSvm(float[] w, float[] bias, int features, int[] labels, ModelDetails details) {
        this.features = features;
        this.labels = labels;
        this.w = w;
        this.bias = bias;
        this.details = details;
        scorer = KernelProvider.best().scorer(w, bias, features, labels.length);
    }

    /**
     * A classifier with the given weights.
     *
     * @param w features × classes, row-major, finite
     * @param labels what {@code predict} answers, one different number for each class
     */
    public static LinearSvm of(float[] w, int features, int[] labels) {
        return of(w, null, features, labels);
    }

    /**
     * The same with a bias.
     *
     * @param bias what is added to the score of each class, finite; null for nothing
     */
    public static LinearSvm of(float[] w, float[] bias, int features, int[] labels) {
        return of(w, bias, features, labels, null);
    }

    static LinearSvm of(float[] w, float[] bias, int features, int[] labels, ModelInfo info) {
        checkShapes(w, bias, features, labels);
        Require.finite(w, "w");
        if (bias != null) {
            Require.finite(bias, "bias");
        }
        ModelDetails details = new ModelDetails(info, null, null);
        return new LinearSvm(w.clone(), bias == null ? null : bias.clone(), features, labels.clone(), details);
    }

    private static void checkShapes(float[] w, float[] bias, int features, int[] labels) {
        Require.notNull(labels, "labels");
        Require.shape(features, labels.length);
        Require.length(w, "w", features, "features", labels.length, "labels.length");
        Require.distinct(labels);
        if (bias != null) {
            Require.length(bias, "bias", labels.length, "labels.length");
        }
    }

    /** The number of features of a sample. */
    public int features() {
        return features;
    }

    /** The number of classes. */
    public int classes() {
        return labels.length;
    }

    /** The labels, in the order of the classes. */
    public int[] labels() {
        return labels.clone();
    }

    /** The weights, features × classes, row-major. */
    public float[] weights() {
        return w.clone();
    }

    /** What is added to the score of each class, or null. */
    public float[] bias() {
        return bias == null ? null : bias.clone();
    }

    /** How it was trained, if that is known: not of a model of given weights, nor of LIBLINEAR's or an older file's. */
    public Optional<ModelInfo> info() {
        return Optional.ofNullable(details.info());
    }

    /** What the labels stand for, in the order of the classes, if that is known. */
    public Optional<List<String>> labelNames() {
        return Optional.ofNullable(details.labelNames());
    }

    /**
     * The same classifier, which knows what its labels stand for.
     *
     * @param names one for each class in their order, not empty, all different
     */
    public LinearSvm withLabelNames(List<String> names) {
        return new LinearSvm(w, bias, features, labels, details.withLabelNames(names, labels.length));
    }

    /** How its scores become probabilities, if it was calibrated. */
    public Optional<Calibration> calibration() {
        return Optional.ofNullable(details.calibration());
    }

    /**
     * The same classifier, which tells probabilities.
     *
     * @param calibration without an intercept unless there are two classes
     */
    public LinearSvm withCalibration(Calibration calibration) {
        return new LinearSvm(w, bias, features, labels, details.withCalibration(calibration, labels.length));
    }

    /**
     * The same classifier, calibrated to tell probabilities: so that they fit the labels of samples that it was not trained on best.
     * With those it was trained on it would claim too much. {@link SvmTrainer.Builder#calibrationFolds} needs no others.
     *
     * @param labels of the model, one for each sample, two different ones or more
     * @throws IllegalArgumentException also if a score is not finite
     */
    public LinearSvm calibrate(Samples heldOut, int[] labels) {
        Require.samples(heldOut, features);
        Require.notNull(labels, "labels");
        Require.length(labels.length, "labels", heldOut.size(), "samples.size");
        int[] y = classesOf(labels);
        Calibration.requireClasses(y, null);
        return withCalibration(Calibration.fit(scores(heldOut, null), y, classes(), null));
    }

    private int[] classesOf(int[] given) {
        Map<Integer, Integer> classes = new HashMap<>();
        for (int j = 0; j < labels.length; j++) {
            classes.put(labels[j], j);
        }
        int[] y = new int[given.length];
        for (int i = 0; i < y.length; i++) {
            Integer j = classes.get(given[i]);
            if (j == null) {
                throw Require.failed("labels must be those of the model", "labels[" + i + "]", given[i]);
            }
            y[i] = j;
        }
        return y;
    }

    /**
     * The same classifier with its classes in another order. Of equal scores the first in that order wins.
     *
     * @param order the labels of this model, each once
     */
    public LinearSvm ordered(int[] order) {
        Require.notNull(order, "order");
        Require.distinct(order);
        Require.length(order.length, "order", labels.length, "classes");
        float[] orderedW = new float[w.length];
        float[] orderedBias = bias == null ? null : new float[bias.length];
        int[] fromClass = new int[order.length];
        for (int j = 0; j < order.length; j++) {
            int from = indexOf(order[j]);
            Require.that(from >= 0, "order must have the labels of the model", "order[" + j + "]", order[j]);
            fromClass[j] = from;
            for (int k = 0; k < features; k++) {
                orderedW[k * order.length + j] = w[k * order.length + from];
            }
            if (bias != null) {
                orderedBias[j] = bias[from];
            }
        }
        return new LinearSvm(orderedW, orderedBias, features, order.clone(), details.ordered(fromClass));
    }

    private int indexOf(int label) {
        int at = 0;
        while (at < labels.length && labels[at] != label) {
            at++;
        }
        return at < labels.length ? at : -1;
    }

    /** The label of one sample. Throws {@link IllegalArgumentException} if a score is not finite. */
    public int predict(float[] x) {
        checkSample(x);
        int best = scorer.argMax(x, 0);
        if (best < 0) {
            throw Require.notFinite(w, Rows.dense(new float[][] {x}, features), labels.length, 0, 1);
        }
        return labels[best];
    }

    /** The labels of all samples. Throws {@link IllegalArgumentException} if a score is not finite. */
    public int[] predict(Samples samples) {
        Require.samples(samples, features);
        return predict(samples, null);
    }

    /** Those of the samples listed, at their places; null for all. */
    int[] predict(Samples samples, int[] which) {
        Rows rows = samples.rows();
        SparseScorer sparse = rows.isSparse() ? new SparseScorer(KernelProvider.best(), w, bias, rows) : null;
        int[] predicted = new int[samples.size()];
        for (int n = 0; n < (which == null ? predicted.length : which.length); n++) {
            int i = which == null ? n : which[n];
            int best = sparse == null ? scorer.argMax(rows.values(rows.arrayOf(i)), rows.start(i)) : sparse.argMax(i);
            if (best < 0) {
                throw Require.notFinite(w, rows, labels.length, i, i + 1);
            }
            predicted[i] = labels[best];
        }
        return predicted;
    }

    /** Writes the score of every class for one sample to out. What is not finite is passed on. */
    public void scores(float[] x, float[] out) {
        checkSample(x);
        Require.length(out, "out", labels.length, "classes");
        if (out == x) {
            throw Require.failed("out must be an array of its own");
        }
        scorer.scores(x, 0, out);
    }

    /** A row of scores for each of the samples listed, or all for null; finite. */
    float[][] scores(Samples samples, int[] which) {
        Rows rows = samples.rows();
        SparseScorer sparse = rows.isSparse() ? new SparseScorer(KernelProvider.best(), w, bias, rows) : null;
        float[][] scores = new float[which == null ? samples.size() : which.length][labels.length];
        for (int n = 0; n < scores.length; n++) {
            int i = which == null ? n : which[n];
            if (sparse == null) {
                scorer.scores(rows.values(rows.arrayOf(i)), rows.start(i), scores[n]);
            } else {
                sparse.scores(i, scores[n]);
            }
            for (float score : scores[n]) {
                if (!Float.isFinite(score)) {
                    throw Require.notFinite(w, rows, labels.length, i, i + 1);
                }
            }
        }
        return scores;
    }

    /**
     * Writes the probability of every class for one sample to out; they add up to 1, but for rounding. They are NaN if a score is
     * not finite. With two classes the more probable one may be another than {@code predict} answers: a label that is rare among the
     * samples of the calibration may need more than the larger score.
     *
     * @throws IllegalStateException if the model is not calibrated
     */
    public void probabilities(float[] x, float[] out) {
        Calibration calibration = requireCalibration();
        scores(x, out);
        calibration.apply(out);
    }

    /** The same for all samples, a row each. Throws {@link IllegalArgumentException} if a score is not finite. */
    public float[][] probabilities(Samples samples) {
        Calibration calibration = requireCalibration();
        Require.samples(samples, features);
        float[][] rows = scores(samples, null);
        for (float[] row : rows) {
            calibration.apply(row);
        }
        return rows;
    }

    private Calibration requireCalibration() {
        if (details.calibration() == null) {
            throw new IllegalStateException("the model must be calibrated to tell probabilities: by calibrate with"
                    + " held-out samples, or SvmTrainer.Builder.calibrationFolds");
        }
        return details.calibration();
    }

    private void checkSample(float[] x) {
        Require.length(x, "x", features, "features");
    }

    /** Writes the model to a file. An existing file is replaced in one step or, should writing fail, left as it was. */
    public void save(Path path) throws IOException {
        Require.notNull(path, "path");
        ModelFile.write(path, content());
    }

    /**
     * Reads what {@code save} wrote.
     *
     * @throws IOException if the file cannot be read, is no model, is damaged, or is of a newer version
     */
    public static LinearSvm load(Path path) throws IOException {
        Require.notNull(path, "path");
        return of(path, ModelFile.read(path));
    }

    /**
     * Writes the model as the text that LIBLINEAR's {@code predict} reads, version 2.3, whole or not at all as {@code save} does: a
     * one-vs-rest model as of its {@code -s 3}, or {@code -s 1} if squared, all others as of {@code -s 4}, which predicts
     * by the largest score as they do. Of two classes it gets half the difference of their columns, and our first class
     * as its second, which there wins ties. What the model tells beside its weights and labels has no place there.
     */
    public void saveLiblinear(Path path) throws IOException {
        Require.notNull(path, "path");
        LiblinearSolver solver = LiblinearSolver.MCSVM_CS;
        ModelInfo info = details.info();
        if (info != null && info.hinge() == Hinge.ONE_VS_REST) {
            solver = info.squared() ? LiblinearSolver.L2R_L2LOSS_SVC_DUAL : LiblinearSolver.L2R_L1LOSS_SVC_DUAL;
        }
        LiblinearFile.write(path, solver, content());
    }

    /**
     * Reads the model that LIBLINEAR's {@code train} wrote with {@code -s} 1, 2, 3 or 4, or {@code saveLiblinear}. Its
     * weights become floats; a bias B ≥ 0 becomes B times the weight of its feature.
     *
     * @throws IOException if the file cannot be read, is no such model, or is of another kind: logistic regression, regression, of
     *     one class; the message tells the line
     */
    public static LinearSvm loadLiblinear(Path path) throws IOException {
        Require.notNull(path, "path");
        return of(path, LiblinearFile.read(path));
    }

    private ModelFile.Content content() {
        return new ModelFile.Content(features, labels, bias, w, details.metadata());
    }

    /** Of what a reader made, which needs no copy. */
    private static LinearSvm of(Path path, ModelFile.Content content) throws IOException {
        try {
            checkShapes(content.w(), content.bias(), content.features(), content.labels());
            ModelDetails details = ModelDetails.of(content.metadata(), content.labels().length);
            return new LinearSvm(content.w(), content.bias(), content.features(), content.labels(), details);
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }
}
