package io.github.widemargin.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** Packs rows of label, weight and features into blocks, as they are asked for. */
final class RowBlocks implements Iterator<RowBlock> {
    /**
     * How rows become blocks.
     *
     * @param features of each row
     * @param factor by which each feature is multiplied; null for none
     * @param sparse whether zeros are left out
     * @param weighted whether rows have a weight
     * @param bytes of features in a block, at most, but for one row; of starts, too, where zeros are left out
     */
    record Layout(int features, double[] factor, boolean sparse, boolean weighted, long bytes) implements Serializable {
        private static final int FLOAT = 4;

        int elements() {
            int most = (int) Math.min(bytes / (sparse ? 2 * FLOAT : FLOAT), Integer.MAX_VALUE - 64);
            return sparse ? most : Math.max(most / features, 1) * features;
        }
    }

    /** Nonzeros that a block without zeros has room for at first. */
    private static final int LEAST = 1 << 12;

    private final Iterator<Row> rows;
    private Row held; // the next, if it was read
    private final Layout layout;
    private final SplittableRandom random = new SplittableRandom();
    private int count;
    private int[] y = new int[1024];
    private float[] weight = new float[1024];
    private int[] start = new int[1025];
    private int[] index;
    private float[] value;
    private int elements;

    RowBlocks(Iterator<Row> rows, Layout layout) {
        this.rows = rows;
        this.layout = layout;
    }

    @Override
    public boolean hasNext() {
        return held != null || rows.hasNext();
    }

    @Override
    public RowBlock next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        count = 0;
        elements = 0;
        value = new float[layout.sparse ? Math.min(layout.elements(), LEAST) : layout.elements()];
        index = layout.sparse ? new int[value.length] : null;
        while (hasNext()) {
            held = held == null ? rows.next() : held;
            int size = size(held.getAs(Columns.FEATURES));
            if (count > 0 && !fits(size)) {
                break;
            }
            reserve(elements + size);
            add(held);
            held = null;
        }
        return new RowBlock(
                random.nextLong(),
                Arrays.copyOf(y, count),
                layout.weighted ? Arrays.copyOf(weight, count) : null,
                layout.sparse ? Arrays.copyOf(start, count + 1) : null,
                layout.sparse ? Arrays.copyOf(index, elements) : null,
                elements == value.length ? value : Arrays.copyOf(value, elements));
    }

    private int size(Vector features) {
        if (!layout.sparse) {
            return layout.features;
        }
        return features instanceof SparseVector sparse ? sparse.indices().length : features.numNonzeros();
    }

    private boolean fits(int size) {
        long used = (long) elements + size + (layout.sparse ? count : 0); // rows of zeros fill a block, too
        return used <= layout.elements();
    }

    private void reserve(int most) {
        if (most > value.length) {
            int length = Math.max(most, (int) Math.min(2L * value.length, layout.elements()));
            value = Arrays.copyOf(value, length);
            index = Arrays.copyOf(index, length);
        }
    }

    private void add(Row row) {
        if (count == y.length) {
            y = Arrays.copyOf(y, 2 * count);
            weight = Arrays.copyOf(weight, 2 * count);
            start = Arrays.copyOf(start, 2 * count + 1);
        }
        y[count] = (int) row.getDouble(Columns.LABEL);
        weight[count] = (float) row.getDouble(Columns.WEIGHT);
        Vector features = row.getAs(Columns.FEATURES);
        if (features instanceof DenseVector dense) {
            add(dense.values());
        } else {
            SparseVector sparse = (SparseVector) features;
            add(sparse.indices(), sparse.values());
        }
        start[++count] = elements;
    }

    private void add(double[] x) {
        for (int k = 0; k < x.length; k++) {
            if (!layout.sparse) {
                value[elements++] = scaled(k, x[k]);
            } else if (x[k] != 0) {
                index[elements] = k;
                value[elements++] = scaled(k, x[k]);
            }
        }
    }

    private void add(int[] indices, double[] x) {
        for (int n = 0; n < indices.length; n++) {
            int at = layout.sparse ? elements + n : elements + indices[n];
            value[at] = scaled(indices[n], x[n]);
            if (layout.sparse) {
                index[at] = indices[n];
            }
        }
        elements += layout.sparse ? indices.length : layout.features;
    }

    private float scaled(int k, double x) {
        float scaled = (float) (layout.factor == null ? x : x * layout.factor[k]);
        if (Float.isInfinite(scaled)) {
            throw new IllegalArgumentException("features must be finite as floats: x[" + k + "]=" + x);
        }
        return scaled;
    }
}
