package io.github.widemargin.kernel;

/**
 * Which hinge: its kind, whether margins are squared, the margin asked for, and a weight for each class's samples, or null if
 * all are 1.
 */
public record HingeLoss(Kind kind, boolean squared, float margin, float[] classWeights) {
    public static final HingeLoss PLAIN = new HingeLoss(Kind.WESTON_WATKINS, false, 1, null);

    public enum Kind {
        WESTON_WATKINS,
        CRAMMER_SINGER,
        ONE_VS_REST
    }

    /** The weight of sample i of class j. */
    public float weight(float[] sampleWeights, int i, int j) {
        float weight = sampleWeights == null ? 1 : sampleWeights[i];
        return classWeights == null ? weight : weight * classWeights[j];
    }
}
