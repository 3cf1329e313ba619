package io.github.widemargin;

/**
 * How well models predicted samples that their training did not see.
 *
 * @param regularizations as they were asked for
 * @param accuracy for each, the part of all samples that was predicted right when held out
 */
public record CrossValidation(float[] regularizations, double[] accuracy) {
    /** The regularisation with the highest accuracy; of equals the largest. */
    public float best() {
        int best = 0;
        for (int r = 1; r < accuracy.length; r++) {
            boolean larger = accuracy[r] == accuracy[best] && regularizations[r] > regularizations[best];
            best = accuracy[r] > accuracy[best] || larger ? r : best;
        }
        return regularizations[best];
    }
}
