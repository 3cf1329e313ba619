package io.github.widemargin.data;

/**
 * A decimal number of few digits, as nearly all in files are: taken byte by byte, six times as fast as by a parser that takes all
 * numbers.
 */
final class ShortDecimal {
    /** So that the digits are exact as a double, and their quotient by a power of ten is the nearest (Clinger 1990). */
    private static final int MOST_DIGITS = 15;

    private static final double[] TEN = new double[MOST_DIGITS + 1];

    static {
        TEN[0] = 1;
        for (int n = 1; n < TEN.length; n++) {
            TEN[n] = 10 * TEN[n - 1];
        }
    }

    /** Bits of a double that a float has not. */
    private static final long BELOW = (1L << 29) - 1;

    private static final long HALF = 1L << 28;

    private ShortDecimal() {}

    /** The float nearest to the decimal number text[from, to), with a point or not; NaN if it is not one, or not short. */
    static float parse(byte[] text, int from, int to) {
        int at = from < to && text[from] == '-' ? from + 1 : from;
        int digits = to - at;
        if (digits < 1 || digits > MOST_DIGITS + 1) {
            return Float.NaN;
        }
        long number = 0;
        int point = -1;
        for (int i = at; i < to; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                number = 10 * number + digit;
            } else if (text[i] == '.' && point < 0) {
                point = i;
            } else {
                return Float.NaN;
            }
        }
        digits -= point < 0 ? 0 : 1;
        if (digits == 0 || digits > MOST_DIGITS) {
            return Float.NaN;
        }
        double value = number / TEN[point < 0 ? 0 : to - 1 - point];
        if ((Double.doubleToRawLongBits(value) & BELOW) == HALF) {
            return Float.NaN; // halfway between two floats, perhaps only after rounding
        }
        return (float) (text[from] == '-' ? -value : value);
    }
}
