package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** NPY, an array of NumPy: a header, then the elements, the last index fastest or, in Fortran's order, the first. */
final class NpyReader {
    private static final Pattern SAMPLES = Pattern.compile("(?i)(?<![a-z])(x|images|samples|features|data)(?![a-z])");

    private final DataInput in;
    private final NpyHeader header;
    private final ByteBuffer chunk;
    private long filled; // the bytes that the chunk had so far

    private NpyReader(DataInput in) throws IOException {
        this.in = in;
        header = NpyHeader.read(in);
        chunk = ByteBuffer.allocate(1 << 14).limit(0).order(header.order());
    }

    static LabeledSamples read(DataInput in, ReadOptions options) throws IOException {
        Samples samples = samples(in, options);
        if (!options.labelsWanted()) {
            return new LabeledSamples(samples, null);
        }
        Path file = LabelFile.find(in.file(), options, usualLabelFiles(in.file()));
        try (DataInput labels = DataInput.open(file)) {
            return new LabeledSamples(samples, labels(labels, samples.size()));
        }
    }

    static Samples samples(DataInput in, ReadOptions options) throws IOException {
        return new NpyReader(in).samples(options);
    }

    static int[] labels(DataInput in, int samples) throws IOException {
        return new NpyReader(in).labels(samples);
    }

    /** X.npy has its labels in y.npy, train_images.npy in train_labels.npy. */
    private static List<String> usualLabelFiles(Path samplesFile) {
        String name = LabelFile.unpackedName(samplesFile);
        if (!SAMPLES.matcher(name).find()) {
            return List.of(name.replaceFirst("(\\.npy)?$", "-labels$1"));
        }
        return List.of(
                SAMPLES.matcher(name).replaceFirst("y"), SAMPLES.matcher(name).replaceFirst("labels"));
    }

    private Samples samples(ReadOptions options) throws IOException {
        header.shape().requireSamples();
        int size = (int) header.shape().samples();
        float[] x = DenseArray.of(in.file(), size, header.shape().features());
        int features = (int) header.shape().features();
        ByteValues byteValues = new ByteValues(options.scaleBytes());
        if (header.fortran()) {
            for (int i = 0; i < features; i++) {
                int feature = (int) header.shape().fortranFeature(i);
                for (int sample = 0; sample < size; sample++) {
                    x[sample * features + feature] = value(byteValues, sample, feature);
                }
            }
        } else {
            for (int sample = 0; sample < size; sample++) {
                for (int feature = 0; feature < features; feature++) {
                    x[sample * features + feature] = value(byteValues, sample, feature);
                }
            }
        }
        in.requireEnd(NpyHeader.FORMAT);
        return Samples.dense(x, features);
    }

    private float value(ByteValues byteValues, int sample, int feature) throws IOException {
        int at = advance();
        if (header.type() == NpyType.U1) {
            return byteValues.of(chunk.get(at));
        }
        float value = header.type().nearestFloat(chunk, at);
        if (!Float.isFinite(value)) {
            throw new MalformedDataException(
                    in.file(),
                    "samples must be finite floats: sample " + sample + ", feature " + feature + " is "
                            + header.type().number(chunk, at));
        }
        return value;
    }

    private int[] labels(int samples) throws IOException {
        header.shape().requireLabels(samples);
        int[] labels = new int[samples];
        for (int i = 0; i < samples; i++) {
            double label = header.type().number(chunk, advance());
            labels[i] = (int) label;
            if (labels[i] != label) {
                throw new MalformedDataException(
                        in.file(), "labels must be whole numbers under 2^31: label " + i + " is " + label);
            }
        }
        in.requireEnd(NpyHeader.FORMAT);
        return labels;
    }

    /** Where in the chunk the next element is. */
    private int advance() throws IOException {
        int at = chunk.position();
        if (at == chunk.limit()) {
            fill();
            at = 0;
        }
        chunk.position(at + header.type().bytes);
        return at;
    }

    private void fill() throws IOException {
        long all = header.shape().elements() * header.type().bytes;
        int wanted = (int) Math.min(chunk.capacity(), all - filled);
        int bytes = in.read(chunk.array(), 0, wanted);
        filled += bytes;
        if (bytes < wanted) {
            throw in.endsEarly(NpyHeader.FORMAT, all, filled);
        }
        chunk.limit(bytes);
    }
}
