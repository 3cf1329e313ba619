package io.github.widemargin;

import io.github.widemargin.model.LiblinearFile;
import io.github.widemargin.model.LiblinearSolver;
import io.github.widemargin.model.Metadata;
import io.github.widemargin.model.ModelFile;
import io.github.widemargin.model.NumpyFile;
import io.github.widemargin.model.OnnxFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
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
    private static final int MOST_SHOWN = 10;

    private final int features;
    private final int[] labels;
    private final float[] w; // with slack
    private final float[] bias; // or null
    private final Scoring scoring;
    private final ModelDetails details;

    private LinearSvm(float[] w, float[] bias, int features, int[] labels, ModelDetails details) {
        this.features = features;
        this.labels = labels;
        this.w = w;
        this.bias = bias;
        this.details = details;
        scoring = new Scoring(w, bias, features, labels.length);
    }

    /** The same, and more known of it. */
    private LinearSvm(LinearSvm other, ModelDetails details) {
        features = other.features;
        labels = other.labels;
        w = other.w;
        bias = other.bias;
        scoring = other.scoring;
        this.details = details;
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
        checkShapes(bias, features, labels);
        Require.length(w, "w", features, "features", labels.length, "labels.length");
        Require.finite(w, "w");
        if (bias != null) {
            Require.finite(bias, "bias");
        }
        return of(w, bias, features, labels, null);
    }

    /** One that was trained, whose weights need no check. */
    static LinearSvm of(float[] w, float[] bias, int features, int[] labels, ModelInfo info) {
        ModelDetails details = new ModelDetails(info, null, null);
        return new LinearSvm(withSlack(w), bias == null ? null : bias.clone(), features, labels.clone(), details);
    }

    /** The same classifier, proven later to be as near the optimum as that. */
    LinearSvm withGap(double gap) {
        return new LinearSvm(this, details.withGap(gap));
    }

    private static float[] withSlack(float[] w) {
        return Arrays.copyOf(w, w.length + Scoring.SLACK);
    }

    private static void checkShapes(float[] bias, int features, int[] labels) {
        Require.notNull(labels, "labels");
        Require.shape(features, labels.length);
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
        return Arrays.copyOf(w, features * labels.length);
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
        return new LinearSvm(this, details.withLabelNames(names, labels.length));
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
        return new LinearSvm(this, details.withCalibration(calibration, labels.length));
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
        return withCalibration(Calibration.fit(scores(heldOut, null, 1), y, classes(), null));
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
        float[] orderedW = new float[w.length]; // with slack
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
        Require.length(x, "x", features, "features");
        return predict(x, 0);
    }

    /** The same for the sample that begins at an offset in x. */
    public int predict(float[] x, int offset) {
        Require.sample(x, offset, features);
        int best = scoring.dense().argMax(x, offset);
        if (best < 0) {
            throw Require.notFinite(x, offset, features);
        }
        return labels[best];
    }

    /**
     * The label of one sample of which all other features are zero, in a time that follows the nonzeros. Throws {@link
     * IllegalArgumentException} if a score is not finite.
     *
     * @param index features, from 0, in any order
     * @param value theirs
     */
    public int predict(int[] index, float[] value) {
        Require.notNull(index, "index");
        return predict(index, value, 0, index.length);
    }

    /** The same for the elements [from, to) of index and value. */
    public int predict(int[] index, float[] value, int from, int to) {
        Require.nonzeros(index, value, from, to, features);
        int best = scoring.sparse().argMax(index, value, from, to);
        if (best < 0) {
            throw Require.notFinite(index, value, from, to);
        }
        return labels[best];
    }

    /**
     * The labels of all samples, whose scores may differ from those of one sample alone in the last bits. Throws {@link
     * IllegalArgumentException} if a score is not finite.
     */
    public int[] predict(Samples samples) {
        return predict(samples, 1);
    }

    /** The same with so many threads at most, at least 1: the caller and others of the common pool. */
    public int[] predict(Samples samples, int threads) {
        Require.samples(samples, features);
        Require.threads(threads);
        return predict(samples, null, threads);
    }

    /** Those of the samples listed, in this order; null for all. */
    int[] predict(Samples samples, int[] which, int threads) {
        int[] predicted = scoring.best(samples, which, threads);
        for (int n = 0; n < predicted.length; n++) {
            predicted[n] = labels[predicted[n]];
        }
        return predicted;
    }

    /** A row of scores for each of the samples listed, or all for null; finite. */
    float[][] scores(Samples samples, int[] which, int threads) {
        return scoring.scores(samples, which, threads);
    }

    /** Writes the score of every class for one sample to out. What is not finite is passed on. */
    public void scores(float[] x, float[] out) {
        Require.length(x, "x", features, "features");
        scores(x, 0, out);
    }

    /** The same for the sample that begins at an offset in x. */
    public void scores(float[] x, int offset, float[] out) {
        Require.sample(x, offset, features);
        requireOut(out, x);
        scoring.dense().scores(x, offset, out, 0);
    }

    /** The same for one sample of which all features but those of index are zero. */
    public void scores(int[] index, float[] value, float[] out) {
        Require.notNull(index, "index");
        scores(index, value, 0, index.length, out);
    }

    /** The same for the elements [from, to) of index and value. */
    public void scores(int[] index, float[] value, int from, int to, float[] out) {
        Require.nonzeros(index, value, from, to, features);
        requireOut(out, value);
        scoring.sparse().scores(index, value, from, to, out, 0);
    }

    /** Writes the scores of all samples, samples × classes, row-major. What is not finite is passed on. */
    public void scores(Samples samples, float[] out) {
        scores(samples, 1, out);
    }

    /** The same with so many threads at most, at least 1: the caller and others of the common pool. */
    public void scores(Samples samples, int threads, float[] out) {
        Require.samples(samples, features);
        Require.threads(threads);
        Require.length(out, "out", samples.size(), "samples.size", labels.length, "classes");
        if (samples.holds(out)) {
            throw Require.failed("out must be an array of its own");
        }
        scoring.scores(samples, threads, out);
    }

    /**
     * Writes the labels of the largest scores, the largest first; of equals that of the earlier class.
     *
     * @param scores of every class, as {@code scores} writes them
     * @param top as many as there is room for, at most classes
     */
    public void top(float[] scores, int[] top) {
        Require.length(scores, "scores", labels.length, "classes");
        Require.notNull(top, "top");
        if (top.length > labels.length) {
            throw Require.failed(
                    "top.length must be at most classes", "top.length", top.length, "classes", labels.length);
        }
        Require.finite(scores, "scores");
        TopClasses.find(scores, top);
        for (int n = 0; n < top.length; n++) {
            top[n] = labels[top[n]];
        }
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

    /** The same for the sample that begins at an offset in x. */
    public void probabilities(float[] x, int offset, float[] out) {
        Calibration calibration = requireCalibration();
        scores(x, offset, out);
        calibration.apply(out);
    }

    /** The same for one sample of which all features but those of index are zero. */
    public void probabilities(int[] index, float[] value, float[] out) {
        Require.notNull(index, "index");
        probabilities(index, value, 0, index.length, out);
    }

    /** The same for the elements [from, to) of index and value. */
    public void probabilities(int[] index, float[] value, int from, int to, float[] out) {
        Calibration calibration = requireCalibration();
        scores(index, value, from, to, out);
        calibration.apply(out);
    }

    /** The same for all samples, samples × classes, row-major. */
    public void probabilities(Samples samples, float[] out) {
        probabilities(samples, 1, out);
    }

    /** The same with so many threads at most, at least 1: the caller and others of the common pool. */
    public void probabilities(Samples samples, int threads, float[] out) {
        Calibration calibration = requireCalibration();
        scores(samples, threads, out);
        for (int at = 0; at < out.length; at += labels.length) {
            calibration.apply(out, at, labels.length);
        }
    }

    private Calibration requireCalibration() {
        if (details.calibration() == null) {
            throw new IllegalStateException("the model must be calibrated to tell probabilities: by calibrate with"
                    + " held-out samples, or SvmTrainer.Builder.calibrationFolds");
        }
        return details.calibration();
    }

    /**
     * Returns when the JVM has compiled what answers for {@code predict(float[])} and {@code scores(float[], float[])}; until then
     * plain loops do, with the same results. Without this call a thread of its own sees to it, after some hundred calls.
     *
     * @return how long that took: mostly less than a second, at most some; some hundredths if another model was warm before
     */
    public Duration warmUp() {
        float[] x = new float[features];
        float[] out = new float[labels.length];
        return scoring.warmUp(() -> {
            predict(x);
            scores(x, out);
        });
    }

    /** The same for {@code predict(int[], float[])} and {@code scores(int[], float[], float[])}. */
    public Duration warmUpSparse() {
        int[] index = {0};
        float[] value = {0}; // scores are finite whatever the weights
        float[] out = new float[labels.length];
        return scoring.warmUpSparse(() -> {
            predict(index, value);
            scores(index, value, out);
        });
    }

    private void requireOut(float[] out, float[] in) {
        Require.length(out, "out", labels.length, "classes");
        if (out == in) {
            throw Require.failed("out must be an array of its own");
        }
    }

    /** Features, classes and labels, for logs. */
    @Override
    public String toString() {
        int shown = Math.min(labels.length, MOST_SHOWN);
        String list = Arrays.toString(Arrays.copyOf(labels, shown));
        return "LinearSvm[features=" + features + ", classes=" + labels.length + ", labels="
                + (shown < labels.length ? list.replace("]", ", …]") : list) + "]";
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
        return of(path, ModelFile.read(path, Scoring.SLACK));
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
        ModelFile.Content content = LiblinearFile.read(path);
        return of(path, content.withW(withSlack(content.w())));
    }

    /**
     * Writes the model for ONNX Runtime and whatever else runs ONNX of opset 12, whole or not at all as {@code save} does. Of the
     * input {@code x}, float [batch, features], it answers {@code label}, int64 [batch], or string where the labels have names, {@code scores}, float [batch, classes], and, if it is calibrated, {@code probabilities}, too.
     * Of equal scores the first wins, as here; samples that are not finite are not refused.
     *
     * @throws IllegalArgumentException if the file would take 2³¹ bytes or more, which ONNX cannot; nothing is written
     */
    public void saveOnnx(Path path) throws IOException {
        Require.notNull(path, "path");
        Calibration calibration = details.calibration();
        OnnxFile.write(
                path,
                content(details.infoMetadata()),
                details.labelNames(),
                calibration == null ? null : new OnnxFile.Calibration(calibration.slope(), calibration.intercept()));
    }

    /**
     * Writes the model as NumPy's arrays by scikit-learn's names, whole or not at all as {@code save} does: {@code coef_}, float32
     * [classes, features], {@code intercept_}, float32 [classes], zeros without a bias, and {@code classes_}, int64 [classes], or text where the labels have names.
     * Two classes have two rows, too, where scikit-learn would have their difference.
     */
    public void saveNpz(Path path) throws IOException {
        Require.notNull(path, "path");
        NumpyFile.writeNpz(path, content(), details.labelNames());
    }

    /** Writes only the weights, as NumPy's array of float32 [classes, features], whole or not at all as {@code save} does. */
    public void saveNpy(Path path) throws IOException {
        Require.notNull(path, "path");
        NumpyFile.writeNpy(path, content());
    }

    private ModelFile.Content content() {
        return content(details.metadata());
    }

    private ModelFile.Content content(Metadata metadata) {
        return new ModelFile.Content(features, labels, bias, weights(), metadata);
    }

    /** Of what a reader made, with slack: it needs no copy. */
    private static LinearSvm of(Path path, ModelFile.Content content) throws IOException {
        try {
            checkShapes(content.bias(), content.features(), content.labels());
            ModelDetails details = ModelDetails.of(content.metadata(), content.labels().length);
            return new LinearSvm(content.w(), content.bias(), content.features(), content.labels(), details);
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }
}
