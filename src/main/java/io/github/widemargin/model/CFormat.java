package io.github.widemargin.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as the printf of C writes them. */
public final class CFormat {
    private CFormat() {}

    /** A finite number as {@code %.<digits>g}: rounded half to even, without zeros at the end. */
    public static String general(double value, int digits) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal rounded = new BigDecimal(value)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (-5 < exponent && exponent < digits) {
            return rounded.toPlainString();
        }
        StringBuilder text = new StringBuilder(rounded.unscaledValue().toString());
        int first = value < 0 ? 1 : 0;
        if (text.length() > first + 1) {
            text.insert(first + 1, '.');
        }
        int size = Math.abs(exponent);
        return text.append(exponent < 0 ? "e-" : "e+")
                .append(size < 10 ? "0" : "")
                .append(size)
                .toString();
    }
}
