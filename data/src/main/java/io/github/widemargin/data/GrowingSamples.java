package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Dense samples whose number turns out at the end: arrays of whole samples, which are never copied to a larger one. */
final class GrowingSamples {
    // each array about as large as all before it, so that a little file takes little memory and a large one few arrays
    private static final long SMALLEST = 1 << 16;
    private static final long LARGEST = 1 << 24;

    private final Path file;
    private final int features;
    private final List<float[]> full = new ArrayList<>();
    private float[] array = new float[0];
    private int end;
    private long size;

    GrowingSamples(Path file, int features) {
        this.file = file;
        this.features = features;
    }

    /** Adds a sample of zeros, and answers the array it is in. */
    float[] add() throws IOException {
        if (size == IntList.MOST) {
            throw new MalformedDataException(
                    file, "samples must be fewer than 2^31 - 8, as many as there can be labels");
        }
        if (end == array.length) {
            if (end > 0) {
                full.add(array);
            }
            long room = Math.max(1, Math.clamp(size * features, SMALLEST, LARGEST) / features);
            DenseArray.requireMemory(file, size + 1, features);
            array = DenseArray.of(file, room, features);
            end = 0;
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
