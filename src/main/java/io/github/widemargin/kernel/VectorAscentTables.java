package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.DualKernel.ROWS;
import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;

import jdk.incubator.vector.FloatVector;

/**
 * The lanes are rows. What a loop carries is an argument, never the receiver, of which the compiler may not know that it is a vector of
 * these lanes: at times {@link #slack} called a method for each maximum, and took 2.4 µs instead of 0.4.
 */
final class VectorAscentTables implements AscentTables {
    @Override
    public void slack(
            float[] s,
            float[] alpha,
            int classes,
            float[] base,
            float[] damping,
            float[] bound,
            boolean together,
            float[] slack) {
        for (int i = 0; i < ROWS; i += L) {
            if (together) {
                slackOfSum(s, alpha, classes, base, damping, bound, slack, i);
            } else {
                slackOfEach(s, alpha, classes, base, damping, bound, slack, i);
            }
        }
    }

    private static void slackOfEach(
            float[] s, float[] alpha, int classes, float[] base, float[] damping, float[] bound, float[] slack, int i) {
        FloatVector b = FloatVector.fromArray(F, base, i);
        FloatVector d = FloatVector.fromArray(F, damping, i);
        FloatVector u = FloatVector.fromArray(F, bound, i);
        FloatVector most = FloatVector.zero(F);
        for (int j = 0; j < classes; j++) {
            FloatVector a = FloatVector.fromArray(F, alpha, j * ROWS + i);
            FloatVector slope = b.add(FloatVector.fromArray(F, s, j * ROWS + i)).sub(d.mul(a));
            most = u.sub(a).min(slope).max(a.min(slope.neg()).max(most));
        }
        most.intoArray(slack, i);
    }

    private static void slackOfSum(
            float[] s, float[] alpha, int classes, float[] base, float[] damping, float[] bound, float[] slack, int i) {
        FloatVector sum = FloatVector.zero(F);
        FloatVector steepest = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < classes; j++) {
            sum = FloatVector.fromArray(F, alpha, j * ROWS + i).add(sum);
            steepest = FloatVector.fromArray(F, s, j * ROWS + i).max(steepest);
        }
        FloatVector b = FloatVector.fromArray(F, base, i)
                .sub(FloatVector.fromArray(F, damping, i).mul(sum));
        steepest = b.add(steepest);
        FloatVector most = FloatVector.fromArray(F, bound, i).sub(sum).min(steepest);
        for (int j = 0; j < classes; j++) {
            FloatVector a = FloatVector.fromArray(F, alpha, j * ROWS + i);
            FloatVector slope = b.add(FloatVector.fromArray(F, s, j * ROWS + i));
            // what has an α can lose some, of its own accord or to the steepest
            most = a.min(steepest.sub(slope)).max(a.min(slope.neg()).max(most));
        }
        most.intoArray(slack, i);
    }

    @Override
    public void follow(float[] products, int at, float constant, int[] j, float[] factor, int count, float[] s) {
        for (int n = 0; n < count; n++) {
            FloatVector f = FloatVector.broadcast(F, factor[n]);
            int row = j[n] * ROWS;
            for (int i = 0; i < ROWS; i += L) {
                FloatVector g = FloatVector.fromArray(F, products, at + i).add(constant);
                g.fma(f, FloatVector.fromArray(F, s, row + i)).intoArray(s, row + i);
            }
        }
    }
}
