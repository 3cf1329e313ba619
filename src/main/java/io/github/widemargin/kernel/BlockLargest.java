package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.F;
import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.RowBlock.ROWS;
import static io.github.widemargin.kernel.Unshared.FIRST;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The class of the largest score of each row of a block, the rows in the lanes. */
final class BlockLargest {
    // of row i at FIRST + i
    private final float[] classes = Unshared.floats(ROWS);
    private final float[] check = Unshared.floats(ROWS); // 0, or NaN if a score is not finite

    /** Of scores class by class, ROWS each, from an index on. */
    void find(float[] s, int from, int count) {
        for (int i = 0; i < ROWS; i += L) {
            FloatVector best = FloatVector.fromArray(F, s, from + i);
            FloatVector where = FloatVector.zero(F);
            FloatVector sum = best.mul(0f);
            for (int j = 1; j < count; j++) {
                FloatVector score = FloatVector.fromArray(F, s, from + j * ROWS + i);
                sum = score.mul(0f).add(sum);
                VectorMask<Float> larger = score.compare(VectorOperators.GT, best);
                best = best.blend(score, larger);
                where = where.blend((float) j, larger);
            }
            where.intoArray(classes, FIRST + i);
            sum.intoArray(check, FIRST + i);
        }
    }

    /** Of row i, the first of equals; -1 if a score is not finite. */
    int of(int i) {
        return check[FIRST + i] == 0 ? (int) classes[FIRST + i] : -1;
    }
}
