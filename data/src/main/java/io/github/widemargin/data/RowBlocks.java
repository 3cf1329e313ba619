package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows whose number, width and sparsity turn out at the end, held in the way that takes less memory: blocks that are never copied
 * to a larger one, each about as large as all before it.
 */
final class RowBlocks {
    private static final int SMALLEST = 1 << 16;

    /** Its label and where it begins and ends, in arrays that grow by half or twice. */
    private static final long FLOATS_OF_ROW = 8;

    private static final int LARGEST = 1 << 24;

    /** The share of nonzeros from which on samples are dense: training would make them so. */
    private static final double DENSE = 0.3;

    /** A block takes rows as long as it holds them in not much more than the least memory: an index takes as much as a value. */
    private static final double LEAST_SHARE_OF_DENSE_BLOCK = 0.3;

    private static final double MOST_SHARE_OF_SPARSE_BLOCK = 0.5;

    private final Path file;
    private final List<Block> blocks = new ArrayList<>();
    private Block last;
    private long rows;
    private long nonzeros;
    private long held; // elements
    private int width;

    RowBlocks(Path file) {
        this.file = file;
    }

    static boolean isDense(long nonzeros, long rows, long features) {
        return nonzeros > DENSE * rows * features;
    }

    long rows() {
        return rows;
    }

    /** Adds the rows of a chunk. */
    void add(LibsvmChunk chunk) throws IOException {
        if (rows + chunk.rows > IntList.MOST) {
            throw new MalformedDataException(
                    file, "samples must be fewer than 2^31 - 8, as many as there can be labels");
        }
        DenseArray.requireMemory(file, held + (rows + chunk.rows) * FLOATS_OF_ROW, "samples=" + (rows + chunk.rows));
        int wide = Math.max(width, chunk.heldWidth());
        double share = (double) chunk.nonzeros / Math.max(1, (long) chunk.rows * wide);
        width = wide;
        for (int row = 0; row < chunk.rows; row++) {
            int from = row == 0 ? 0 : chunk.rowEnd[row - 1];
            int count = chunk.rowEnd[row] - from;
            if (last == null || !last.fits(share, width, count)) {
                last = newBlock(share, count);
                blocks.add(last);
            }
            last.add(chunk, from, count);
        }
        rows += chunk.rows;
        nonzeros += chunk.nonzeros;
    }

    private Block newBlock(double share, int count) throws MalformedDataException {
        boolean dense = share > (LEAST_SHARE_OF_DENSE_BLOCK + MOST_SHARE_OF_SPARSE_BLOCK) / 2;
        if (last != null) {
            last.trim();
            held += last.memory();
        }
        int room = Math.clamp(held, SMALLEST, LARGEST);
        DenseArray.requireMemory(file, held + room, "samples=" + rows);
        return dense ? new DenseBlock(Math.max(1, room / width), width) : new SparseBlock(Math.max(room / 2, count));
    }

    /** All rows, with so many features. The blocks are let go of, one by one. */
    Samples samples(int features) throws MalformedDataException {
        if (isDense(nonzeros, rows, features)) {
            return dense(features);
        }
        DenseArray.requireMemory(file, held + last.memory(), "samples=" + rows);
        long[] rowStart = new long[(int) rows + 1];
        int[][] index = new int[blocks.size()][];
        float[][] value = new float[blocks.size()][];
        int row = 0;
        for (int b = 0; b < index.length; b++) {
            SparseBlock block = blocks.set(b, null).sparse();
            index[b] = block.index;
            value[b] = block.value;
            long before = rowStart[row];
            for (int i = 0; i < block.rows; i++) {
                rowStart[++row] = before + block.rowEnd[i];
            }
        }
        return Samples.sparse(features, rowStart, index, value);
    }

    private Samples dense(int features) throws MalformedDataException {
        DenseArray.requireMemory(file, rows, features);
        float[][] x = new float[blocks.size()][];
        for (int b = 0; b < x.length; b++) {
            x[b] = blocks.set(b, null).dense(file, features);
        }
        return Samples.dense(x, features);
    }

    /** Rows in arrays of their own. */
    private abstract static class Block {
        int rows;

        /** Whether there is room for a row of so many nonzeros, from a chunk of this share of nonzeros. */
        abstract boolean fits(double share, int width, int count);

        abstract void add(LibsvmChunk chunk, int from, int count);

        /** Gives back what is not used, if it is much: a block is left before it is full where the rows change their kind. */
        abstract void trim();

        /** In floats. */
        abstract long memory();

        /** In arrays without room for more. */
        abstract SparseBlock sparse();

        /** The same with zeros. */
        abstract float[] dense(Path file, int features) throws MalformedDataException;
    }

    private static final class DenseBlock extends Block {
        private final int width;
        private float[] x;

        DenseBlock(int rows, int width) {
            this.width = width;
            x = new float[rows * width];
        }

        @Override
        boolean fits(double share, int width, int count) {
            return share > LEAST_SHARE_OF_DENSE_BLOCK && width == this.width && (rows + 1L) * width <= x.length;
        }

        @Override
        void add(LibsvmChunk chunk, int from, int count) {
            int at = rows++ * width;
            for (int n = from; n < from + count; n++) {
                x[at + chunk.index[n]] = chunk.value[n];
            }
        }

        @Override
        void trim() {
            x = rows * width < x.length - x.length / 8 ? Arrays.copyOf(x, rows * width) : x;
        }

        @Override
        long memory() {
            return x.length;
        }

        @Override
        SparseBlock sparse() {
            int count = 0;
            for (int a = 0; a < rows * width; a++) {
                count += x[a] == 0 ? 0 : 1;
            }
            SparseBlock sparse = new SparseBlock(count);
            for (int i = 0; i < rows; i++) {
                sparse.addNonzeros(x, i * width, width);
            }
            return sparse;
        }

        @Override
        float[] dense(Path file, int features) throws MalformedDataException {
            if (features == width) {
                return rows * width == x.length ? x : Arrays.copyOf(x, rows * width);
            }
            float[] wide = DenseArray.of(file, rows, features);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(x, i * width, wide, i * features, width);
            }
            return wide;
        }
    }

    private static final class SparseBlock extends Block {
        private int[] rowEnd = new int[1024];
        private int[] index;
        private float[] value;
        private int nonzeros;

        SparseBlock(int nonzeros) {
            index = new int[nonzeros];
            value = new float[nonzeros];
        }

        @Override
        boolean fits(double share, int width, int count) {
            return share < MOST_SHARE_OF_SPARSE_BLOCK && count <= index.length - nonzeros && rows < LARGEST;
        }

        @Override
        void add(LibsvmChunk chunk, int from, int count) {
            System.arraycopy(chunk.index, from, index, nonzeros, count);
            System.arraycopy(chunk.value, from, value, nonzeros, count);
            nonzeros += count;
            endRow();
        }

        void addNonzeros(float[] x, int at, int width) {
            for (int k = 0; k < width; k++) {
                if (x[at + k] != 0) {
                    index[nonzeros] = k;
                    value[nonzeros++] = x[at + k];
                }
            }
            endRow();
        }

        private void endRow() {
            if (rows == rowEnd.length) {
                rowEnd = Arrays.copyOf(rowEnd, 2 * rows);
            }
            rowEnd[rows++] = nonzeros;
        }

        @Override
        void trim() {
            if (nonzeros < index.length - index.length / 8) {
                index = Arrays.copyOf(index, nonzeros);
                value = Arrays.copyOf(value, nonzeros);
            }
        }

        @Override
        long memory() {
            return 2L * index.length;
        }

        @Override
        SparseBlock sparse() {
            if (nonzeros < index.length) {
                index = Arrays.copyOf(index, nonzeros);
                value = Arrays.copyOf(value, nonzeros);
            }
            return this;
        }

        @Override
        float[] dense(Path file, int features) throws MalformedDataException {
            float[] x = DenseArray.of(file, rows, features);
            for (int i = 0; i < rows; i++) {
                for (int n = i == 0 ? 0 : rowEnd[i - 1]; n < rowEnd[i]; n++) {
                    x[i * features + index[n]] = value[n];
                }
            }
            return x;
        }
    }
}
