package io.github.widemargin;

import io.github.widemargin.model.Metadata;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a model was trained.
 *
 * @param version of the library
 * @param date when its training ended, to the second
 * @param solver the method
 * @param hinge which hinge
 * @param squared whether margins were squared
 * @param regularization the factor of ½‖W‖²
 * @param gap by what part of itself the objective is proven to be above the optimum at most
 * @param samples how many it was trained on
 * @param nonzeros how many elements these had if they were sparse, empty if dense
 * @param epochs how often they were gone through
 * @param seed of the order of the samples
 */
public record ModelInfo(
        String version,
        Instant date,
        String solver,
        Hinge hinge,
        boolean squared,
        float regularization,
        double gap,
        int samples,
        OptionalLong nonzeros,
        int epochs,
        long seed) {
    private static final List<String> REQUIRED = List.of(
            "version", "date", "solver", "hinge", "squared", "regularization", "gap", "samples", "epochs", "seed");

    ModelInfo withGap(double gap) {
        return new ModelInfo(
                version, date, solver, hinge, squared, regularization, gap, samples, nonzeros, epochs, seed);
    }

    void addTo(Metadata metadata) {
        metadata.put("version", version)
                .put("date", date)
                .put("solver", solver)
                .put("hinge", hinge)
                .put("squared", squared)
                .put("regularization", regularization)
                .put("gap", gap)
                .put("samples", samples);
        nonzeros.ifPresent(count -> metadata.put("nonzeros", count));
        metadata.put("epochs", epochs).put("seed", seed);
    }

    /** Null if nothing of it is there. */
    static ModelInfo of(Metadata metadata) {
        if (REQUIRED.stream().noneMatch(metadata::has)) {
            return null;
        }
        return new ModelInfo(
                metadata.get("version", value -> value),
                metadata.get("date", Instant::parse),
                metadata.get("solver", value -> value),
                metadata.get("hinge", Hinge::valueOf),
                metadata.get("squared", ModelInfo::flag),
                metadata.get("regularization", ModelInfo::regularization),
                metadata.get("gap", ModelInfo::gap),
                metadata.get("samples", Integer::parseUnsignedInt),
                metadata.has("nonzeros")
                        ? OptionalLong.of(metadata.get("nonzeros", Long::parseUnsignedLong))
                        : OptionalLong.empty(),
                metadata.get("epochs", Integer::parseUnsignedInt),
                metadata.get("seed", Long::parseLong));
    }

    private static boolean flag(String value) {
        Require.that(value.equals("true") || value.equals("false"), "must be true or false");
        return value.equals("true");
    }

    private static float regularization(String value) {
        float reg = Float.parseFloat(value);
        Require.positive(reg, "regularization");
        return reg;
    }

    private static double gap(String value) {
        double gap = Double.parseDouble(value);
        Require.that(gap >= 0, "must not be negative");
        return gap;
    }
}
