package io.github.widemargin;

import java.util.HashMap;
import java.util.Map;

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
                value(values, "version"),
                Hinge.valueOf(value(values, "hinge")),
                Boolean.parseBoolean(value(values, "squared")),
                Float.parseFloat(value(values, "regularization")),
                Double.parseDouble(value(values, "gap")),
                Integer.parseInt(value(values, "samples")),
                Integer.parseInt(value(values, "epochs")),
                Long.parseLong(value(values, "seed")));
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        Require.that(value != null, "the model's info must have " + name);
        return value;
    }
}
