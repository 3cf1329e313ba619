package io.github.widemargin.data;

import io.github.widemargin.Samples;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** IDX of unsigned bytes, the samples in two dimensions. */
final class IdxWriter {
    private static final int BYTES = 0x0800;

    private IdxWriter() {}

    static void samples(Samples samples, OutputStream out) throws IOException {
        header(out, samples.size(), samples.features());
        for (int i = 0; i < samples.size(); i++) {
            float[] sample = samples.get(i);
            byte[] row = new byte[sample.length];
            for (int k = 0; k < row.length; k++) {
                row[k] = (byte) (int) sample[k];
            }
            out.write(row);
        }
    }

    static void labels(int[] labels, OutputStream out) throws IOException {
        header(out, labels.length);
        for (int label : labels) {
            out.write(label);
        }
    }

    private static void header(OutputStream out, int... dimensions) throws IOException {
        DataOutputStream header = new DataOutputStream(out);
        header.writeInt(BYTES | dimensions.length);
        for (int dimension : dimensions) {
            header.writeInt(dimension);
        }
        header.flush();
    }

    static boolean isByte(double value) {
        return value >= 0 && value <= 255 && value == (int) value;
    }
}
