package io.github.widemargin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.widemargin.kernel.AscentTables;
import io.github.widemargin.kernel.DualKernel;
import io.github.widemargin.kernel.GramKernel;
import io.github.widemargin.kernel.Kernels;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(Shapes.class)
@Domain(DomainContext.Global.class)
class AscentTablesProperties {
    private static final int ROWS = DualKernel.ROWS;

    private static AscentTables tables(Kernels kernels, int classes) {
        return ((GramKernel) kernels.dense().dual(7, classes)).tables();
    }

    /** Numbers are small multiples of a power of two: sums are exact, and ties and ends of ranges frequent. */
    private static float[] multiples(SplittableRandom random, int count, int from, int to) {
        float[] values = new float[count];
        for (int n = 0; n < count; n++) {
            values[n] = random.nextInt(from, to) / 4f;
        }
        return values;
    }

    /** A row can be improved where a variable has a slope, and room on that side. */
    @Property(tries = 300)
    void slackIsPositiveWhereARowCanBeImproved(
            @ForAll Kernels kernels,
            @ForAll @IntRange(min = 2, max = 20) int classes,
            @ForAll boolean together,
            @ForAll boolean unbounded,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] s = multiples(random, classes * ROWS, -4, 3);
        float[] base = multiples(random, ROWS, -2, 3);
        float[] damping = multiples(random, ROWS, 0, 3);
        float[] bound = multiples(random, ROWS, 0, 5);
        float[] alpha = multiples(random, classes * ROWS, -9, 5);
        for (int i = 0; i < ROWS; i++) {
            s[random.nextInt(classes) * ROWS + i] = Float.NEGATIVE_INFINITY; // as that of the true class
            float left = bound[i];
            for (int at = i; at < alpha.length; at += ROWS) {
                alpha[at] = s[at] == Float.NEGATIVE_INFINITY ? 0 : Math.clamp(alpha[at], 0, left);
                left -= together ? alpha[at] : 0;
            }
            bound[i] = unbounded ? Float.POSITIVE_INFINITY : bound[i];
        }
        float[] slack = new float[ROWS];
        tables(kernels, classes).slack(s, alpha, classes, base, damping, bound, together, slack);
        for (int i = 0; i < ROWS; i++) {
            assertEquals(improves(s, alpha, base[i], damping[i], bound[i], together, i), !(slack[i] <= 0), "row " + i);
        }
        s[random.nextInt(classes) * ROWS + 5] = Float.NaN;
        tables(kernels, classes).slack(s, alpha, classes, base, damping, bound, together, slack);
        assertEquals(Float.NaN, slack[5]);
    }

    private static boolean improves(
            float[] s, float[] alpha, float base, float damping, float bound, boolean together, int i) {
        float sum = 0;
        for (int at = i; at < alpha.length; at += ROWS) {
            sum += alpha[at];
        }
        float most = Float.NEGATIVE_INFINITY; // slopes, of all and of those with a positive α
        float least = Float.POSITIVE_INFINITY;
        for (int at = i; at < alpha.length; at += ROWS) {
            float slope = base + s[at] - damping * (together ? sum : alpha[at]);
            if (alpha[at] > 0 && slope < 0 || !together && alpha[at] < bound && slope > 0) {
                return true;
            }
            most = Math.max(most, slope);
            least = alpha[at] > 0 ? Math.min(least, slope) : least;
        }
        return together && most > (sum < bound ? 0 : least);
    }

    @Property(tries = 200)
    void scoresFollow(@ForAll Kernels kernels, @ForAll @IntRange(min = 2, max = 20) int classes, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] s = multiples(random, classes * ROWS, -9, 9);
        float[] products = multiples(random, ROWS * ROWS, -9, 9);
        int at = random.nextInt(ROWS) * ROWS;
        int[] which = random.ints(0, classes)
                .distinct()
                .limit(random.nextInt(classes + 1))
                .toArray();
        float[] factor = multiples(random, classes, -9, 9);
        float[] expected = s.clone();
        for (int n = 0; n < which.length; n++) {
            for (int i = 0; i < ROWS; i++) {
                expected[which[n] * ROWS + i] += factor[n] * (products[at + i] + 0.5f);
            }
        }
        tables(kernels, classes).follow(products, at, 0.5f, which, factor, which.length, s);
        for (int n = 0; n < s.length; n++) {
            assertEquals(expected[n], s[n]);
        }
    }
}
