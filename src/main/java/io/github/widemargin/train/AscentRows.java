package io.github.widemargin.train;

/** Rows with their scores and dual variables, as {@link RowAscent} improves them. */
abstract class AscentRows {
    final int classes;

    /** Of class j and row p, at j · stride + p. */
    final float[] s;

    final int stride;

    /** A row of classes for each row. */
    final float[] alpha;

    final int[] label;
    final float[] weight;

    AscentRows(int classes, int rows, int room) {
        this.classes = classes;
        stride = rows;
        s = new float[rows * room];
        alpha = new float[rows * classes];
        label = new int[rows];
        weight = new float[rows];
    }

    /** ‖x‖² / (reg · P) of row p. */
    abstract float curvature(int p);

    /** Changes the coefficient of row p and class j. */
    abstract void move(int p, int j, float by);

    /** Lets the scores follow the changes of row p. */
    abstract void follow(int p);
}
