package io.github.widemargin;

import java.time.Duration;
import java.util.List;

/**
 * What answers for a model: a scorer that is laid out when it is first asked for, and plain loops with the same results until the
 * JVM has compiled it. Shared freely between threads.
 *
 * @param <S> a kind of scorer
 */
abstract class Serving<S> {
    /** Calls, more or less as threads do not agree on their number, after which it is seen to in the background. */
    private static final int CALLS_ALONE = 500;

    /** When the kernels do not win, on a busy machine perhaps, it is tried again after so many times as many calls. */
    private static final int PATIENCE = 100;

    /** Trials that they must have lost before plain loops answer for good. */
    private static final int MOST_LOST = 3;

    private static final long MOST_NANOS = 5_000_000_000L;

    /** Time for a model to become faster when the kernels are. */
    private static final long MOST_NANOS_OF_OWN = 300_000_000L;

    /** After 5000 C2 compiles a method; until then a call takes 0.5 µs rather than 0.3. */
    private static final int CALLS_TO_COMPILE = 10_000;

    private static final long MOST_NANOS_OF_CALLS = 20_000_000L;

    /** Comparisons in a row that must be won: one may be luck. */
    private static final int ROUNDS = 5;

    private static final long NANOS_OF_ROUND = 50_000;

    private final Kind<S> kind;

    // plain fields: who reads them sees null or a scorer, whose fields are final
    private S ready;
    private S plain;
    private S vector;
    private int calls;
    private int callsAlone = CALLS_ALONE;
    private int lost;

    Serving(Kind<S> kind) {
        this.kind = kind;
    }

    /** What scorers of a kind have in common, for all models of this JVM. */
    abstract static class Kind<S> {
        private volatile boolean compiled;

        abstract S plain(S scorer);

        /**
         * Trials that go through all branches: to come to one later would lead back to the interpreter. In the first one vectors
         * pay in any case.
         */
        abstract List<Trial<S>> trials();
    }

    /** Something to ask of a scorer. */
    abstract static class Trial<S> {
        final S scorer;

        Trial(S scorer) {
            this.scorer = scorer;
        }

        /** Asks it, or one with the same weights, everything that may be asked. */
        abstract void ask(S scorer);
    }

    abstract S layOut();

    /** Of the model's scorer. */
    abstract Trial<S> trial(S scorer);

    /** The one to ask now. */
    final S get() {
        S scorer = ready;
        return scorer != null ? scorer : early();
    }

    /** The one of vectors, for so many rows that plain loops would not pay. */
    final S vector() {
        prepare();
        return vector;
    }

    private S early() {
        S slow = plain;
        S fast = vector;
        if (slow == null || fast == null) {
            prepare();
            slow = plain;
            fast = vector;
        }
        if (slow == fast) {
            ready = fast;
        } else if (++calls == callsAlone) {
            warmUpAlone();
        }
        return slow;
    }

    /** In a thread of its own: the common pool may have none, or one that the application needs. */
    private void warmUpAlone() {
        try {
            Thread.ofPlatform().daemon().name("widemargin-warm-up").start(() -> {
                warmUp(() -> {});
                callsAlone = Math.min(PATIENCE * callsAlone, Integer.MAX_VALUE / PATIENCE);
                calls = 0;
            });
        } catch (OutOfMemoryError e) {
            calls = 0; // there may be a thread to be had later
        }
    }

    private synchronized void prepare() {
        if (vector == null) {
            S made = layOut();
            plain = kind.plain(made);
            vector = made;
        }
    }

    /**
     * Returns when the compiled scorer answers, or plain loops were faster, or time has run out; how long that took.
     *
     * @param call of the methods through which it is asked
     */
    final Duration warmUp(Runnable call) {
        long start = System.nanoTime();
        prepare();
        if (plain != vector && ready != vector) {
            if (!kind.compiled) {
                List<Trial<S>> trials = kind.trials();
                if (wins(trials.get(0), trials, start + MOST_NANOS)) {
                    kind.compiled = true; // never unset: other threads may have come to it
                }
            }
            if (kind.compiled) {
                Trial<S> own = trial(vector);
                if (wins(own, List.of(own), System.nanoTime() + MOST_NANOS_OF_OWN)) {
                    ready = vector;
                } else if (++lost == MOST_LOST && ready == null) {
                    ready = plain;
                }
            }
        }
        long deadline = System.nanoTime() + MOST_NANOS_OF_CALLS;
        for (int n = 0; n < CALLS_TO_COMPILE && System.nanoTime() < deadline; n++) {
            call.run();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Whether a trial's scorer becomes faster than plain loops before a time, all others being tried along. */
    private boolean wins(Trial<S> trial, List<Trial<S>> all, long deadline) {
        S plain = kind.plain(trial.scorer);
        int won = 0;
        while (won < ROUNDS && System.nanoTime() < deadline) {
            all.forEach(other -> other.ask(other.scorer));
            won = nanos(trial, trial.scorer) < nanos(trial, plain) ? won + 1 : 0;
        }
        return won == ROUNDS;
    }

    /** Of asking, over some times. */
    private static <S> double nanos(Trial<S> trial, S scorer) {
        long start = System.nanoTime();
        int asked = 0;
        long nanos;
        do {
            trial.ask(scorer);
            asked++;
            nanos = System.nanoTime() - start;
        } while (nanos < NANOS_OF_ROUND);
        return (double) nanos / asked;
    }
}
