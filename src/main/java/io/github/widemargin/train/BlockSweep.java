package io.github.widemargin.train;

import io.github.widemargin.kernel.GramKernel;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Blocks of dense rows, one after the other. Where their features are two parts, another thread, if there is one, has the second, and while
 * it waits does for the next block what it can.
 */
final class BlockSweep implements Sweep {
    private final DualProblem problem;
    private final DualVariables variables;
    private final RowAscent ascent;
    private final DualWeights weights;
    private final boolean split;
    private final boolean withHelper;
    private final DualBlock[] blocks = new DualBlock[2]; // in turn
    private int violators;
    private double gained;

    BlockSweep(
            DualProblem problem, DualVariables variables, RowAscent ascent, DualWeights weights, boolean withHelper) {
        this.problem = problem;
        this.variables = variables;
        this.ascent = ascent;
        this.weights = weights;
        split = ((GramKernel) weights.sum).parts() > 1;
        this.withHelper = withHelper && split;
        Arrays.setAll(blocks, b -> new DualBlock(weights, problem.classes()));
    }

    @Override
    public double run(Schedule schedule, int epoch, int averaged, Average average) {
        violators = 0;
        gained = 0;
        try (Epoch steps = new Epoch(schedule, epoch, averaged, average)) {
            for (int step = 0; step < schedule.blocks(); step++) {
                steps.run(step);
            }
            steps.end();
        }
        return gained;
    }

    @Override
    public double grown() {
        return Double.NaN;
    }

    @Override
    public int violators() {
        return violators;
    }

    private final class Epoch implements AutoCloseable {
        private final Schedule schedule;
        private final int epoch;
        private final Average average;
        private final int interval;
        private final double share;
        private final RowsAhead ahead;
        private final TwoParts parts;
        private DualBlock last = blocks[1];
        private DualBlock block = blocks[0];
        private volatile DualBlock next; // to be computed ahead; behind the last step this one
        private boolean averages;
        private final IntConsumer score = this::score;
        private final IntConsumer multiply = part -> block.multiply(part);

        Epoch(Schedule schedule, int epoch, int averaged, Average average) {
            this.schedule = schedule;
            this.epoch = epoch;
            this.average = average;
            ahead = new RowsAhead(problem.rows(), variables, schedule);
            parts = new TwoParts(withHelper, () -> ahead.getAsBoolean() || multiplyAhead());
            interval = Math.max(1, schedule.blocks() / averaged);
            share = 1.0 / Math.max(1, schedule.blocks() / interval);
        }

        void run(int step) {
            if (step == 0) {
                take(block, step);
            }
            ahead.set(step + 1);
            averages = step % interval == interval - 1;
            both(score);
            last.clearChanges();
            if (step + 1 < schedule.blocks()) {
                take(last, step + 1);
                next = last;
            }
            if (averages) {
                average.addBias(share, weights);
            }
            block.select(problem, variables, ascent);
            both(multiply);
            block.ascend(variables, ascent);
            gained += block.gained;
            violators += block.violators;
            schedule.settle(step, block, epoch);
            DualBlock swap = last;
            last = block;
            block = swap;
        }

        private void take(DualBlock block, int step) {
            block.take(problem, schedule, schedule.start(step), schedule.size(step));
        }

        private boolean multiplyAhead() {
            DualBlock block = next;
            return block != null && block.multiplyAhead();
        }

        private void both(IntConsumer work) {
            if (split) {
                parts.run(work);
            } else {
                work.accept(0);
            }
        }

        private void score(int part) {
            last.addToWeights(part);
            if (averages) {
                average.add(part, share, weights);
            }
            block.score(part);
        }

        /** Adds what the last block changed. */
        void end() {
            both(last::addToWeights);
            last.clearChanges();
        }

        @Override
        public void close() {
            parts.close();
        }
    }
}
