package io.github.widemargin.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Parts of one, for people. */
final class Percent {
    private static final MathContext UP = new MathContext(2, RoundingMode.CEILING);

    private Percent() {}

    /** Rounded up, so that what is proven stays true. */
    static String atMost(double part) {
        return new BigDecimal(100 * part).round(UP).toPlainString() + " %";
    }
}
