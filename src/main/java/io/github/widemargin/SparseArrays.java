package io.github.widemargin;

import io.github.widemargin.kernel.SparseRows;

/** Checks the arrays of sparse samples, and gives each of them the starts of its own rows. */
final class SparseArrays {
    private SparseArrays() {}

    static SparseRows[] of(int features, long[] rowStart, int[][] index, float[][] value) {
        Samples.requireFeatures(features);
        Require.notNull(rowStart, "rowStart");
        Require.notNull(index, "index");
        Require.notNull(value, "value");
        Require.that(rowStart.length >= 1, "rowStart must not be empty");
        Require.that(rowStart[0] == 0, "rowStart must begin with 0", "rowStart[0]", rowStart[0]);
        Require.that(
                index.length == value.length,
                "index and value must be equally many arrays",
                "index.length",
                index.length,
                "value.length",
                value.length);
        SparseRows[] arrays = new SparseRows[index.length];
        long base = 0;
        int row = 0;
        for (int b = 0; b < index.length; b++) {
            Require.notNull(index[b], "index");
            Require.notNull(value[b], "value");
            Require.length(value[b].length, "value", index[b].length, "index.length");
            long end = base + index[b].length;
            int last = row;
            // rows without elements where two arrays meet belong to the first of them
            while (last + 1 < rowStart.length && rowStart[last + 1] <= end) {
                last++;
                requireAscending(rowStart, last);
            }
            int[] start = new int[last - row + 1];
            for (int i = 0; i < start.length; i++) {
                start[i] = (int) (rowStart[row + i] - base);
            }
            Require.that(
                    rowStart[last] == end,
                    "each array must end where a row ends",
                    "row",
                    last - 1,
                    "rowStart[" + last + "]",
                    rowStart[last],
                    "elements",
                    end);
            arrays[b] = new SparseRows(start, index[b], value[b]);
            checkIndices(arrays[b], row, features);
            base = end;
            row = last;
        }
        Require.that(
                row == rowStart.length - 1,
                "rowStart must end with the number of elements",
                "rowStart[" + (rowStart.length - 1) + "]",
                rowStart[rowStart.length - 1],
                "elements",
                base);
        return arrays;
    }

    private static void requireAscending(long[] rowStart, int i) {
        if (rowStart[i] < rowStart[i - 1]) {
            throw Require.failed(
                    "rowStart must not descend",
                    "rowStart[" + (i - 1) + "]",
                    rowStart[i - 1],
                    "rowStart[" + i + "]",
                    rowStart[i]);
        }
    }

    private static void checkIndices(SparseRows rows, int firstRow, int features) {
        int[] index = rows.index();
        for (int i = 0; i < rows.start().length - 1; i++) {
            int last = -1;
            for (int n = rows.start()[i]; n < rows.start()[i + 1]; n++) {
                if (index[n] <= last || index[n] >= features) {
                    boolean inside = index[n] >= 0 && index[n] < features;
                    throw Require.failed(
                            inside ? "indices of a row must ascend" : "indices must lie in [0, features)",
                            "row",
                            firstRow + i,
                            "index[" + n + "]",
                            index[n],
                            inside ? "index[" + (n - 1) + "]" : "features",
                            inside ? last : features);
                }
                last = index[n];
            }
        }
    }
}
