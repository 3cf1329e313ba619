package io.github.widemargin.cli;

import static io.github.widemargin.cli.Outcome.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.widemargin.LinearSvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.jr.ob.JSON;

/** Beside LIBLINEAR's programs, where they are installed (Debian's liblinear-tools). The data are as of RealDataTest. */
class LiblinearProgramTest {
    private static final Path FOLDER = Path.of(System.getProperty("widemargin.data", "../../shared/data"));
    private static final Pattern OBJECTIVE = Pattern.compile("Objective value = (\\S+)");

    @TempDir
    Path folder;

    private static Path data(String name) {
        Path data = FOLDER.resolve(name);
        assumeTrue(Files.exists(data), data + " is not here");
        return data;
    }

    private static String liblinear(String program, Object... args) throws IOException, InterruptedException {
        String[] command = new String[args.length + 1];
        command[0] = "liblinear-" + program;
        for (int a = 0; a < args.length; a++) {
            command[a + 1] = args[a].toString();
        }
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, command[0] + " is not installed");
            throw e;
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), String.join(" ", command));
        return out;
    }

    @ParameterizedTest
    @CsvSource({
        "heart_scale/heart_scale, heart_scale/heart_scale",
        "pendigits/pendigits.scale, pendigits/pendigits.scale.t"
    })
    void eachPredictsAlikeWithTheOthersModel(String trainName, String testName)
            throws IOException, InterruptedException {
        Path train = data(trainName);
        Path test = data(testName);
        Path model = folder.resolve("model");
        Path theirs = folder.resolve("theirs");
        Path ours = folder.resolve("ours");
        for (int type = 1; type <= 4; type++) {
            for (int bias : new int[] {-1, 1}) {
                Object[] letters = {"-q", "-s", type, "-B", bias, train, model};
                for (boolean ourModel : new boolean[] {true, false}) {
                    String what = "-s " + type + " -B " + bias + " our model: " + ourModel;
                    if (ourModel) {
                        assertEquals(new Outcome(0, "", ""), run(with("train", letters)), what);
                    } else {
                        liblinear("train", letters);
                    }
                    String told = liblinear("predict", test, model, theirs);
                    assertTrue(told.startsWith("Accuracy = "), told);
                    assertEquals(new Outcome(0, told, ""), run("predict", test, model, ours), what);
                    assertEquals(Files.readString(theirs), Files.readString(ours), what);
                }
                assertSameHeader(letters);
            }
        }
    }

    /** Scores of 0, of two classes and equal ones of three; a second column that LIBLINEAR does not look at; a bias that is not 1. */
    @ParameterizedTest
    @CsvSource({
        "L2R_L1LOSS_SVC_DUAL, 2, 1 -1, -1, 1 ; -1",
        "MCSVM_CS, 2, 1 -1, -1, 1 5 ; -1 -5",
        "MCSVM_CS, 2, -7 3, 0.5, 0.25 0 ; 0 0 ; -0.5 9",
        "MCSVM_CS, 3, 3 1 2, -1, 1 1 2 ; 2 2 1",
        "L2R_L2LOSS_SVC, 3, 3 1 2, 2, 1 1 2 ; 2 2 1 ; -1 -1 -1.5"
    })
    void bothDecideTiesAlike(String solver, int classes, String labels, double bias, String weights)
            throws IOException, InterruptedException {
        Path model = Files.writeString(
                folder.resolve("model"),
                "solver_type %s\nnr_class %d\nlabel %s\nnr_feature 2\nbias %s\nw\n%s\n"
                        .formatted(solver, classes, labels, bias, weights.replace(" ; ", "\n")));
        Path test = Files.writeString(
                folder.resolve("test"), "1\n1 1:1\n1 2:1\n1 1:1 2:1\n1 1:-1\n1 1:2 2:1\n1 1:1 2:2\n1 3:5\n");
        Path theirs = folder.resolve("theirs");
        liblinear("predict", test, model, theirs);
        Path ours = folder.resolve("ours");
        assertEquals(0, run("predict", test, model, ours).exit());
        assertEquals(Files.readString(theirs), Files.readString(ours));
        Path again = folder.resolve("again");
        LinearSvm.loadLiblinear(model).saveLiblinear(again);
        liblinear("predict", test, again, ours);
        assertEquals(Files.readString(theirs), Files.readString(ours));
    }

    /** All lines before the weights: the solver's name may only differ for -s 2, another way to -s 1's optimum. */
    private void assertSameHeader(Object[] letters) throws IOException, InterruptedException {
        Path model = (Path) letters[letters.length - 1];
        liblinear("train", letters);
        String theirs = header(model);
        run(with("train", letters));
        assertEquals(theirs.replace("L2R_L2LOSS_SVC\n", "L2R_L2LOSS_SVC_DUAL\n"), header(model));
    }

    private static String header(Path model) throws IOException {
        String text = Files.readString(model);
        return text.substring(0, text.indexOf("\nw\n"));
    }

    /** Times C · samples; of two classes, LIBLINEAR has one machine where we have two. */
    @ParameterizedTest
    @CsvSource({
        "heart_scale/heart_scale, 1, 0.5",
        "heart_scale/heart_scale, 3, 0.5",
        "heart_scale/heart_scale, 4, 1",
        "pendigits/pendigits.scale, 1, 1",
        "pendigits/pendigits.scale, 3, 1",
        "pendigits/pendigits.scale, 4, 1"
    })
    void theObjectiveIsLiblinears(String name, int type, double machines) throws IOException, InterruptedException {
        Path train = data(name);
        Path model = folder.resolve("model");
        double cost = 0.5;
        String told = liblinear("train", "-s", type, "-c", cost, "-e", "0.001", train, model);
        double optimum = -OBJECTIVE
                .matcher(told)
                .results()
                .map(MatchResult::group)
                .mapToDouble(text -> Double.parseDouble(text.substring(text.lastIndexOf(' '))))
                .sum();
        Outcome outcome = run("train", "-s", type, "-c", cost, "-e", "0.01", "--json", train, model);
        Map<String, Object> report = JSON.std.mapFrom(outcome.out());
        double factor = machines * cost * (int) report.get("samples");
        double dual = factor * (double) report.get("dual");
        double primal = factor * (double) report.get("loss");
        assertTrue(dual <= optimum * 1.0001 && optimum <= primal, dual + " <= " + optimum + " <= " + primal);
        assertTrue(primal - dual <= 0.001 * primal);
    }

    private static Object[] with(Object first, Object[] rest) {
        Object[] all = new Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
