package io.github.widemargin.data.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.widemargin.Samples;
import io.github.widemargin.SvmTrainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * The checkpoint of a training, with each byte changed by one of the input's, and cut where that ends or not, as it belongs to this
 * machine and so cannot be an input itself: a training only goes on from one that is as it was written.
 */
final class FuzzCheckpoint {
    private static final byte[] INTACT = intact();

    private FuzzCheckpoint() {}

    private static byte[] intact() {
        Path file = FuzzFolder.path("intact.checkpoint");
        train(file, 1);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void train(Path checkpoint, int epochs) {
        SvmTrainer.builder()
                .epochs(epochs)
                .checkpoint(checkpoint, Duration.ZERO)
                .build()
                .train(Samples.dense(new float[] {1, 2, 3, 4, 5, 6, 7, -8}, 2), new int[] {1, 2, 3, 1});
    }

    static void check(FuzzInput input) throws IOException {
        boolean cut = input.flag();
        byte[] change = input.file();
        byte[] checkpoint = Arrays.copyOf(INTACT, cut ? change.length : Math.max(INTACT.length, change.length));
        for (int at = 0; at < change.length; at++) {
            checkpoint[at] ^= change[at];
        }
        Path file = FuzzFolder.write("a.checkpoint", checkpoint);
        try {
            train(file, 2);
        } catch (UncheckedIOException e) {
            assertFalse(Arrays.equals(INTACT, checkpoint), "an intact one was refused");
            FuzzFolder.checkMessage(e.getCause());
            return;
        }
        assertArrayEquals(INTACT, checkpoint);
    }
}
