package io.github.widemargin.kernel;

/** A sum of sparse rows, in blocks or row by row. */
public final class SparseDual implements DualKernel {
    private final SparseWeights sum;

    SparseDual(SparseWeights sum) {
        this.sum = sum;
    }

    /** How many floats of scores and coefficients a row needs: what follows the last class is scratch, and zero. */
    public int room() {
        return sum.stride;
    }

    /** Writes the scores of row i. */
    public void scores(RowArray x, int i, float[] s) {
        sum.scores((SparseRows) x, i, s);
    }

    /** Adds row i with the coefficients g. */
    public void add(RowArray x, int i, float[] g) {
        sum.add((SparseRows) x, i, g);
    }

    @Override
    public Block newBlock() {
        return new SparseBlock();
    }

    @Override
    public DualKernel newSum() {
        return new SparseDual(sum.another());
    }

    @Override
    public void addAndClear(DualKernel other) {
        sum.addAndClear(((SparseDual) other).sum);
    }

    @Override
    public void addTo(float scale, float[] from, float[] to) {
        sum.unpack(scale, 1, from, to);
    }

    @Override
    public void set(float[] a) {
        sum.set(a);
    }

    @Override
    public void clear() {
        sum.clear();
    }

    private final class SparseBlock implements Block {
        private final int[] taken = new int[ROWS];
        private final float[] one = new float[sum.stride]; // row's scores or coefficients
        private RowArray x;
        private int count;

        @Override
        public void set(RowArray x, int[] row, int count) {
            this.x = x;
            this.count = count;
            System.arraycopy(row, 0, taken, 0, count);
        }

        @Override
        public void scores(float[] s) {
            for (int i = 0; i < count; i++) {
                SparseDual.this.scores(x, taken[i], one);
                for (int j = 0; j < sum.classes; j++) {
                    s[j * ROWS + i] = one[j];
                }
            }
        }

        @Override
        public void keep(int[] which, int count) {
            this.count = count;
            for (int i = 0; i < count; i++) {
                taken[i] = taken[which[i]];
            }
        }

        @Override
        public void add(float[] change) {
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < sum.classes; j++) {
                    one[j] = change[j * ROWS + i];
                }
                for (int j = sum.classes; j < one.length; j++) {
                    one[j] = 0;
                }
                SparseDual.this.add(x, taken[i], one);
            }
        }
    }
}
