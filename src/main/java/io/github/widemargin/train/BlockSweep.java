package io.github.widemargin.train;

import java.util.Arrays;

/** Blocks of dense rows, one scored by another thread, if there is one, while the one before is improved. */
final class BlockSweep implements Sweep {
    private final DualProblem problem;
    private final DualVariables variables;
    private final RowAscent ascent;
    private final DualWeights weights;
    private final boolean withHelper;
    private final DualBlock[] blocks = new DualBlock[3]; // added, improved and scored in turn
    private int violators;
    private double gained;

    BlockSweep(
            DualProblem problem, DualVariables variables, RowAscent ascent, DualWeights weights, boolean withHelper) {
        this.problem = problem;
        this.variables = variables;
        this.ascent = ascent;
        this.weights = weights;
        this.withHelper = withHelper;
        Arrays.setAll(blocks, b -> new DualBlock(weights, problem.classes()));
    }

    @Override
    public double run(Schedule schedule, int epoch, int averaged, Average average) {
        violators = 0;
        gained = 0;
        new Epoch(schedule, epoch, averaged, average).run(schedule.blocks(), withHelper);
        for (int step = Math.max(0, schedule.blocks() - 2); step < schedule.blocks(); step++) {
            blocks[step % 3].addToWeights();
        }
        for (DualBlock block : blocks) {
            block.clearChanges();
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

    /** Scores and averages are the first stage, which alone touches the weights; ascent is the second. */
    private final class Epoch extends Relay {
        private final Schedule schedule;
        private final int epoch;
        private final Average average;
        private final int interval;
        private final double share;

        Epoch(Schedule schedule, int epoch, int averaged, Average average) {
            this.schedule = schedule;
            this.epoch = epoch;
            this.average = average;
            interval = Math.max(1, schedule.blocks() / averaged);
            share = 1.0 / Math.max(1, schedule.blocks() / interval);
        }

        @Override
        void first(int step) {
            if (step > 1) {
                blocks[(step - 2) % 3].addToWeights();
            }
            if (step % interval == interval - 1) {
                average.add(share, weights);
            }
            blocks[step % 3].score(
                    problem, variables, ascent, schedule.order(), schedule.start(step), schedule.size(step));
        }

        @Override
        void second(int step) {
            DualBlock block = blocks[step % 3];
            block.ascend(blocks[(step + 2) % 3], variables, ascent);
            gained += block.gained;
            violators += block.count;
            schedule.settle(step, block, epoch);
        }
    }
}
