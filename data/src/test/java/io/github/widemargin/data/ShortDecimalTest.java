package io.github.widemargin.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortDecimalTest {
    /** What it answers is the nearest float; halfway cases and long numbers it leaves to others. */
    @Test
    void answersTheNearestFloat() {
        SplittableRandom random = new SplittableRandom(1);
        int answered = 0;
        for (int n = 0; n < 500_000; n++) {
            String text = text(random, n);
            float number = parse(text);
            if (!Float.isNaN(number)) {
                answered++;
                assertEquals(Float.parseFloat(text), number, text);
            }
        }
        assertTrue(answered > 400_000, "answered " + answered);
    }

    private static String text(SplittableRandom random, int n) {
        if (n % 3 == 0) {
            float one = Math.abs(Float.intBitsToFloat(random.nextInt()));
            return one >= 1e-3 && one < 1e7 ? Float.toString(one) : Float.toString(random.nextFloat());
        }
        if (n % 3 == 1) { // about halfway between two floats
            float one = random.nextInt(1, 1 << 24);
            BigDecimal half =
                    new BigDecimal(one).add(new BigDecimal(Math.nextUp(one))).divide(BigDecimal.TWO);
            int shift = random.nextInt(-1, 2);
            return half.add(BigDecimal.valueOf(shift, 15 - half.precision())).toPlainString();
        }
        String digits = Long.toString(random.nextLong(1_000_000_000_000_000L));
        int point = random.nextInt(digits.length() + 1);
        return (random.nextBoolean() ? "-" : "") + digits.substring(0, point) + "." + digits.substring(point);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "-.", "+1", "NaN", " 1", "--1", "1234567890123456", "16777217"})
    void leavesTheRestToOthers(String text) {
        assertTrue(Float.isNaN(parse(text)));
    }

    @Test
    void tellsWhereItEnds() {
        ShortDecimal decimal = new ShortDecimal();
        assertTrue(decimal.parse(bytes("7-2.5e3"), 1));
        assertEquals(5, decimal.end);
        assertEquals(-2.5f, decimal.value);
        assertEquals(0f, parse("0"));
        assertEquals(-5f, parse("-5."));
        assertEquals(0.5f, parse(".5"));
        assertEquals(999_999_999_999_999f, parse("999999999999999"));
    }

    private static float parse(String text) {
        ShortDecimal decimal = new ShortDecimal();
        return decimal.parse(bytes(text + "\n"), 0) && decimal.end == text.length() ? decimal.value : Float.NaN;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
