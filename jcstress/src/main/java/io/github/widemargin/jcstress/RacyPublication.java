package io.github.widemargin.jcstress;

import io.github.widemargin.LinearSvm;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A model behind a field that is neither volatile nor locked: another thread sees none of it, or all. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "too early")
@Outcome(id = "0, 7", expect = Expect.ACCEPTABLE, desc = "published in between")
@Outcome(id = "7, 0", expect = Expect.ACCEPTABLE, desc = "reads of a plain field may change places")
@Outcome(id = "7, 7", expect = Expect.ACCEPTABLE, desc = "both saw the model")
@State
public class RacyPublication {
    LinearSvm model;

    @Actor
    public void publish() {
        model = Models.make();
    }

    @Actor
    public void predict(II_Result result) {
        result.r1 = answer();
        result.r2 = answer();
    }

    private int answer() {
        LinearSvm seen = model;
        return seen == null ? 0 : seen.predict(Models.X);
    }
}
