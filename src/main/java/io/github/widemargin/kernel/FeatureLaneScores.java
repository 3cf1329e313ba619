package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.RowBlock.ROWS;

/** Dot products along the features, which need no padding of the classes: best for few of them. */
final class FeatureLaneScores implements BlockScores {
    private final ClassMajor layout;
    private final DotProducts products;
    private final int firstClass;
    private final int stride;
    private final float[] w;

    /** For the layout's classes of w, from a first class of stride on. */
    FeatureLaneScores(ClassMajor layout, int firstClass, int stride) {
        this.layout = layout;
        this.firstClass = firstClass;
        this.stride = stride;
        products = new DotProducts(layout);
        w = layout.newArray(layout.classes);
    }

    @Override
    public void set(float[] w) {
        layout.pack(w, firstClass, stride, this.w);
    }

    @Override
    public int scratch() {
        return DotProducts.scratch(layout.classes);
    }

    @Override
    public boolean waitsForRows() {
        return true;
    }

    @Override
    public void scores(RowBlock block, float[] scratch, int from) {
        products.rows(block, w, layout.classes, block.s, block.sFrom + firstClass * ROWS, scratch, from);
    }
}
