package io.github.widemargin.kernel;

import static io.github.widemargin.kernel.Lanes.L;
import static io.github.widemargin.kernel.Unshared.FIRST;

import java.util.Arrays;

/** Rows of X that are worked on together: they come from memory once, and the gradient finds them in the cache. */
final class RowBlock {
    /** At most, 150 KB at 784 features; a multiple of the rows of every tile and of the lanes. */
    static final int ROWS = 48;

    // the last start tells whether all are known: a field written with every block could share a cache line, see
    // Unshared
    private static final int LAST = FIRST + ROWS - 1;
    private static final int UNKNOWN = -1;

    private final ClassMajor layout;
    private final RowForm form;

    /**
     * Where row i begins in x: start[FIRST + i]. Behind the last one, the last again. Of rows that were turned only the first, until
     * {@link #list}.
     */
    final int[] start = Unshared.ints(ROWS);

    /** A vector for each row: its {@linkplain ClassMajor edges}, if there are any. */
    final float[] edges;

    /** Where these vectors begin; as start is. */
    final int[] edgeStart = new int[FIRST + ROWS];

    /** Of a block whose rows vectors cannot read where they are; empty in forms that do not ask for it. */
    private final Aligned.Slice copy;

    /** Null in another form. */
    final Quads quads;

    /** features × ROWS; empty in another form. Behind the last row follows that one again, up to whole tiles. */
    final float[] transposed;

    /** Where that begins in its array. */
    final int transposedFrom;

    /** The scores, classes × ROWS. */
    final float[] s;

    /** Where these begin. */
    final int sFrom;

    final Transpose transpose = new Transpose(ROWS);

    float[] x;
    int rows;

    RowBlock(ClassMajor layout, RowForm form) {
        this.layout = layout;
        this.form = form;
        boolean completes = form == RowForm.QUADS_IN_TILES || form == RowForm.TRANSPOSED && layout.features < L;
        copy = Aligned.newSlice(completes ? ROWS * layout.features + L : 0);
        quads = form == RowForm.QUADS ? new Quads(layout.features) : null;
        Aligned.Slice slice = Aligned.newSlice(form == RowForm.TRANSPOSED ? layout.features * ROWS : 0);
        transposed = slice.array();
        transposedFrom = slice.first();
        Aligned.Slice scores = Aligned.newSlice(layout.classes * ROWS);
        s = scores.array();
        sFrom = scores.first();
        Aligned.Slice edges = Aligned.newSlice(layout.hasEdges ? ROWS * L : 0);
        this.edges = edges.array();
        Arrays.setAll(edgeStart, i -> edges.first() + (i - FIRST) * L);
    }

    /** Where the first row begins. */
    int first() {
        return start[FIRST];
    }

    /** Takes rows of x from row from on. */
    void set(float[] x, int from, int rows) {
        take(x, rows);
        start[FIRST] = layout.row(from);
        start[LAST] = UNKNOWN;
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
        if (start[LAST] != UNKNOWN) {
            return;
        }
        for (int i = 1; i < rows; i++) {
            start[FIRST + i] = first() + i * layout.rowLength;
        }
        complete(0);
    }

    /** Takes so many rows of x that begin at {@link #start}, as they are. */
    void set(float[] x, int rows) {
        add(x, 0, rows);
    }

    /** The same, where the first rows have been taken before. */
    void add(float[] x, int from, int rows) {
        take(x, rows);
        complete(from);
    }

    /** Objects share cache lines with others as arrays do: what stays the same is not written again. */
    private void take(float[] x, int rows) {
        if (this.x != x) {
            this.x = x;
        }
        if (this.rows != rows) {
            this.rows = rows;
        }
    }

    private void complete(int from) {
        Arrays.fill(start, FIRST + rows, FIRST + ROWS, start[FIRST + rows - 1]);
        for (int i = FIRST + from; i < FIRST + rows && layout.hasEdges; i++) {
            layout.copyEdges(x, start[i], edges, edgeStart[i]);
        }
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
        if (rows % multiple == 0 && x.length - first() - length >= L - layout.features) {
            return;
        }
        int to = copy.first();
        System.arraycopy(x, first(), copy.array(), to, length);
        Arrays.fill(copy.array(), to + length, to + ROWS * layout.features + L, 0);
        x = copy.array();
        start[FIRST] = to;
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
            transpose.below(x, first() + k0, features, rows, upTo(RowTiles.ROWS), transposed, to, ROWS, columns);
        }
    }
}
