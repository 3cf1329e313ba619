package io.github.widemargin;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * How a model was trained.
 *
 * @param version of the library
 * @param hinge which hinge
 * @param squared whether margins were squared
 * @param regularization the factor of ½‖W‖²
 * @param gap by what part of itself the objective is proven to be above the optimum at most
 * @param samples how many it was trained on
 * @param epochs how often they were gone through
 * @param seed of the order of the samples
 */
public record ModelInfo(
        String version,
        Hinge hinge,
        boolean squared,
        float regularization,
        double gap,
        int samples,
        int epochs,
        long seed) {
    private static final int LONGEST_SHOWN = 64;

    /** A name and a value in each line. */
    String text() {
        return String.join(
                "\n",
                "version=" + version,
                "hinge=" + hinge,
                "squared=" + squared,
                "regularization=" + regularization,
                "gap=" + gap,
                "samples=" + samples,
                "epochs=" + epochs,
                "seed=" + seed);
    }

    /** Of a text as above; other names are left to versions to come. */
    static ModelInfo parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] pair = line.split("=", 2);
            values.put(pair[0], pair[pair.length - 1]);
        }
        return new ModelInfo(
                value(values, "version", value -> value),
                value(values, "hinge", Hinge::valueOf),
                value(values, "squared", ModelInfo::flag),
                value(values, "regularization", Float::parseFloat),
                value(values, "gap", Double::parseDouble),
                value(values, "samples", Integer::parseInt),
                value(values, "epochs", Integer::parseInt),
                value(values, "seed", Long::parseLong));
    }

    private static boolean flag(String value) {
        Require.that(value.equals("true") || value.equals("false"), "must be true or false");
        return value.equals("true");
    }

    private static <T> T value(Map<String, String> values, String name, Function<String, T> parser) {
        String value = values.get(name);
        Require.that(value != null, "the model's info must have " + name);
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            String shown = value.substring(0, Math.min(value.length(), LONGEST_SHOWN));
            throw Require.failed("the model's info has a wrong " + name, name, shown.replaceAll("[^ -~]", "?"));
        }
    }
}
