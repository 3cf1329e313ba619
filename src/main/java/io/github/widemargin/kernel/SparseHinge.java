package io.github.widemargin.kernel;

final class SparseHinge extends RowHinge {
    private final SparseWeights weights; // shared by siblings
    private final HingeLoss loss;

    SparseHinge(SparseWeights weights, HingeLoss loss) {
        this(weights, loss, null);
    }

    private SparseHinge(SparseWeights weights, HingeLoss loss, SparseHinge first) {
        super(loss, weights.classes, weights.stride, first);
        this.weights = weights;
        this.loss = loss;
    }

    @Override
    void setWeights(float[] w) {
        weights.set(w);
    }

    @Override
    public HingeKernel sibling() {
        return new SparseHinge(weights, loss, this);
    }

    @Override
    public Gradient newGradient() {
        return new SparseGradient(weights.another());
    }

    @Override
    void scores(RowArray x, int i, float[] scores) {
        weights.scores((SparseRows) x, i, scores);
    }

    @Override
    void add(Gradient gradient, RowArray x, int i, float[] g) {
        ((SparseGradient) gradient).add((SparseRows) x, i, g);
    }
}
