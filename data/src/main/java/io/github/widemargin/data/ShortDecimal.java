package io.github.widemargin.data;

/**
 * A decimal number of few digits, as nearly all in files are: taken byte by byte until it ends, which takes less than to
 * search its end first.
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

    /** Where it ends; two fields, as both in one long would make the next number wait for this one's division. */
    int end;

    /** The nearest float. */
    float value;

    /** Reads a decimal number, with a point or not, that begins at from and ends before another character; false if there is none, or not a short one. */
    boolean parse(byte[] text, int from) {
        int at = text[from] == '-' ? from + 1 : from;
        int start = at;
        int point = -1;
        long number = 0;
        while (true) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                number = 10 * number + digit;
            } else if (digit == '.' - '0' && point < 0) {
                point = at;
            } else {
                break;
            }
            at++;
        }
        int digits = at - start - (point < 0 ? 0 : 1);
        if (digits == 0 || digits > MOST_DIGITS) {
            return false;
        }
        double nearest = number / TEN[point < 0 ? 0 : at - 1 - point];
        if ((Double.doubleToRawLongBits(nearest) & BELOW) == HALF) {
            return false; // halfway between two floats, perhaps only after rounding
        }
        end = at;
        value = (float) (start == from ? nearest : -nearest);
        return true;
    }
}
