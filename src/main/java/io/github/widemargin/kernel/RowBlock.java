package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;

import java.util.Arrays;

/** Rows of X that are worked on together: they come from memory once, and the gradient finds them in the cache. */
final class RowBlock {
    /** At most, 150 KB at 784 features; a multiple of the rows of every tile and of the lanes. */
    static final int ROWS = 48;

    private final ClassMajor layout;
    private final RowForm form;

    /** Where the rows begin in x. Behind the last one, the last again. Of rows that were turned only after {@link #list}. */
    final int[] start = new int[ROWS];

    /** A vector for each row: its {@linkplain ClassMajor edges}, if there are any; as start is. */
    final float[] edges = new float[ROWS * L];

    /** Where these vectors begin. */
    final int[] edgeStart = new int[ROWS];

    /** Of a block whose rows vectors cannot read where they are; empty in forms that do not ask for it. */
    private final float[] copy;

    /** Null in another form. */
    final Quads quads;

    /** features × ROWS; empty in another form. Behind the last row follows that one again, up to whole tiles. */
    final float[] transposed;

    /** Where that begins in its array. */
    final int transposedFrom;

    /** The scores, classes × ROWS. */
    final float[] s;

    final Transpose transpose = new Transpose(ROWS);

    float[] x;
    int rows;

    /** Where the first row begins. */
    int first;

    private boolean isListed;

    RowBlock(ClassMajor layout, RowForm form) {
        this.layout = layout;
        this.form = form;
        boolean completes = form == RowForm.QUADS_IN_TILES || form == RowForm.TRANSPOSED && layout.features < L;
        copy = new float[completes ? ROWS * layout.features + L : 0];
        quads = form == RowForm.QUADS ? new Quads(layout.features) : null;
        Aligned.Slice slice = Aligned.newSlice(form == RowForm.TRANSPOSED ? layout.features * ROWS : 0);
        transposed = slice.array();
        transposedFrom = slice.first();
        s = new float[layout.classes * ROWS];
        Arrays.setAll(edgeStart, i -> i * L);
    }

    /** Takes rows of x from row from on. */
    void set(float[] x, int from, int rows) {
        this.x = x;
        this.rows = rows;
        first = layout.row(from);
        isListed = false;
        // here rather than where they are used: among more variables the loops over four rows take two fifths longer
        switch (form) {
            case QUADS -> quads.set(this);
            case TRANSPOSED -> transpose();
            case AS_THEY_ARE -> list();
            case QUADS_IN_TILES -> makeReadable(4);
        }
    }

    /** Sets {@link #start} and {@link #edges}, which are not needed for every product of rows that were turned. */
    void list() {
        if (isListed) {
            return;
        }
        for (int i = 0; i < rows; i++) {
            start[i] = first + i * layout.rowLength;
        }
        complete(0);
    }

    /** Takes so many rows of x that begin at {@link #start}, as they are. */
    void set(float[] x, int rows) {
        add(x, 0, rows);
    }

    /** The same, where the first rows have been taken before. */
    void add(float[] x, int from, int rows) {
        this.x = x;
        this.rows = rows;
        complete(from);
    }

    private void complete(int from) {
        Arrays.fill(start, rows, ROWS, start[rows - 1]);
        for (int i = from; i < rows && layout.hasEdges; i++) {
            layout.copyEdges(x, start[i], edges, edgeStart[i]);
        }
        isListed = true;
    }

    /** Lets go of x: kernels are kept longer than what they were asked for. */
    void forget() {
        x = null;
    }

    /** The rows, up to a multiple of those of a tile. */
    int upTo(int multiple) {
        return Math.ceilDiv(rows, multiple) * multiple;
    }

    /** So that vectors can be read from where rows begin, of a multiple of so many: else takes a copy with zeros behind. */
    private void makeReadable(int multiple) {
        int length = rows * layout.features;
        if (rows % multiple == 0 && x.length - first - length >= L - layout.features) {
            return;
        }
        System.arraycopy(x, first, copy, 0, length);
        Arrays.fill(copy, length, copy.length, 0);
        x = copy;
        first = 0;
    }

    private void transpose() {
        int features = layout.features;
        if (features < L) {
            makeReadable(1);
        }
        for (int k = 0; k < features; k += L) {
            int k0 = Math.max(0, Math.min(k, features - L)); // the last square may overlap the one before
            int to = transposedFrom + k0 * ROWS;
            int columns = Math.min(L, features);
            transpose.below(x, first + k0, features, rows, upTo(RowTiles.ROWS), transposed, to, ROWS, columns);
        }
    }
}
