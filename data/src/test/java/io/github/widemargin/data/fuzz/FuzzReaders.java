package io.github.widemargin.data.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.widemargin.Samples;
import io.github.widemargin.data.DataFiles;
import io.github.widemargin.data.LabeledSamples;
import io.github.widemargin.data.MalformedDataException;
import io.github.widemargin.data.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** The readers of data files: they give samples to train on, or say what is wrong with which file. */
final class FuzzReaders {
    private FuzzReaders() {}

    static void idx(FuzzInput input) throws IOException {
        ReadOptions options = binary(input);
        boolean gzip = input.flag();
        FuzzFolder.write("train-labels-idx1-ubyte", input.secondFile());
        check(FuzzFolder.write("train-images-idx3-ubyte", input.file(), gzip), options);
    }

    static void cifar10(FuzzInput input) throws IOException {
        ReadOptions options = ReadOptions.DEFAULTS.withScaleBytes(input.flag());
        boolean gzip = input.flag();
        check(FuzzFolder.write("data_batch.bin", input.file(), gzip), options);
    }

    static void npy(FuzzInput input) throws IOException {
        ReadOptions options = binary(input);
        boolean gzip = input.flag();
        FuzzFolder.write("y.npy", input.secondFile());
        check(FuzzFolder.write("x.npy", input.file(), gzip), options);
    }

    static void npz(FuzzInput input) throws IOException {
        ReadOptions options = binary(input);
        boolean gzip = input.flag();
        check(FuzzFolder.write("a.npz", input.file(), gzip), options);
    }

    static void csv(FuzzInput input) throws IOException {
        ReadOptions options = ReadOptions.DEFAULTS
                .withLabelsWanted(!input.flag())
                .withLabelColumn(Arrays.asList(null, "label", "1").get(input.choice(3)))
                .withFeatures(input.flag() ? 3 : 0)
                .withLabelNames(input.flag() ? List.of("cat", "dog") : List.of());
        int header = input.choice(3);
        boolean gzip = input.flag();
        check(FuzzFolder.write("a.csv", input.file(), gzip), header == 0 ? options : options.withHeader(header == 1));
    }

    static void libsvm(FuzzInput input) throws IOException {
        ReadOptions options = ReadOptions.DEFAULTS
                .withFeatures(List.of(0, 3, 1000).get(input.choice(3)))
                .withFirstIndex(input.choice(2));
        boolean gzip = input.flag();
        check(FuzzFolder.write("a.txt", input.file(), gzip), options);
    }

    private static ReadOptions binary(FuzzInput input) {
        return ReadOptions.DEFAULTS.withLabelsWanted(!input.flag()).withScaleBytes(input.flag());
    }

    private static void check(Path file, ReadOptions options) throws IOException {
        LabeledSamples data;
        try {
            data = DataFiles.read(file, options);
        } catch (MalformedDataException e) {
            FuzzFolder.checkMessage(e);
            return;
        }
        check(data.samples());
        int[] labels = data.labels();
        if (labels != null) {
            assertEquals(data.samples().size(), labels.length);
            int names = data.labelNames().size();
            assertEquals(names, new HashSet<>(data.labelNames()).size());
            assertTrue(names == 0 || Arrays.stream(labels).allMatch(label -> 0 <= label && label < names));
        }
    }

    private static void check(Samples samples) {
        assertTrue(samples.size() >= 1 && samples.features() >= 1);
        assertTrue(samples.elements() <= (long) samples.size() * samples.features());
        for (int i = 0; i < samples.size(); i++) {
            int[] last = {-1};
            samples.forEachNonzero(i, (feature, value) -> {
                assertTrue(last[0] < feature && feature < samples.features());
                assertTrue(Float.isFinite(value));
                last[0] = feature;
            });
        }
    }
}
