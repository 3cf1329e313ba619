package io.github.widemargin.kernel;

final class ScalarHinge extends RowHinge {
    private final int features;
    private final int classes;
    private final HingeLoss loss;
    private final ScalarHinge first; // whose w counts
    private float[] w;

    ScalarHinge(int features, int classes, HingeLoss loss) {
        this(features, classes, loss, null);
    }

    private ScalarHinge(int features, int classes, HingeLoss loss, ScalarHinge first) {
        super(loss, classes, classes, first);
        this.features = features;
        this.classes = classes;
        this.loss = loss;
        this.first = first == null ? this : first;
    }

    @Override
    void setWeights(float[] w) {
        this.w = w;
    }

    @Override
    public HingeKernel sibling() {
        return new ScalarHinge(features, classes, loss, first);
    }

    @Override
    public Gradient newGradient() {
        return new ScalarGradient(features, classes);
    }

    @Override
    void scores(RowArray x, int i, float[] scores) {
        ScalarScorer.scoreRow(first.w, features, classes, DenseRows.of(x), i * features, scores, 0);
    }

    @Override
    void add(Gradient gradient, RowArray x, int i, float[] g) {
        ((ScalarGradient) gradient).add(DenseRows.of(x), i, g);
    }
}
