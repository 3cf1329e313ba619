package io.github.widemargin;

import io.github.widemargin.kernel.Kernels;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Sizes around every lane count and tile edge, seeds, and kernel sets. */
final class Shapes extends DomainContextBase {
    /** A shape and a seed, so that a failure shrinks to a small shape. */
    record Case(int samples, int features, int classes, long seed) {
        Problem problem() {
            return Problem.random(samples, features, classes, seed);
        }
    }

    /** A shape of rows that are part of an array which is too large for a cache. */
    record Part(Case shape, boolean last) {
        /** Twice of what vector kernels take for cached. */
        static final int LEAST_ELEMENTS = 6 << 20;
    }

    @Provide
    Arbitrary<Part> parts() {
        Arbitrary<Integer> features = Arbitraries.oneOf(around(16, 64, 784), around(1600, 3072, 9600, 16384));
        Arbitrary<Case> shapes = Combinators.combine(
                        around(8, 24, 48), features, around(4, 10, 24, 34), Arbitraries.longs())
                .as(Case::new);
        return Combinators.combine(shapes, Arbitraries.of(true, false)).as(Part::new);
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<Integer> samples =
                Arbitraries.oneOf(Arbitraries.integers().between(1, 9), around(16, 32, 48, 96), Arbitraries.just(0));
        Arbitrary<Integer> features = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 9), around(8, 16, 32, 64, 128, 192), around(256, 1024));
        Arbitrary<Integer> classes =
                Arbitraries.oneOf(Arbitraries.integers().between(2, 12), around(16, 20, 26, 32, 48));
        Arbitrary<Case> usual = Combinators.combine(samples, features, classes, Arbitraries.longs())
                .as(Case::new);
        // rows that are transposed, or half: any number of features may be left behind whole vectors
        Arbitrary<Case> few = Combinators.combine(
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.integers().between(1, 140),
                        Arbitraries.integers().between(2, 12),
                        Arbitraries.longs())
                .as(Case::new);
        // the difference of two scores, in groups of rows
        Arbitrary<Case> binary = Combinators.combine(
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.oneOf(Arbitraries.integers().between(33, 140), around(256, 784)),
                        Arbitraries.just(2),
                        Arbitraries.longs())
                .as(Case::new);
        // several blocks of features, and rows too long for a near cache
        Arbitrary<Case> wide = Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        around(512, 2048, 3072, 3300, 8300, 16_400),
                        Arbitraries.integers().between(2, 20),
                        Arbitraries.longs())
                .as(Case::new);
        // several panels of classes
        Arbitrary<Case> many = Combinators.combine(
                        around(48, 144), around(30, 70), around(64, 80, 112), Arbitraries.longs())
                .as(Case::new);
        // several blocks of a panel's features
        Arbitrary<Case> large = Combinators.combine(around(6, 96, 144), around(2112), around(128), Arbitraries.longs())
                .as(Case::new);
        // rows that fall into the same cache sets, and enough violators for them to be copied
        Arbitrary<Case> colliding = Combinators.combine(
                        around(6, 48), Arbitraries.of(512, 1024), around(20, 26), Arbitraries.longs())
                .as(Case::new);
        // a gradient that is written feature by feature
        Arbitrary<Case> most = Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        around(272, 290),
                        around(500, 512, 1024),
                        Arbitraries.longs())
                .as(Case::new);
        return Arbitraries.frequencyOf(
                Tuple.of(30, usual),
                Tuple.of(20, few),
                Tuple.of(8, binary),
                Tuple.of(8, wide),
                Tuple.of(4, many),
                Tuple.of(1, large),
                Tuple.of(2, colliding),
                Tuple.of(2, most));
    }

    @Provide
    Arbitrary<Kernels> kernels() {
        return Arbitraries.of(KernelSets.ALL);
    }

    private static Arbitrary<Integer> around(int... sizes) {
        return Arbitraries.oneOf(Arrays.stream(sizes)
                .mapToObj(size -> (Arbitrary<Integer>) Arbitraries.integers().between(size - 2, size + 2))
                .toList());
    }
}
