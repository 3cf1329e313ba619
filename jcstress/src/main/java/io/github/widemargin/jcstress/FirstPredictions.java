package io.github.widemargin.jcstress;

import io.github.widemargin.LinearSvm;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads are the first to ask a model, at the same time: what it prepares only then, each sees whole. */
@JCStressTest
@Outcome(id = "7, 7", expect = Expect.ACCEPTABLE, desc = "right")
@State
public class FirstPredictions {
    private final LinearSvm model = Models.make();

    @Actor
    public void one(II_Result result) {
        result.r1 = model.predict(Models.X);
    }

    @Actor
    public void other(II_Result result) {
        result.r2 = model.predict(Models.X);
    }
}
