package io.github.widemargin.spark;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import io.github.widemargin.kernel.SparseRows;
import java.io.Serializable;

/**
 * Some samples of a partition, in flat arrays: their features, dense and row-major, or without their zeros, with the starts of the
 * rows in index and value.
 *
 * @param id another for each time that rows are packed
 * @param weight of each sample, or null if all are 1
 * @param start null if dense
 * @param index null if dense
 */
@DefaultSerializer(JavaSerializer.class) // Kryo has no access to records
record RowBlock(long id, int[] y, float[] weight, int[] start, int[] index, float[] value) implements Serializable {
    int rows() {
        return y.length;
    }

    SparseRows sparseRows() {
        return new SparseRows(start, index, value);
    }
}
