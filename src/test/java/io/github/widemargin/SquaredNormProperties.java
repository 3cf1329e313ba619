package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.widemargin.kernel.Kernels;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(Shapes.class)
@Domain(DomainContext.Global.class)
class SquaredNormProperties {
    @Property(tries = 300)
    void isTheSumOfSquares(
            @ForAll Kernels kernels,
            @ForAll @IntRange(max = 20_000) int length,
            @ForAll @FloatRange(min = -44, max = 38) float exponent,
            @ForAll @FloatRange(min = 0, max = 20) float spread,
            @ForAll long seed) {
        float[] a = new float[length];
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < length; k++) {
            a[k] = (float) ((2 * random.nextDouble() - 1) * Math.pow(10, exponent - spread * random.nextDouble()));
        }
        double expected = exact(a);
        assertEquals(expected, kernels.squaredNorm().of(a), bound(length) * expected);
    }

    @Example
    void aLongSumOfEqualSquaresKeepsTheBound() {
        float[] a = new float[(1 << 24) + 3];
        Arrays.fill(a, 1.1f);
        double expected = a.length * ((double) 1.1f * 1.1f);
        for (Kernels kernels : KernelSets.ALL) {
            assertEquals(expected, kernels.squaredNorm().of(a), bound(a.length) * expected, kernels.name());
        }
    }

    /** Or it would change when the kernel is compiled: the order of an addition over lanes is open. */
    @Property(tries = 200)
    void theOrderOfLanesDoesNotMatter(
            @ForAll Kernels kernels, @ForAll @IntRange(min = 1, max = 500) int vectors, @ForAll long seed) {
        int lanes = kernels.lanes();
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            int other = random.nextInt(lane + 1);
            order[lane] = order[other];
            order[other] = lane;
        }
        float[] a = new float[vectors * lanes];
        float[] ordered = new float[a.length];
        for (int k = 0; k < a.length; k++) {
            a[k] = random.nextFloat();
            ordered[k - k % lanes + order[k % lanes]] = a[k];
        }
        assertEquals(kernels.squaredNorm().of(a), kernels.squaredNorm().of(ordered));
    }

    @Property(tries = 50)
    void whatIsNotFiniteShows(
            @ForAll Kernels kernels, @ForAll @IntRange(min = 1, max = 9000) int length, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] a = new float[length];
        a[random.nextInt(length)] = random.nextBoolean() ? Float.NaN : Float.NEGATIVE_INFINITY;
        assertFalse(Double.isFinite(kernels.squaredNorm().of(a)));
    }

    /** Of the sum: what lanes of floats lose, or a sum of so many doubles. */
    private static double bound(int length) {
        return Math.max(3e-10, length * 0x1p-53);
    }

    private static double exact(float[] a) {
        BigDecimal sum = BigDecimal.ZERO;
        for (float v : a) {
            BigDecimal exact = new BigDecimal(v);
            sum = sum.add(exact.multiply(exact));
        }
        return sum.doubleValue();
    }
}
