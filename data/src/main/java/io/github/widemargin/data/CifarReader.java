package io.github.widemargin.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** CIFAR-10 in its binary version: for each image the label, a byte, then 1024 bytes of red, as many of green and of blue. */
final class CifarReader {
    private static final int FEATURES = 3 * 32 * 32;
    private static final int CLASSES = 10;

    private CifarReader() {}

    /** Whether a file is called like this data and begins with a label; it has nothing to know it by but its size. */
    static boolean recognises(Path file, String beginning) {
        String name = LabelFile.unpackedName(file).toLowerCase(Locale.ROOT);
        boolean called = name.endsWith(".bin") || name.matches(".*(data_batch|test_batch|cifar).*");
        return called && beginning.charAt(0) < CLASSES && !IdxReader.recognises(beginning);
    }

    static LabeledSamples read(DataInput in, ReadOptions options) throws IOException {
        ByteValues values = new ByteValues(options.scaleBytes());
        GrowingSamples samples = new GrowingSamples(in.file(), FEATURES);
        IntList labels = new IntList();
        byte[] image = new byte[1 + FEATURES];
        for (int i = 0; in.peek() >= 0; i++) {
            int bytes = in.read(image, 0, image.length);
            if (bytes < image.length) {
                throw new MalformedDataException(
                        in.file(), "CIFAR-10 images must be of 3073 bytes: image " + i + " has " + bytes);
            }
            if (image[0] < 0 || image[0] >= CLASSES) {
                throw new MalformedDataException(
                        in.file(), "CIFAR-10 labels must be 0 to 9: image " + i + " has " + (image[0] & 0xff));
            }
            float[] x = samples.add();
            values.copy(image, 1, image.length, x, samples.offset());
            labels.add(image[0]);
        }
        return new LabeledSamples(samples.samples(), labels.toArray());
    }
}
