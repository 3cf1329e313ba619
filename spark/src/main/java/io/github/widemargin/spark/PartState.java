package io.github.widemargin.spark;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import io.github.widemargin.kernel.KernelProvider;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.SparseRows;
import io.github.widemargin.train.Bias;
import io.github.widemargin.train.DualProblem;
import io.github.widemargin.train.LocalDual;
import io.github.widemargin.train.LocalVariables;
import io.github.widemargin.train.Rows;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The dual variables of a partition, which live in the memory of an executor, as an element of a cached RDD, and change in place.
 * A stamp tells them from all others there ever were: whoever adds up changes sees by the stamps whether these are changes of
 * the variables that the weights were added up from. A partition whose variables are lost begins with zeros, and is left out of
 * improvements until it was restored.
 */
@DefaultSerializer(JavaSerializer.class) // Kryo would not wait for changes to end
final class PartState implements Serializable {
    private static final long serialVersionUID = 1;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private enum Loss {
        NONE,
        LOST,
        RESTORED
    }

    private final Problem problem;
    private final int part;
    private final boolean keeps; // variables; the bundle method has none
    private long[] ids; // of the blocks whose rows the variables are of
    private int[] y;
    private float[] weight;
    private LocalVariables variables; // null if none are kept
    private Candidate mean; // what the weights changed on the mean in the last improvement, if it was wanted
    private Candidate candidates; // the mean of those that were measured: nobody need send it
    private long stamp; // 0 of the zeros that all begin with
    private boolean begun;
    private Loss loss;
    private int answered;
    private Reply answer; // to the request answered last, should it come again

    PartState(Problem problem, List<RowBlock> blocks, int part, boolean keeps) {
        this.problem = problem;
        this.keeps = keeps;
        this.part = part;
        take(blocks);
    }

    /** Begins with the rows of other blocks. */
    private void take(List<RowBlock> blocks) {
        int rows = blocks.stream().mapToInt(RowBlock::rows).reduce(0, Math::addExact);
        y = new int[rows];
        weight = blocks.isEmpty() || blocks.getFirst().weight() == null ? null : new float[rows];
        int at = 0;
        for (RowBlock block : blocks) {
            System.arraycopy(block.y(), 0, y, at, block.rows());
            if (weight != null) {
                System.arraycopy(block.weight(), 0, weight, at, block.rows());
            }
            at += block.rows();
        }
        variables = keeps ? new LocalVariables(rows(blocks), problem.classes(), problem.seed() + MIX * part) : null;
        mean = null;
        candidates = null;
        stamp = 0;
        begun = false;
        loss = Loss.NONE;
        answered = -1;
        answer = null;
        ids = ids(blocks);
    }

    private static long[] ids(List<RowBlock> blocks) {
        return blocks.stream().mapToLong(RowBlock::id).toArray();
    }

    private void renewStamp() {
        stamp = new SplittableRandom().nextLong();
    }

    private Rows rows(List<RowBlock> blocks) {
        return problem.sparse()
                ? Rows.sparse(blocks.stream().map(RowBlock::sparseRows).toArray(SparseRows[]::new), problem.features())
                : Rows.dense(blocks.stream().map(RowBlock::value).toArray(float[][]::new), problem.features());
    }

    /** Answers a request. Rows that were packed anew may have come in another order: their variables are lost. */
    synchronized Reply answer(List<RowBlock> blocks, Request request, Request.Content content, int cpus) {
        if (!Arrays.equals(ids, ids(blocks))) {
            take(blocks);
        }
        if (answered == request.number()) {
            return answer;
        }
        Kernels kernels = KernelProvider.best();
        Bias bias = problem.hasBias() ? Bias.FREE : Bias.NONE;
        DualProblem samples = new DualProblem(rows(blocks), y, problem.classes(), weight, problem.loss(), bias);
        LocalDual dual = new LocalDual(
                samples, variables, kernels, problem.scale(), problem.biasSquare(), Math.max(cpus, problem.threads()));
        Reply reply = new Reply();
        reply.scalar = kernels.lanes() == 1;
        if (!begun && keeps && request.epoch() > 0) {
            renewStamp();
            loss = Loss.LOST;
        }
        begun = true;
        reply.before = stamp;
        switch (request.kind()) {
            case IMPROVE -> improve(dual, request, content, reply, loss != Loss.LOST, Loss.NONE);
            case RESTORE -> improve(dual, request, content, reply, loss != Loss.NONE, Loss.RESTORED);
            case MEAN -> tellMean(reply);
            case MEASURE -> measure(dual, request, content, reply);
            case CONTRIBUTE -> reply.set(dual.contribution(content.factors()));
            case SLOPE -> reply.set(dual.slope(content.w(), content.bias()));
        }
        reply.after = stamp;
        reply.lost = loss == Loss.NONE ? 0 : 1;
        if (request.kind().changesState()) {
            answered = request.number();
            answer = reply;
        }
        return reply;
    }

    private void improve(
            LocalDual dual, Request request, Request.Content content, Reply reply, boolean moves, Loss next) {
        mean = null;
        if (!moves) {
            return;
        }
        renewStamp(); // before the first change: one that fails midway leaves a stamp that nobody knows
        loss = next;
        Request.Step step = request.step();
        LocalDual.Improvement improvement = dual.improve(
                content.w(),
                content.bias(),
                step.parts(),
                request.epoch(),
                step.passes(),
                step.extrapolation(),
                step.withMean());
        reply.set(improvement.change());
        mean = step.withMean() ? new Candidate(improvement.meanW(), improvement.meanBias()) : null;
    }

    private void tellMean(Reply reply) {
        if (mean != null) { // else the stamp tells, too, that it was lost
            reply.w = mean.w();
            reply.meanBias = mean.bias();
        }
    }

    private void measure(LocalDual dual, Request request, Request.Content content, Reply reply) {
        Candidate candidate = new Candidate(content.w(), content.bias());
        Candidate mixed = request.afresh() || candidates == null ? candidate : candidates.mix(candidate);
        reply.losses = new double[] {loss(dual, candidate), loss(dual, mixed)};
        if (problem.hasBias()) {
            reply.groups = new double[problem.classes() * problem.classes()];
            dual.addGroups(reply.groups);
        }
        candidates = mixed; // at the end: one that fails midway has changed nothing
        stamp = new SplittableRandom(stamp + MIX * (request.number() + 1))
                .nextLong(); // a copy that does the same is the same
    }

    private double loss(LocalDual dual, Candidate candidate) {
        return dual.loss(candidate.w(), problem.hasBias() ? candidate.bias() : null);
    }

    /** Not while the variables change. */
    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }
}
