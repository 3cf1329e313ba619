package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.widemargin.Shapes.Case;
import io.github.widemargin.kernel.DenseRows;
import io.github.widemargin.kernel.DualKernel;
import io.github.widemargin.kernel.GramKernel;
import io.github.widemargin.kernel.Kernels;
import io.github.widemargin.kernel.RowArray;
import io.github.widemargin.kernel.RowKernels;
import io.github.widemargin.kernel.SparseRows;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** Sums of rows against sums in double precision: k products in any order are within k·2⁻²⁴·Σ|a||b|. */
@Domain(Shapes.class)
class DualKernelProperties {
    private static final double U = 0x1p-24;
    private static final int ROWS = DualKernel.ROWS;
    private static final int TILE = GramKernel.GramBlock.TILE;

    @Property(tries = 200)
    void addsRowsAndScoresThem(@ForAll Case shape, @ForAll Kernels kernels) {
        Problem p = shape.problem();
        if (p.samples() > 0) {
            assertAddsAndScores(p, new DenseRows(p.x()), kernels.dense(), shape.seed());
        }
    }

    @Property(tries = 200)
    void addsSparseRowsAndScoresThem(@ForAll Case shape, @ForAll Kernels kernels) {
        Problem p = shape.problem().thinned(shape.seed());
        if (p.samples() > 0) {
            assertAddsAndScores(p, sparse(p), kernels.sparse(), shape.seed());
        }
    }

    private static RowArray sparse(Problem p) {
        int[] start = new int[p.samples() + 1];
        int[] index = new int[p.x().length];
        float[] value = new float[p.x().length];
        int n = 0;
        for (int a = 0; a < p.x().length; a++) {
            if (p.x()[a] != 0) {
                index[n] = a % p.features();
                value[n++] = p.x()[a];
            }
            start[a / p.features() + 1] = n;
        }
        return new SparseRows(start, index, value);
    }

    private static void assertAddsAndScores(Problem p, RowArray x, RowKernels kernels, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int features = p.features();
        int classes = p.classes();
        DualKernel sum = kernels.dual(features, classes);
        DualKernel.Block block = sum.newBlock();
        int count = 1 + random.nextInt(ROWS);
        int[] rows = random.ints(count, 0, p.samples()).toArray();
        int[] which = random.ints(0, count).limit(count).distinct().sorted().toArray();
        float[] change = new float[classes * ROWS];
        double[][] a = new double[features][classes];
        double[][] size = new double[features][classes];
        block.set(x, rows, count);
        block.keep(which, which.length);
        for (int j = 0; j < classes; j++) {
            for (int i = 0; i < which.length; i++) {
                float c = random.nextInt(3) == 0 ? 0 : random.nextFloat() - 0.5f;
                change[j * ROWS + i] = c;
                for (int k = 0; k < features; k++) {
                    double part = (double) c * p.x()[rows[which[i]] * features + k];
                    a[k][j] += part;
                    size[k][j] += Math.abs(part);
                }
            }
        }
        block.add(change);
        float[] zero = new float[features * classes];
        float[] w = new float[features * classes];
        sum.addTo(1, zero, w);
        for (int k = 0; k < features; k++) {
            for (int j = 0; j < classes; j++) {
                assertEquals(a[k][j], w[k * classes + j], (which.length + 2) * U * size[k][j] + Float.MIN_NORMAL);
            }
        }
        assertScores(p, x, rows, count, w, block);

        DualKernel other = sum.newSum();
        other.set(w);
        float[] same = new float[w.length];
        other.addTo(1, zero, same);
        assertArrayEquals(w, same);
        sum.addAndClear(other);
        sum.addTo(-2, w, same);
        for (int at = 0; at < w.length; at++) {
            assertEquals(w[at] - 4 * w[at], same[at], 8 * U * Math.abs(w[at]));
        }
        other.addTo(1, zero, same);
        assertArrayEquals(zero, same);
    }

    private static void assertScores(Problem p, RowArray x, int[] rows, int count, float[] w, DualKernel.Block block) {
        float[] s = new float[p.classes() * ROWS];
        block.set(x, rows, count);
        block.scores(s);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < p.classes(); j++) {
                double score = 0;
                double size = 0;
                for (int k = 0; k < p.features(); k++) {
                    double part = (double) p.x()[rows[i] * p.features() + k] * w[k * p.classes() + j];
                    score += part;
                    size += Math.abs(part);
                }
                assertEquals(score, s[j * ROWS + i], (p.features() + 1) * U * size + Float.MIN_NORMAL);
            }
        }
    }

    @Property(tries = 200)
    void multipliesRowsByParts(@ForAll Case shape, @ForAll Kernels kernels) {
        Problem p = shape.problem();
        if (p.samples() == 0) {
            return;
        }
        SplittableRandom random = new SplittableRandom(shape.seed());
        GramKernel sum = (GramKernel) kernels.dense().dual(p.features(), p.classes());
        GramKernel.GramBlock block = sum.newBlock();
        for (int b = 0; b < 2; b++) {
            int[] rows = random.ints(1 + random.nextInt(ROWS), 0, p.samples()).toArray();
            int first = random.nextInt(rows.length + 1); // all before are kept
            int[] which = IntStream.concat(IntStream.range(0, first), random.ints(rows.length - first, 0, rows.length))
                    .distinct()
                    .sorted()
                    .toArray();
            block.set(new DenseRows(p.x()), rows, rows.length);
            int[] kept = Arrays.stream(which).map(i -> rows[i]).toArray();
            int same = 0;
            while (same < which.length && which[same] == same) {
                same++;
            }
            int before = random.nextInt(same / TILE + 1) * TILE; // before it is known which others are kept
            float[][] shares = new float[sum.parts()][ROWS * ROWS];
            for (int part = 0; part < sum.parts() && before > 0; part++) {
                block.products(part, 0, before, shares[part]);
            }
            block.keep(which, which.length);
            float[] g = new float[ROWS * ROWS];
            for (int part = 0; part < sum.parts(); part++) {
                if (before < which.length) {
                    block.products(part, before, which.length, shares[part]);
                }
                GramKernel.sum(shares[part], g);
            }
            assertProducts(p, kept, g);
        }
    }

    /** The parts of a sum, taken by themselves, are the whole, bit for bit. */
    @Property(tries = 100)
    void partsAreTheWhole(@ForAll Case shape, @ForAll Kernels kernels) {
        Problem p = shape.problem();
        if (p.samples() == 0) {
            return;
        }
        SplittableRandom random = new SplittableRandom(shape.seed());
        int[] rows = random.ints(1 + random.nextInt(ROWS), 0, p.samples()).toArray();
        int[] all = IntStream.range(0, rows.length).toArray();
        float[] change = new float[p.classes() * ROWS];
        for (int j = 0; j < p.classes(); j++) {
            for (int i = 0; i < rows.length; i++) {
                change[j * ROWS + i] = random.nextFloat() - 0.5f;
            }
        }
        GramKernel whole = (GramKernel) kernels.dense().dual(p.features(), p.classes());
        GramKernel.GramBlock block = whole.newBlock();
        block.set(new DenseRows(p.x()), rows, rows.length);
        block.keep(all, all.length);
        block.add(change);
        float[] s = new float[p.classes() * ROWS];
        block.scores(s);
        float[] w = new float[p.w().length];
        whole.addTo(2, p.w(), w);

        GramKernel other = whole.newSum();
        block = other.newBlock();
        block.set(new DenseRows(p.x()), rows, rows.length);
        block.keep(all, all.length);
        float[] sum = new float[s.length];
        float[] v = new float[w.length];
        for (int part = other.parts() - 1; part >= 0; part--) { // in any order
            block.add(part, change);
            other.addTo(part, 2, p.w(), v);
            float[] share = new float[s.length];
            block.scores(part, share);
            for (int at = 0; at < s.length; at++) {
                sum[at] += share[at];
            }
        }
        assertArrayEquals(w, v);
        for (int j = 0; j < p.classes(); j++) {
            for (int i = 0; i < rows.length; i++) {
                assertEquals(s[j * ROWS + i], sum[j * ROWS + i]);
            }
        }
    }

    private static void assertProducts(Problem p, int[] rows, float[] g) {
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j <= i; j++) {
                double product = 0;
                double size = 0;
                for (int k = 0; k < p.features(); k++) {
                    double part = (double) p.x()[rows[i] * p.features() + k] * p.x()[rows[j] * p.features() + k];
                    product += part;
                    size += Math.abs(part);
                }
                assertEquals(product, g[j * ROWS + i], (p.features() + 1) * U * size + Float.MIN_NORMAL);
            }
        }
    }
}
