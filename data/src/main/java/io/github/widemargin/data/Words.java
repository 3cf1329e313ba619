package io.github.widemargin.data;

import java.util.regex.Pattern;

/** What files say, as messages repeat it: printable, and no longer than a line. */
final class Words {
    private static final int LONGEST = 64;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private Words() {}

    static String quoted(CharSequence text) {
        int length = Math.min(text.length(), LONGEST);
        String shown = printable(text.subSequence(0, length)).replace('"', '?');
        return '"' + shown + (length < text.length() ? "…\"" : "\"");
    }

    /** The same text without what may break a line or is not seen. */
    static String printable(CharSequence text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
