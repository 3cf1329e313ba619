package io.github.widemargin;

import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.KernelProvider;
import io.github.widemargin.model.StateFile;
import io.github.widemargin.train.MinibatchSolver;
import io.github.widemargin.train.NotFiniteException;
import io.github.widemargin.train.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Trains on samples as they come, each seen once, by minibatch gradient descent on the hinge of Weston and Watkins. There is no
 * certificate, and samples in an order that has a meaning mislead it; {@link SvmTrainer} is for data that can be gone through again.
 * Belongs to one caller at a time.
 */
public final class StreamTrainer {
    private static final int BATCH = 64;
    private static final String KIND = "WIDESTRM";

    private final int features;
    private final int[] labels;
    private final float regularization;
    private final MinibatchSolver solver;

    private StreamTrainer(int features, int[] labels, float regularization) {
        this.features = features;
        this.labels = labels;
        this.regularization = regularization;
        solver = new MinibatchSolver(KernelProvider.best(), features, labels.length, HingeLoss.PLAIN, regularization);
    }

    /** A trainer for samples of so many features whose labels are among those given, two or more. */
    public static StreamTrainer of(int features, int[] labels, float regularization) {
        Require.notNull(labels, "labels");
        Require.shape(features, labels.length);
        Require.distinct(labels);
        Require.positive(regularization, "regularization");
        int[] sorted = labels.clone();
        Arrays.sort(sorted);
        return new StreamTrainer(features, sorted, regularization);
    }

    /**
     * Goes through samples once, in their order; returns the mean objective of its batches, each before the step it led to.
     * Without samples it is NaN.
     *
     * @throws IllegalArgumentException for a label that is not known, before anything is learned; for an element that is not
     *     finite, when the batches before are learned
     */
    public double partialFit(Samples samples, int[] labels) {
        Require.samples(samples, features);
        Require.notNull(labels, "labels");
        Require.length(labels.length, "labels", samples.size(), "samples.size");
        int[] y = Classes.numbers(labels, this.labels);
        Rows rows = samples.rows();
        double sum = 0;
        for (int from = 0, to; from < y.length; from = to) {
            to = from + Math.min(BATCH, y.length - from);
            try {
                sum += solver.step(rows, from, to, y) * (to - from);
            } catch (NotFiniteException e) {
                throw Require.notFinite(rows, from, to);
            }
        }
        return sum / y.length;
    }

    /** The model learned so far. */
    public LinearSvm model() {
        return LinearSvm.of(solver.weights(), features, labels);
    }

    /** Writes all that a later {@link #load} needs to go on as if nothing had happened. */
    public void save(Path path) throws IOException {
        Require.notNull(path, "path");
        StateFile.write(path, KIND, state -> {
            state.number(features);
            state.number(labels.length);
            state.array(labels);
            state.number((double) regularization);
            solver.visit(state);
        });
    }

    /**
     * Reads what {@code save} wrote.
     *
     * @throws IOException if the file cannot be read, is none of these, or is damaged
     */
    public static StreamTrainer load(Path path) throws IOException {
        Require.notNull(path, "path");
        long size = Files.size(path);
        StreamTrainer[] loaded = new StreamTrainer[1];
        try {
            StateFile.read(path, KIND, state -> {
                int features = state.number(0);
                int classes = state.number(0);
                Require.shape(features, classes);
                Require.that((long) features * classes < size, "the weights must fit the file", "features", features);
                int[] labels = new int[classes];
                state.array(labels);
                loaded[0] = of(features, labels, (float) state.number(0.0));
                loaded[0].solver.visit(state);
            });
        } catch (IllegalArgumentException e) {
            throw new IOException(path + ": damaged: " + e.getMessage(), e);
        }
        if (!loaded[0].solver.isFinite()) {
            throw new IOException(path + ": damaged: its numbers must be finite");
        }
        return loaded[0];
    }
}
