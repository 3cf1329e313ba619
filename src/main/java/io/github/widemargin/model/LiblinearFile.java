package io.github.widemargin.model;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * LIBLINEAR's model file, a text: {@code solver_type}, {@code nr_class}, {@code label}, {@code nr_feature} and {@code bias}, each
 * with its values in a line, then {@code w} and a line of weights for each feature. A bias B ≥ 0 means a last feature that is
 * always B, and one line more.
 *
 * <p>With two classes LIBLINEAR looks at the first column only, which is the only one unless the solver is MCSVM_CS: it answers
 * the first label if the score is positive, otherwise the second. Here that is −w for the second label, which comes first to win
 * ties, and w for the first.
 */
public final class LiblinearFile {
    private static final String FIRST_WORD = "solver_type";
    private static final int DIGITS = 17; // tell every double
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private LiblinearFile() {}

    /** Whether a file begins as LIBLINEAR's model files do. */
    public static boolean isOne(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] begin = in.readNBytes(FIRST_WORD.length());
            return FIRST_WORD.equals(new String(begin, StandardCharsets.ISO_8859_1));
        }
    }

    public static void write(Path path, LiblinearSolver solver, ModelFile.Content content) throws IOException {
        WholeFile.write(path, channel -> {
            Writer out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.US_ASCII));
            int[] labels = content.labels();
            int columns = columns(solver, labels.length);
            out.write(FIRST_WORD + " " + solver + "\nnr_class " + labels.length + "\nlabel");
            for (int j = 0; j < labels.length; j++) {
                out.write(" " + labels[labels.length == 2 ? 1 - j : j]);
            }
            out.write("\nnr_feature " + content.features() + "\nbias " + (content.bias() == null ? -1 : 1) + "\nw\n");
            for (int k = 0; k < content.features(); k++) {
                writeRow(out, content.w(), k * labels.length, labels.length, columns);
            }
            if (content.bias() != null) {
                writeRow(out, content.bias(), 0, labels.length, columns);
            }
            out.flush();
        });
    }

    private static void writeRow(Writer out, float[] w, int from, int classes, int columns) throws IOException {
        for (int j = 0; j < columns; j++) {
            double weight = classes == 2 ? ((double) w[from + 1 - j] - w[from + j]) / 2 : w[from + j];
            out.write(CFormat.general(weight, DIGITS));
            out.write(' ');
        }
        out.write('\n');
    }

    public static ModelFile.Content read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            Files.newInputStream(path).close(); // says so if there is none
            throw new IOException(path + ": not a regular file, as a LIBLINEAR model must be");
        }
        try (TextSource in = new TextSource(path)) {
            return read(in);
        }
    }

    private static ModelFile.Content read(TextSource in) throws IOException {
        in.word(FIRST_WORD);
        LiblinearSolver solver = solver(in);
        in.endLine();
        in.word("nr_class");
        long words = in.size() / 2; // a word takes two bytes or more
        int classes = in.integer("a number of classes", 2, Math.min(words, LONGEST_ARRAY));
        in.endLine();
        int[] labels = labels(in, classes);
        int columns = columns(solver, classes);
        in.word("nr_feature");
        int features = in.integer("a number of features", 1, Math.min(words / columns, LONGEST_ARRAY / classes));
        in.endLine();
        in.word("bias");
        double constant = in.number("a bias");
        in.endLine();
        in.word("w");
        in.endLine();
        float[] w = new float[features * classes];
        for (int k = 0; k < features; k++) {
            readRow(in, 1, w, k * classes, classes, columns);
        }
        float[] bias = constant >= 0 ? new float[classes] : null;
        if (bias != null) {
            readRow(in, constant, bias, 0, classes, columns);
        }
        in.endFile();
        return new ModelFile.Content(features, labels, bias, w, new Metadata());
    }

    private static LiblinearSolver solver(TextSource in) throws IOException {
        String name = in.word();
        LiblinearSolver[] all = LiblinearSolver.values();
        for (LiblinearSolver solver : all) {
            if (solver.name().equals(name)) {
                if (solver.foreign() == null) {
                    return solver;
                }
                throw in.expected("an L2-regularised support vector classifier", name + ", " + solver.foreign());
            }
        }
        String known = String.join(
                ", ",
                Stream.of(all)
                        .filter(solver -> solver.foreign() == null)
                        .map(LiblinearSolver::name)
                        .toList());
        throw in.expected("one of " + known, name);
    }

    private static int[] labels(TextSource in, int classes) throws IOException {
        in.word("label");
        int[] labels = new int[classes];
        Set<Integer> before = new HashSet<>();
        for (int j = 0; j < classes; j++) {
            labels[j] = in.integer("a label", Integer.MIN_VALUE, Integer.MAX_VALUE);
            if (!before.add(labels[j])) {
                throw in.expected("labels that differ", Integer.toString(labels[j]));
            }
        }
        in.endLine();
        return classes == 2 ? new int[] {labels[1], labels[0]} : labels;
    }

    /** A line of weights times a factor. */
    private static void readRow(TextSource in, double factor, float[] w, int to, int classes, int columns)
            throws IOException {
        for (int j = 0; j < columns; j++) {
            double number = in.number("a weight");
            float weight = (float) (factor * number);
            if (!Float.isFinite(weight)) {
                throw in.expected("a weight whose product with the bias is finite as a float", Double.toString(number));
            }
            if (classes > 2) {
                w[to + j] = weight;
            } else if (j == 0) {
                w[to] = -weight;
                w[to + 1] = weight;
            }
        }
        in.endLine();
    }

    private static int columns(LiblinearSolver solver, int classes) {
        return classes == 2 && solver != LiblinearSolver.MCSVM_CS ? 1 : classes;
    }
}
