package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The class of the largest score of each row of a block, the rows in the lanes. */
final class BlockLargest {
    private final float[] classes = new float[ROWS];
    private final float[] check = new float[ROWS]; // 0, or NaN if a score is not finite

    /** Of scores class by class, ROWS each. */
    void find(float[] s, int count) {
        for (int i = 0; i < ROWS; i += L) {
            FloatVector best = FloatVector.fromArray(F, s, i);
            FloatVector where = FloatVector.zero(F);
            FloatVector sum = best.mul(0f);
            for (int j = 1; j < count; j++) {
                FloatVector score = FloatVector.fromArray(F, s, j * ROWS + i);
                sum = score.mul(0f).add(sum);
                VectorMask<Float> larger = score.compare(VectorOperators.GT, best);
                best = best.blend(score, larger);
                where = where.blend((float) j, larger);
            }
            where.intoArray(classes, i);
            sum.intoArray(check, i);
        }
    }

    /** Of row i, the first of equals; -1 if a score is not finite. */
    int of(int i) {
        return check[i] == 0 ? (int) classes[i] : -1;
    }
}
