package io.github.widemargin.kernel;

import java.util.Arrays;

final class ScalarDual implements GramKernel {
    private final int features;
    private final int classes;
    private final int half; // where the second part of the features begins
    private final float[] sum; // features × classes

    ScalarDual(int features, int classes) {
        this.features = features;
        this.classes = classes;
        half = Math.ceilDiv(features, 2);
        sum = new float[features * classes];
    }

    @Override
    public GramBlock newBlock() {
        return new ScalarBlock();
    }

    @Override
    public GramKernel newSum() {
        return new ScalarDual(features, classes);
    }

    @Override
    public void addAndClear(DualKernel other) {
        float[] from = ((ScalarDual) other).sum;
        for (int a = 0; a < sum.length; a++) {
            sum[a] += from[a];
        }
        other.clear();
    }

    @Override
    public AscentTables tables() {
        return new ScalarAscentTables();
    }

    @Override
    public int parts() {
        return half < features ? 2 : 1;
    }

    private int start(int part) {
        return part == 0 ? 0 : half;
    }

    private int end(int part) {
        return part == 0 ? half : features;
    }

    @Override
    public void addTo(int part, float scale, float[] from, float[] to) {
        for (int a = start(part) * classes; a < end(part) * classes; a++) {
            to[a] = from[a] + scale * sum[a];
        }
    }

    @Override
    public void set(float[] a) {
        System.arraycopy(a, 0, sum, 0, sum.length);
    }

    @Override
    public void clear() {
        Arrays.fill(sum, 0);
    }

    private final class ScalarBlock implements GramBlock {
        private final int[] start = new int[ROWS];
        private final float[][] rowScores = new float[parts()][classes];
        private float[] x;
        private int rows;

        @Override
        public void set(RowArray x, int[] row, int count) {
            this.x = DenseRows.of(x);
            rows = count;
            for (int i = 0; i < count; i++) {
                start[i] = row[i] * features;
            }
        }

        @Override
        public int parts() {
            return ScalarDual.this.parts();
        }

        @Override
        public void scores(int part, float[] s) {
            float[] row = rowScores[part];
            for (int i = 0; i < rows; i++) {
                Arrays.fill(row, 0);
                for (int k = start(part); k < end(part); k++) {
                    float xk = x[start[i] + k];
                    for (int j = 0; j < classes; j++) {
                        row[j] += xk * sum[k * classes + j];
                    }
                }
                for (int j = 0; j < classes; j++) {
                    s[j * ROWS + i] = row[j];
                }
            }
        }

        @Override
        public void keep(int[] which, int count) {
            rows = count;
            for (int i = 0; i < count; i++) {
                start[i] = start[which[i]];
            }
        }

        @Override
        public void products(int part, int from, int to, float[] g) {
            for (int j = 0; j < to; j++) {
                for (int i = Math.max(from, j); i < to; i++) {
                    float product = 0;
                    for (int k = start(part); k < end(part); k++) {
                        product += x[start[i] + k] * x[start[j] + k];
                    }
                    g[j * ROWS + i] = product;
                }
            }
        }

        @Override
        public void add(int part, float[] change) {
            for (int i = 0; i < rows; i++) {
                for (int k = start(part); k < end(part); k++) {
                    float xk = x[start[i] + k];
                    for (int j = 0; j < classes; j++) {
                        sum[k * classes + j] += change[j * ROWS + i] * xk;
                    }
                }
            }
        }
    }
}
