package io.github.widemargin.spark;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * What is asked of every partition.
 *
 * @param number of the request: one that comes twice is answered as before
 * @param epoch how often variables that were not lost have gone through their rows
 * @param step how far to improve; null if that is not asked for
 * @param afresh whether the mean of candidates begins again
 */
record Request(Kind kind, int number, int epoch, Step step, boolean afresh) implements Serializable {
    enum Kind {
        /** Improves the variables. */
        IMPROVE,

        /** Improves the variables of the partitions that had lost them, while those of all others stand still. */
        RESTORE,

        /** What the weights were on the mean, in this part of the improvement before. */
        MEAN,

        /** Sums the losses of a candidate and of the mean of the candidates until now, and the variables by pairs of classes. */
        MEASURE,

        /** Computes anew what the variables contribute to the weights. */
        CONTRIBUTE,

        /** What variables that are the slope of the loss would contribute; there are none that are kept. */
        SLOPE;

        boolean changesState() {
            return this == IMPROVE || this == RESTORE || this == MEASURE;
        }
    }

    /**
     * An improvement.
     *
     * @param parts how many partitions improve alike
     * @param passes how often each goes through its rows
     * @param extrapolation what share of the step from the last improvement is added to this one
     * @param withMean whether the mean of the weights on the way is wanted, by the next request
     */
    record Step(int parts, int passes, float extrapolation, boolean withMean) implements Serializable {}

    /**
     * What goes along, by broadcast: weights and bias, or none, and factors of the variables, or null.
     *
     * @param w features × classes, row-major; empty where they are not needed
     */
    @DefaultSerializer(JavaSerializer.class) // Kryo has no access to records
    record Content(float[] w, float[] bias, float[] factors) implements Serializable {
        long bytes() {
            return Float.BYTES * (long) (w.length + bias.length + (factors == null ? 0 : factors.length));
        }
    }
}
