package io.github.widemargin;

import io.github.widemargin.model.Metadata;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model knows beside its weights.
 *
 * @param info how it was trained, or null
 * @param labelNames a name for each class in their order, or null
 */
record ModelDetails(ModelInfo info, List<String> labelNames) {
    static final ModelDetails NONE = new ModelDetails(null, null);

    private static final String NAME = "name.";

    ModelDetails withLabelNames(List<String> names, int classes) {
        return new ModelDetails(info, checked(names, classes));
    }

    private static List<String> checked(List<String> names, int classes) {
        Require.notNull(names, "names");
        Require.that(
                names.size() == classes, "names must be one for each class", "names", names.size(), "classes", classes);
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        Map<String, Integer> before = new HashMap<>();
        for (int j = 0; j < classes; j++) {
            String name = names.get(j);
            Require.that(name != null && !name.isEmpty(), "names must not be empty", "class", j);
            Require.that(utf8.canEncode(name), "names must be Unicode text", "class", j);
            Integer same = before.put(name, j);
            Require.that(same == null, "names must differ", "class", same, "class", j);
        }
        return List.copyOf(names);
    }

    /** Of the classes in another order: the class that was from[j] becomes class j. */
    ModelDetails ordered(int[] from) {
        if (labelNames == null) {
            return this;
        }
        List<String> names = new ArrayList<>();
        for (int j : from) {
            names.add(labelNames.get(j));
        }
        return new ModelDetails(info, List.copyOf(names));
    }

    Metadata metadata() {
        Metadata metadata = new Metadata();
        if (info != null) {
            info.addTo(metadata);
        }
        for (int j = 0; labelNames != null && j < labelNames.size(); j++) {
            metadata.put(NAME + j, labelNames.get(j));
        }
        return metadata;
    }

    static ModelDetails of(Metadata metadata, int classes) {
        List<String> names = null;
        if (metadata.has(NAME + 0)) {
            names = new ArrayList<>();
            for (int j = 0; j < classes; j++) {
                names.add(metadata.get(NAME + j, name -> name));
            }
            names = checked(names, classes);
        }
        return new ModelDetails(ModelInfo.of(metadata), names);
    }
}
