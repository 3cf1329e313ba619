package io.github.widemargin.data;

/** What files say, as messages repeat it: printable, and no longer than a line. */
final class Words {
    private static final int LONGEST = 64;

    private Words() {}

    static String quoted(CharSequence text) {
        StringBuilder shown = new StringBuilder("\"");
        int length = Math.min(text.length(), LONGEST);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '"' ? '?' : c);
        }
        return shown.append(length < text.length() ? "…\"" : "\"").toString();
    }
}
