package io.github.widemargin.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.widemargin.LinearSvm;
import io.github.widemargin.model.Metadata;
import io.github.widemargin.model.ModelFile;
import io.github.widemargin.model.NumpyFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NumPy, where it is installed, reads exported models. */
class NumpyTest {
    private static final float[] W = {1, 2, 3, -4, 0.5f, 0};

    @TempDir
    Path folder;

    private String python(String... lines) throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(Files.isExecutable(python), "needs /usr/bin/python3");
        String program = """
                try:
                    import numpy
                except ImportError:
                    print("not installed")
                    raise SystemExit
                """ + String.join("\n", lines);
        ProcessBuilder builder = new ProcessBuilder(python.toString(), "-c", program)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assumeTrue(!output.equals("not installed"), "NumPy is not installed");
        return output;
    }

    @Test
    void readsTheArrays() throws Exception {
        LinearSvm model = LinearSvm.of(W, new float[] {0.25f, 8, -9}, 2, new int[] {7, -1, 5});
        model.saveNpz(folder.resolve("a.npz"));
        model.saveNpy(folder.resolve("a.npy"));
        assertEquals(
                """
                coef_ float32 [[1.0, -4.0], [2.0, 0.5], [3.0, 0.0]]
                intercept_ float32 [0.25, 8.0, -9.0]
                classes_ int64 [7, -1, 5]
                True""",
                python(
                        "a = numpy.load('a.npz', allow_pickle=False)",
                        "for name in a: print(name, a[name].dtype, a[name].tolist())",
                        "print((numpy.load('a.npy') == a['coef_']).all())"));
    }

    /** As scikit-learn's LinearSVC does it: the largest of x · coef_ᵀ + intercept_, of two rows, too. */
    @Test
    void predictsAlikeWithNames() throws Exception {
        List<String> names = List.of("Größe", "𝕏");
        NumpyFile.writeNpz(
                folder.resolve("a.npz"), new ModelFile.Content(3, new int[] {0, 1}, null, W, new Metadata()), names);
        LinearSvm model = LinearSvm.of(W, 3, new int[] {0, 1});
        assertEquals(
                names.get(model.predict(new float[] {1, 0, 0})) + " " + names.get(model.predict(new float[] {0, 1, 0})),
                python(
                        "a = numpy.load('a.npz', allow_pickle=False)",
                        "x = numpy.array([[1, 0, 0], [0, 1, 0]], numpy.float32)",
                        "print(*a['classes_'][(x @ a['coef_'].T + a['intercept_']).argmax(1)])"));
    }
}
