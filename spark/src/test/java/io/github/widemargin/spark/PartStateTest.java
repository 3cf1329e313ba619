package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.kernel.HingeLoss;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tasks may run twice, anywhere: the stamps tell which variables a change is of. */
class PartStateTest {
    private static final int ROWS = 100;
    private static final int FEATURES = 5;
    private static final int CLASSES = 3;

    private final List<RowBlock> blocks = List.of(block(1));
    private final Problem problem =
            new Problem(FEATURES, CLASSES, false, HingeLoss.Kind.WESTON_WATKINS, 0.01, ROWS, 0, 1, 1, 1, 42);
    private final PartState state = new PartState(problem, blocks, 0, true);
    private float[] w = new float[FEATURES * CLASSES];

    private static RowBlock block(long id) {
        Random random = new Random(4);
        int[] y = random.ints(ROWS, 0, CLASSES).toArray();
        float[] x = new float[ROWS * FEATURES];
        for (int n = 0; n < x.length; n++) {
            x[n] = (float) random.nextGaussian() + y[n / FEATURES];
        }
        return new RowBlock(id, y, null, null, null, x);
    }

    private Reply ask(PartState state, Request.Kind kind, int number, int round) {
        return ask(state, blocks, kind, number, round);
    }

    private Reply ask(PartState state, List<RowBlock> blocks, Request.Kind kind, int number, int round) {
        Request request = new Request(kind, number, round, new Request.Step(1, 1, 0.5f, false), false);
        return state.answer(blocks, request, content(), 1);
    }

    private void follow(Reply reply) {
        w = w.clone();
        for (int n = 0; n < w.length; n++) {
            w[n] += reply.w[n];
        }
    }

    @Test
    void aRequestThatComesTwiceChangesNothingMore() {
        Reply first = ask(state, Request.Kind.IMPROVE, 0, 0);
        Reply again = ask(state, Request.Kind.IMPROVE, 0, 0);
        assertArrayEquals(first.w, again.w);
        assertEquals(first.after, again.after);
        assertEquals(first.after, ask(state, Request.Kind.CONTRIBUTE, 1, 1).before);
        assertEquals(first.value, ask(state, Request.Kind.CONTRIBUTE, 1, 1).value, Math.ulp((float) first.value));
    }

    @Test
    void changesAddUpToWhatIsComputedAnew() {
        float[] sizes = new float[w.length];
        for (int round = 0; round < 5; round++) {
            Reply reply = ask(state, Request.Kind.IMPROVE, round, round);
            for (int n = 0; n < w.length; n++) {
                sizes[n] += Math.abs(w[n]) + Math.abs(reply.w[n]);
            }
            follow(reply);
        }
        Reply anew = ask(state, Request.Kind.CONTRIBUTE, 5, 5);
        // each term of a row's sum may be rounded in the sweep, in the sum and in the difference of each round
        double terms = 5 * 3 * ROWS * Math.ulp(1f);
        for (int n = 0; n < w.length; n++) {
            assertEquals(w[n], anew.w[n], terms * (sizes[n] + Math.abs(anew.w[n])));
        }
    }

    @Test
    void aStateThatMissedARequestIsFoundOut() throws IOException, ClassNotFoundException {
        Reply first = ask(state, Request.Kind.IMPROVE, 0, 0);
        follow(first);
        PartState copy = copy(state); // as another executor would get it
        Reply second = ask(copy, Request.Kind.IMPROVE, 1, 1);
        assertEquals(first.after, second.before);
        follow(second);
        assertNotEquals(second.after, ask(state, Request.Kind.IMPROVE, 2, 2).before);
    }

    @Test
    void aLostStateStandsStillUntilItIsRestored() {
        Reply first = ask(state, Request.Kind.IMPROVE, 0, 0);
        follow(first);
        PartState other = new PartState(problem, blocks, 0, true);
        Reply lost = ask(other, Request.Kind.IMPROVE, 1, 1);
        assertEquals(1, lost.lost);
        assertNull(lost.w);
        assertNotEquals(first.after, lost.before);
        w = ask(other, Request.Kind.CONTRIBUTE, 2, 2).w;
        assertArrayEquals(new float[w.length], w);
        Reply restored = ask(other, Request.Kind.RESTORE, 3, 2);
        assertEquals(lost.after, restored.before);
        assertEquals(1, restored.lost);
        assertTrue(restored.value > 0);
        follow(restored);
        Reply further = ask(other, Request.Kind.IMPROVE, 4, 3);
        assertEquals(restored.after, further.before);
        assertEquals(0, further.lost);
    }

    @Test
    void whoLostNothingStandsStillWhileOthersAreRestored() {
        follow(ask(state, Request.Kind.IMPROVE, 0, 0));
        Reply first = ask(state, Request.Kind.IMPROVE, 1, 1);
        Reply restored = ask(state, Request.Kind.RESTORE, 2, 2);
        assertEquals(first.after, restored.before);
        assertEquals(first.after, restored.after);
        assertNull(restored.w);
        assertEquals(0, restored.lost);
    }

    /** The variables of the other part are as before, so the best of the lost ones are worth no less than those that were lost. */
    @Test
    void restoredVariablesAreWorthWhatWasLost() {
        Problem half =
                new Problem(FEATURES, CLASSES, false, HingeLoss.Kind.WESTON_WATKINS, 0.01, 2 * ROWS, 0, 2, 1, 1, 42);
        List<RowBlock> others = List.of(reversed(7));
        PartState kept = new PartState(half, blocks, 0, true);
        PartState first = new PartState(half, others, 1, true);
        Request.Step step = new Request.Step(2, 1, 0, false);
        for (int round = 0; round < 9; round++) {
            Request request = new Request(Request.Kind.IMPROVE, round, round, step, false);
            Reply reply = kept.answer(blocks, request, content(), 1).add(first.answer(others, request, content(), 1));
            follow(reply);
        }
        Request contribute = new Request(Request.Kind.CONTRIBUTE, 9, 9, null, false);
        Reply all = kept.answer(blocks, contribute, content(), 1).add(first.answer(others, contribute, content(), 1));
        double before = new Certificate(half, 0.01).bound(all.value, all.w);
        PartState second = new PartState(half, others, 1, true);
        Reply left = kept.answer(blocks, contribute, content(), 1).add(second.answer(others, contribute, content(), 1));
        w = left.w;
        assertTrue(new Certificate(half, 0.01).bound(left.value, w) < before);
        Request restore = new Request(Request.Kind.RESTORE, 10, 9, new Request.Step(1, 100, 0, false), false);
        Reply restored = second.answer(others, restore, content(), 1);
        follow(restored);
        double after = new Certificate(half, 0.01).bound(left.value + restored.value, w);
        assertTrue(after >= before * (1 - 1e-3), after + " after, before " + before);
    }

    private Request.Content content() {
        return new Request.Content(w, new float[CLASSES], null);
    }

    @Test
    void rowsThatWerePackedAnewHaveLostTheirVariables() {
        Reply first = ask(state, Request.Kind.IMPROVE, 0, 0);
        follow(first);
        List<RowBlock> anew = List.of(reversed(2));
        Reply lost = ask(state, anew, Request.Kind.CONTRIBUTE, 1, 1);
        assertEquals(1, lost.lost);
        assertNotEquals(first.after, lost.before);
        assertArrayEquals(new float[w.length], lost.w);
    }

    @Test
    void anImprovementThatFailsIsFoundOut() {
        Reply first = ask(state, Request.Kind.IMPROVE, 0, 0);
        follow(first);
        Request.Content none = new Request.Content(new float[0], new float[0], null);
        Request request = new Request(Request.Kind.IMPROVE, 1, 1, new Request.Step(1, 1, 0, false), false);
        assertThrows(RuntimeException.class, () -> state.answer(blocks, request, none, 1));
        assertNotEquals(first.after, ask(state, Request.Kind.IMPROVE, 1, 1).before);
    }

    @Test
    void aPartitionWithoutRowsChangesNothingOnTheMean() {
        Arrays.fill(w, 0.1f);
        PartState empty = new PartState(problem, List.of(), 0, true);
        Request.Content content = new Request.Content(w, new float[CLASSES], null);
        Request request = new Request(Request.Kind.IMPROVE, 0, 0, new Request.Step(1, 1, 0, true), false);
        Reply reply = empty.answer(List.of(), request, content, 1);
        assertArrayEquals(new float[w.length], reply.w, Math.ulp(0.1f));
        Reply mean = ask(empty, List.of(), Request.Kind.MEAN, 1, 1);
        assertArrayEquals(new float[w.length], mean.w, Math.ulp(0.1f));
        assertArrayEquals(new float[CLASSES], mean.meanBias);
    }

    /** The driver has the objective of the mean from its own mean and the losses that come back. */
    @Test
    void candidatesAreMeasuredWithTheMeanThatTheDriverHas() {
        Candidate mean = null;
        for (int n = 0; n < 5; n++) {
            follow(ask(state, Request.Kind.IMPROVE, 2 * n, n));
            boolean afresh = n == 0 || n == 3; // as after a loss
            Candidate candidate = new Candidate(w, new float[CLASSES]);
            mean = afresh ? candidate : mean.mix(candidate);
            Request request = new Request(Request.Kind.MEASURE, 2 * n + 1, n + 1, null, afresh);
            Reply reply = state.answer(blocks, request, new Request.Content(w, new float[CLASSES], null), 1);
            assertArrayEquals(new double[] {loss(candidate), loss(mean)}, reply.losses, 0);
            assertEquals(afresh, reply.losses[0] == reply.losses[1]);
            Reply again = state.answer(blocks, request, new Request.Content(w, new float[CLASSES], null), 1);
            assertArrayEquals(reply.losses, again.losses, 0);
            assertNotEquals(reply.before, reply.after); // who missed it does not have the mean
        }
    }

    /** A task that is speculated answers from a copy; who measures changes no variables, and so loses none. */
    @Test
    void aCopyThatMeasuresIsAsGoodAsTheOriginal() throws IOException, ClassNotFoundException {
        follow(ask(state, Request.Kind.IMPROVE, 0, 0));
        PartState copy = copy(state);
        Reply ours = ask(state, Request.Kind.MEASURE, 1, 1);
        Reply theirs = ask(copy, Request.Kind.MEASURE, 1, 1);
        assertEquals(ours.before, theirs.before);
        assertEquals(ours.after, theirs.after);
        assertNotEquals(ours.before, ours.after);
        assertArrayEquals(ours.losses, theirs.losses, 0);
        assertNotEquals(ours.after, ask(copy, Request.Kind.MEASURE, 2, 1).after);
    }

    @Test
    void aMeasurementThatFailsChangesNothing() {
        follow(ask(state, Request.Kind.IMPROVE, 0, 0));
        Candidate first = new Candidate(w.clone(), new float[CLASSES]);
        ask(state, Request.Kind.MEASURE, 1, 1);
        Reply improved = ask(state, Request.Kind.IMPROVE, 2, 1);
        follow(improved);
        Request request = new Request(Request.Kind.MEASURE, 3, 2, null, false);
        Request.Content none = new Request.Content(new float[0], new float[0], null);
        assertThrows(RuntimeException.class, () -> state.answer(blocks, request, none, 1));
        Reply retried = ask(state, Request.Kind.MEASURE, 3, 2);
        assertEquals(improved.after, retried.before);
        assertEquals(loss(first.mix(new Candidate(w, new float[CLASSES]))), retried.losses[1]);
        assertEquals(retried.after, ask(state, Request.Kind.CONTRIBUTE, 4, 2).before);
    }

    private double loss(Candidate candidate) {
        PartState other = new PartState(problem, blocks, 0, false);
        Request request = new Request(Request.Kind.MEASURE, 0, 0, null, true);
        return other.answer(blocks, request, new Request.Content(candidate.w(), candidate.bias(), null), 1).losses[0];
    }

    @Test
    void aLostStateKnowsNoMean() {
        Reply first = ask(state, Request.Kind.IMPROVE, 0, 0);
        follow(first);
        PartState lost = new PartState(problem, blocks, 0, true);
        Request.Content nothing = new Request.Content(new float[0], new float[0], null);
        Request request = new Request(Request.Kind.MEAN, 1, 1, null, false);
        Reply mean = lost.answer(blocks, request, nothing, 1);
        assertNull(mean.w);
        assertNotEquals(first.after, mean.before);
        assertEquals(1, mean.lost);
    }

    private static RowBlock reversed(long id) {
        RowBlock block = block(1);
        int[] y = new int[ROWS];
        float[] x = new float[ROWS * FEATURES];
        for (int i = 0; i < ROWS; i++) {
            y[i] = block.y()[ROWS - 1 - i];
            System.arraycopy(block.value(), (ROWS - 1 - i) * FEATURES, x, i * FEATURES, FEATURES);
        }
        return new RowBlock(id, y, null, null, null, x);
    }

    private static PartState copy(PartState state) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(state);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (PartState) in.readObject();
        }
    }
}
