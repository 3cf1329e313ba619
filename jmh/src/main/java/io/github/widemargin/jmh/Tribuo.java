package io.github.widemargin.jmh;

import io.github.widemargin.Samples;
import java.time.OffsetDateTime;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Samples as Tribuo has them. */
final class Tribuo {
    /** Held, as the setting goes with the logger. */
    private static final Logger LOGGER = Logger.getLogger("org.tribuo");

    static {
        LOGGER.setLevel(Level.WARNING);
    }

    private Tribuo() {}

    static MutableDataset<Label> dataset(Samples samples, int[] y) {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("data", OffsetDateTime.now(), labels), labels);
        String[] names = new String[samples.features()];
        for (int k = 0; k < names.length; k++) {
            names[k] = "f" + k;
        }
        for (int i = 0; i < samples.size(); i++) {
            ArrayExample<Label> example = new ArrayExample<>(new Label(Integer.toString(y[i])));
            samples.forEachNonzero(i, (k, value) -> example.add(names[k], value));
            dataset.add(example);
        }
        return dataset;
    }
}
