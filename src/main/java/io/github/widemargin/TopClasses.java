package io.github.widemargin;

/** The classes of the largest scores. */
final class TopClasses {
    private TopClasses() {}

    /** Writes as many as there is room for, the largest first; of equals the earlier class. */
    static void find(float[] scores, int[] top) {
        for (int j = 0; j < scores.length; j++) {
            int at = Math.min(j, top.length);
            for (; at > 0 && scores[top[at - 1]] < scores[j]; at--) {
                if (at < top.length) {
                    top[at] = top[at - 1];
                }
            }
            if (at < top.length) {
                top[at] = j;
            }
        }
    }
}
