package io.github.widemargin.spark;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * What a round asks of every partition.
 *
 * @param number of the request: one that comes twice is answered as before
 * @param round how many improvements there were
 * @param extrapolation what share of the step from the last improvement is added to this one
 * @param withMean whether the mean of the weights on the way is wanted
 */
record Request(Kind kind, int number, int round, float extrapolation, boolean withMean) implements Serializable {
    enum Kind {
        /** Improves the variables. */
        IMPROVE,

        /** Sums the losses, and the variables by pairs of classes. */
        MEASURE,

        /** Computes anew what the variables contribute to the weights. */
        CONTRIBUTE,

        /** What variables that are the slope of the loss would contribute; there are none that are kept. */
        SLOPE
    }

    /**
     * What goes along, by broadcast: candidates of weights and bias, and factors of the variables, or null.
     *
     * @param w each features × classes, row-major
     */
    @DefaultSerializer(JavaSerializer.class) // Kryo has no access to records
    record Content(float[][] w, float[][] bias, float[] factors) implements Serializable {
        long bytes() {
            long floats = factors == null ? 0 : factors.length;
            for (int c = 0; c < w.length; c++) {
                floats += w[c].length + bias[c].length;
            }
            return floats * Float.BYTES;
        }
    }
}
