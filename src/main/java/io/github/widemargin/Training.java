package io.github.widemargin;

import io.github.widemargin.kernel.HingeLoss;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.model.StateFile;
import io.github.widemargin.model.Version;
import io.github.widemargin.train.DualProblem;
import io.github.widemargin.train.DualSolver;
import io.github.widemargin.train.NotFiniteException;
import io.github.widemargin.train.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** One use of a trainer. */
final class Training {
    private static final String CHECKPOINT = "WIDECHKP";
    private static final String SOLVER = "dual coordinate ascent";

    private final SvmTrainer.Builder settings;
    private final Samples samples;
    private final OptionalLong nonzeros;
    private final Classes classes;
    private final float[] sampleWeights;
    private final HingeLoss loss;
    private final Kernels kernels;
    private long start = System.nanoTime();
    private long saved = start;
    private boolean stop;
    private Long fingerprint; // of the samples, once it is wanted

    Training(SvmTrainer.Builder settings, Samples samples, Classes classes, float[] sampleWeights, Kernels kernels) {
        this.settings = settings;
        this.samples = samples.forTraining();
        nonzeros = samples.isSparse() ? OptionalLong.of(samples.elements()) : OptionalLong.empty();
        this.classes = classes;
        this.sampleWeights = sampleWeights;
        this.kernels = kernels;
        loss = new HingeLoss(settings.hinge.kind, settings.squared, settings.margin, classWeights());
    }

    private float[] classWeights() {
        if (!settings.balanced && settings.classWeights.isEmpty()) {
            return null;
        }
        settings.classWeights.forEach((label, weight) -> Require.that(
                Arrays.binarySearch(classes.labels(), label) >= 0,
                "class weights must be of labels that occur",
                "label",
                label));
        float[] weights = new float[classes.count()];
        int[] count = new int[classes.count()];
        for (int yi : classes.y()) {
            count[yi]++;
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] = settings.balanced ? (float) ((double) samples.size() / weights.length / count[j]) : 1;
            weights[j] *= settings.classWeights.getOrDefault(classes.labels()[j], 1f);
        }
        return weights;
    }

    /** Begins with a model, or what a checkpoint has, if there are. */
    TrainingResult run(float reg, LinearSvm model) {
        try {
            DualSolver solver = solver(reg);
            if (settings.checkpoint != null && Files.exists(settings.checkpoint)) {
                StateFile.read(settings.checkpoint, CHECKPOINT, state -> visit(solver, reg, state));
                if (!solver.isFinite()) {
                    throw new IOException(settings.checkpoint + ": damaged: its numbers must be finite");
                }
            } else if (model != null) {
                solver.begin(model.weights(), model.bias());
            }
            return run(solver, 0, reg);
        } catch (NotFiniteException e) {
            throw Require.notFinite(samples.rows(), 0, samples.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes from the largest regularisation to the smallest, each from where the last ended. */
    List<TrainingResult> path(float[] regularizations) {
        List<Integer> order = IntStream.range(0, regularizations.length)
                .boxed()
                .sorted(Comparator.comparing(r -> -regularizations[r]))
                .toList();
        TrainingResult[] results = new TrainingResult[regularizations.length];
        try {
            DualSolver solver = null;
            for (int r : order) {
                float reg = regularizations[r];
                start = System.nanoTime();
                if (solver == null) {
                    solver = solver(reg);
                } else {
                    solver.setRegularization(reg);
                }
                results[r] = run(solver, solver.epoch(), reg);
            }
        } catch (NotFiniteException e) {
            throw Require.notFinite(samples.rows(), 0, samples.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(results);
    }

    private DualSolver solver(float reg) throws NotFiniteException {
        DualProblem problem =
                new DualProblem(samples.rows(), classes.y(), classes.count(), sampleWeights, loss, settings.bias.kind);
        return new DualSolver(problem, reg, kernels, settings.threads, settings.seed);
    }

    /** Epochs count from those of the solver that came first. */
    private TrainingResult run(DualSolver solver, int first, float reg) throws NotFiniteException, IOException {
        Validation validation = settings.validation == null ? null : new Validation(settings);
        StopReason reason = first < solver.epoch() || solver.gap() <= settings.gap
                ? reason(solver, solver.epoch() - first, null)
                : null;
        while (reason == null) {
            solver.runEpoch(settings.gap, validation != null);
            settings.listener.epochEnded(new Epoch(
                    solver.epoch() - first,
                    seconds(),
                    solver.primal(),
                    solver.dualEstimate(),
                    solver.violators(),
                    solver.skipped(),
                    () -> model(solver, first, reg),
                    () -> stop = true));
            if (validation != null) {
                validation.check(result(solver, first, reg, StopReason.VALIDATION), !solver.isApproaching());
            }
            reason = reason(solver, solver.epoch() - first, validation);
            save(solver, reg, reason != null);
        }
        solver.finish();
        if (reason == StopReason.VALIDATION) {
            return validation.best(solver.dual(), solver.epoch() - first, seconds());
        }
        return result(solver, first, reg, solver.gap() <= settings.gap ? StopReason.GAP : reason);
    }

    private StopReason reason(DualSolver solver, int epochs, Validation validation) {
        if (solver.gap() <= settings.gap) {
            return StopReason.GAP;
        }
        if (validation != null && validation.isOver()) {
            return StopReason.VALIDATION;
        }
        if (stop) {
            return StopReason.REQUEST;
        }
        if (Thread.currentThread().isInterrupted()) {
            return StopReason.INTERRUPT;
        }
        if (seconds() >= settings.seconds) {
            return StopReason.TIME;
        }
        return epochs >= settings.epochs ? StopReason.EPOCHS : null;
    }

    private TrainingResult result(DualSolver solver, int first, float reg, StopReason reason) {
        return new TrainingResult(
                model(solver, first, reg), solver.primal(), solver.dual(), solver.epoch() - first, seconds(), reason);
    }

    private LinearSvm model(DualSolver solver, int first, float reg) {
        ModelInfo info = new ModelInfo(
                Version.LIBRARY,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                SOLVER,
                settings.hinge,
                settings.squared,
                reg,
                solver.gap(),
                samples.size(),
                nonzeros,
                solver.epoch() - first,
                settings.seed);
        return LinearSvm.of(solver.weights(), solver.bias(), samples.features(), classes.labels(), info);
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private void save(DualSolver solver, float reg, boolean last) throws IOException {
        Path path = settings.checkpoint;
        if (path != null && (last || (System.nanoTime() - saved) / 1e9 >= settings.checkpointSeconds)) {
            boolean interrupted = Thread.interrupted(); // an interrupt would close the file
            try {
                StateFile.write(path, CHECKPOINT, state -> visit(solver, reg, state));
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            saved = System.nanoTime();
        }
    }

    /** The solver's state, after what tells whether it belongs to these samples and settings. */
    private void visit(DualSolver solver, float reg, State state) {
        if (fingerprint == null) {
            fingerprint = samples.rows().fingerprint();
        }
        same(state, "other samples", samples.size(), samples.features());
        same(state, "other samples", Long.hashCode(fingerprint), fingerprint.intValue());
        same(state, "other labels", Arrays.hashCode(classes.labels()), Arrays.hashCode(classes.y()));
        same(state, "other weights", Arrays.hashCode(sampleWeights), Arrays.hashCode(loss.classWeights()));
        String hinge = loss.kind() + " " + loss.squared();
        same(state, "another hinge", hinge.hashCode());
        same(state, "another margin", Float.floatToIntBits(loss.margin()));
        same(state, "another bias", settings.bias.ordinal());
        same(state, "another regularisation", Float.floatToIntBits(reg));
        same(state, "another seed", (int) settings.seed, (int) (settings.seed >>> 32));
        same(state, "another machine's vectors", kernels.name().hashCode(), kernels.lanes());
        solver.visit(state);
    }

    private void same(State state, String otherwise, int... numbers) {
        for (int number : numbers) {
            if (state.number(number) != number) {
                throw new UncheckedIOException(
                        new IOException(settings.checkpoint + ": the checkpoint is of " + otherwise));
            }
        }
    }
}
