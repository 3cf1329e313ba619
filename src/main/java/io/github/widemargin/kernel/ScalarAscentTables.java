package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.DualKernel.ROWS;

final class ScalarAscentTables implements AscentTables {
    @Override
    public void slack(
            float[] s,
            float[] alpha,
            int classes,
            float[] base,
            float[] damping,
            float[] bound,
            boolean together,
            float[] slack) {
        for (int i = 0; i < ROWS; i++) {
            float sum = 0;
            float steepest = Float.NEGATIVE_INFINITY;
            for (int at = i; at < classes * ROWS && together; at += ROWS) {
                sum += alpha[at];
                steepest = Math.max(steepest, s[at]);
            }
            float start = base[i] - (together ? damping[i] * sum : 0);
            steepest += start;
            float most = together ? Math.min(bound[i] - sum, steepest) : 0;
            for (int at = i; at < classes * ROWS; at += ROWS) {
                float a = alpha[at];
                float slope = start + s[at] - (together ? 0 : damping[i] * a);
                float gain = together ? Math.min(a, steepest - slope) : Math.min(bound[i] - a, slope);
                most = Math.max(most, Math.max(Math.min(a, -slope), gain));
            }
            slack[i] = most;
        }
    }

    @Override
    public void follow(float[] products, int at, float constant, int[] j, float[] factor, int count, float[] s) {
        for (int n = 0; n < count; n++) {
            for (int i = 0; i < ROWS; i++) {
                s[j[n] * ROWS + i] += factor[n] * (products[at + i] + constant);
            }
        }
    }
}
