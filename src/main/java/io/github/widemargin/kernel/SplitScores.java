package io.github.widemargin.kernel;

/** The first classes in lanes, and the few that do not fill a vector by dot products. */
final class SplitScores implements BlockScores {
    private final BlockScores first;
    private final BlockScores rest;

    SplitScores(int features, int classes, int inLanes) {
        first = new ClassLaneScores(features, inLanes, classes);
        rest = new FeatureLaneScores(new ClassMajor(features, classes - inLanes), inLanes, classes);
    }

    @Override
    public void set(float[] w) {
        first.set(w);
        rest.set(w);
    }

    @Override
    public int scratch() {
        return Math.max(first.scratch(), rest.scratch());
    }

    @Override
    public boolean waitsForRows() {
        return first.waitsForRows();
    }

    @Override
    public void scores(RowBlock block, float[] scratch, int from) {
        first.scores(block, scratch, from);
        rest.scores(block, scratch, from);
    }
}
