package io.github.widemargin.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PassesTest {
    private static final double FASHION = 60_000.0 * 784 * 10;

    @Test
    void onePartitionWaitsForNoOther() {
        assertEquals(6, Training.passes(0, FASHION, 1));
        assertEquals(2, Training.passes(0, FASHION, 2));
        assertEquals(2, Training.passes(0, FASHION, 64));
    }

    @Test
    void fewRowsAreWorthMoreThanARound() {
        assertEquals(10, Training.passes(0, 1e7, 4));
        assertEquals(20, Training.passes(0, 1e3, 4));
        assertEquals(20, Training.passes(0, 1e3, 1));
    }

    @Test
    void areAsWanted() {
        assertEquals(3, Training.passes(3, FASHION, 1));
        assertEquals(30, Training.passes(30, 1e3, 4));
    }
}
