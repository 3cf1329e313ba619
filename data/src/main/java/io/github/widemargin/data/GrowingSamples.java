package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Dense samples whose number turns out at the end: one array of whole samples, which grows, and if that would be large
 * several, which are never copied.
 */
final class GrowingSamples {
    private static final int SMALLEST = 1 << 16;
    private static final int LARGEST = 1 << 22;

    private final Path file;
    private final int features;
    private final int most; // samples in an array
    private final List<float[]> full = new ArrayList<>();
    private float[] array = new float[0];
    private int end;
    private long size;

    GrowingSamples(Path file, int features) {
        this.file = file;
        this.features = features;
        most = Math.max(1, LARGEST / features);
    }

    /** Adds a sample of zeros, and answers the array it is in. */
    float[] add() throws IOException {
        if (size == IntList.MOST) {
            throw new MalformedDataException(
                    file, "samples must be fewer than 2^31 - 8, as many as there can be labels");
        }
        if (end == array.length) {
            DenseArray.requireMemory(file, size + 1, features);
            if (end == most * features) {
                full.add(array);
                array = new float[end];
                end = 0;
            } else {
                int samples = Math.clamp(2L * end / features, Math.min(most, SMALLEST / features), most);
                array = Arrays.copyOf(array, Math.max(1, samples) * features);
            }
        }
        end += features;
        size++;
        return array;
    }

    /** Where the sample added last begins in its array. */
    int offset() {
        return end - features;
    }

    Samples samples() throws MalformedDataException {
        if (size == 0) {
            throw new MalformedDataException(file, "no samples");
        }
        full.add(end == array.length ? array : Arrays.copyOf(array, end));
        return Samples.dense(full.toArray(float[][]::new), features);
    }
}
