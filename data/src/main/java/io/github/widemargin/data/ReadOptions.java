package io.github.widemargin.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** How to read a data file. Immutable: each method answers options that differ in one thing. */
public final class ReadOptions {
    /** Labels where they usually are, features from the file, bytes scaled, the header of CSV recognised. */
    public static final ReadOptions DEFAULTS = new ReadOptions();

    private Path labels;
    private boolean labelsWanted = true;
    private int features;
    private boolean featuresLeftOut = true;
    private int firstIndex = 1;
    private boolean scaleBytes = true;
    private Boolean header;
    private String labelColumn;
    private List<String> labelNames = List.of();
    private ReadListener listener = (bytes, size) -> {};

    private ReadOptions() {}

    private ReadOptions with(Consumer<ReadOptions> change) {
        ReadOptions copy = new ReadOptions();
        copy.labels = labels;
        copy.labelsWanted = labelsWanted;
        copy.features = features;
        copy.featuresLeftOut = featuresLeftOut;
        copy.firstIndex = firstIndex;
        copy.scaleBytes = scaleBytes;
        copy.header = header;
        copy.labelColumn = labelColumn;
        copy.labelNames = labelNames;
        copy.listener = listener;
        change.accept(copy);
        return copy;
    }

    /** The file of the labels, for formats that keep them apart, IDX and NPY; null to find it by its usual name. */
    public ReadOptions withLabels(Path labels) {
        return with(options -> options.labels = labels);
    }

    /**
     * Whether to read the labels where they are in a file, an array or a column of their own. Otherwise that need not be
     * there, and there are no labels. Of CSV all columns are then features, unless a label column is set, or {@link
     * #withFeatures features} is and the file has another number of columns.
     */
    public ReadOptions withLabelsWanted(boolean labelsWanted) {
        return with(options -> options.labelsWanted = labelsWanted);
    }

    /**
     * The number of features, for formats that do not state it, LIBSVM: larger indices are left out, as LIBLINEAR does, and
     * missing ones are zero; 0 to take the largest index of the file.
     *
     * @throws IllegalArgumentException if features is negative
     */
    public ReadOptions withFeatures(int features) {
        if (features < 0) {
            throw new IllegalArgumentException("features must not be negative: features=" + features);
        }
        return with(options -> options.features = features);
    }

    /** Whether indices beyond {@link #withFeatures features} are left out, as unless this is called; otherwise they are an error. */
    public ReadOptions withFeaturesLeftOut(boolean featuresLeftOut) {
        return with(options -> options.featuresLeftOut = featuresLeftOut);
    }

    /**
     * What LIBSVM text calls its first feature: 1 unless this is called. An index of 0 is an error then, rather than a sign
     * that the file counts from 0, as another file of the same kind might not have it.
     *
     * @throws IllegalArgumentException if it is neither 0 nor 1
     */
    public ReadOptions withFirstIndex(int firstIndex) {
        if (firstIndex != 0 && firstIndex != 1) {
            throw new IllegalArgumentException("firstIndex must be 0 or 1: firstIndex=" + firstIndex);
        }
        return with(options -> options.firstIndex = firstIndex);
    }

    /** Whether bytes become value / 255, in [0, 1]; otherwise they stay 0 to 255. */
    public ReadOptions withScaleBytes(boolean scaleBytes) {
        return with(options -> options.scaleBytes = scaleBytes);
    }

    /**
     * Whether CSV begins with the names of its columns. Unless this is called it does if a column's first field is no number
     * but its second is.
     */
    public ReadOptions withHeader(boolean header) {
        return with(options -> options.header = header);
    }

    /** The column of CSV that holds the labels: its name or, if no column has that name, its position from 1; null for the last. */
    public ReadOptions withLabelColumn(String labelColumn) {
        return with(options -> options.labelColumn = labelColumn);
    }

    /**
     * The names that stand in CSV for the labels 0, 1, …, in this order: those of {@link LabeledSamples#labelNames} of the
     * samples that a model was trained on, so that others get the same labels. None to take the file's.
     *
     * @throws IllegalArgumentException if a name is there twice
     */
    public ReadOptions withLabelNames(List<String> labelNames) {
        if (labelNames.stream().distinct().count() < labelNames.size()) {
            throw new IllegalArgumentException("label names must differ: labelNames=" + labelNames);
        }
        List<String> names = List.copyOf(labelNames);
        return with(options -> options.labelNames = names);
    }

    /** Is called while a file is read, on the reading thread; not of NPZ. */
    public ReadOptions withListener(ReadListener listener) {
        if (listener == null) {
            throw new IllegalArgumentException("listener must not be null");
        }
        return with(options -> options.listener = listener);
    }

    Path labels() {
        return labels;
    }

    boolean labelsWanted() {
        return labelsWanted;
    }

    int features() {
        return features;
    }

    boolean featuresLeftOut() {
        return featuresLeftOut;
    }

    int firstIndex() {
        return firstIndex;
    }

    boolean scaleBytes() {
        return scaleBytes;
    }

    /** Null to find out. */
    Boolean header() {
        return header;
    }

    String labelColumn() {
        return labelColumn;
    }

    ReadListener listener() {
        return listener;
    }

    List<String> labelNames() {
        return labelNames;
    }
}
