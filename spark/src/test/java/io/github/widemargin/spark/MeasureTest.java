package io.github.widemargin.spark;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What the script spark/measure runs; nothing without its property. */
class MeasureTest {
    @Test
    @EnabledIfSystemProperty(named = "widemargin.measure", matches = ".+")
    void measures() throws IOException {
        Measure.main(System.getProperty("widemargin.measure").strip().split(" "));
    }
}
