package io.github.widemargin.data;

import static io.github.widemargin.data.Broken.assertMessage;
import static io.github.widemargin.data.IdxReaderTest.gzip;
import static io.github.widemargin.data.NpyFiles.elements;
import static io.github.widemargin.data.NpyFiles.npy;
import static io.github.widemargin.data.NpyFiles.npz;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same for all formats, and which is which. */
class DataFilesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.csv", "a.npy", "a.npz", "a.bin", "a-images-idx3-ubyte"})
    void refusesWhatIsNoDataWhateverItIsCalled(String name) throws IOException {
        Path file = folder.resolve(name);
        assertThrows(NoSuchFileException.class, () -> DataFiles.read(file));
        assertMessage(" empty", file, new byte[0]);
        assertMessage(" empty", file, gzip(new byte[0]));
        byte[] rubbish = new byte[100_000];
        new Random(1).nextBytes(rubbish);
        assertMessage(" format not recognised: none of IDX, CIFAR-10, NPY, NPZ, CSV and LIBSVM text", file, rubbish);
        assertMessage(
                " format not recognised: none of IDX, CIFAR-10, NPY, NPZ, CSV and LIBSVM text", file, gzip(rubbish));
        byte[] packed = gzip(new byte[1000]);
        assertMessage(" gzip data is damaged or ends early", file, Arrays.copyOf(packed, 20));
        assertMessage(" gzip data is damaged or ends early", file, Arrays.copyOf(packed, 5));
        assertMessage(" gzip data is damaged or ends early", file, new byte[] {0x1f, (byte) 0x8b});
        Files.delete(file);
        Files.createDirectory(file);
        assertMessage(" a folder", file, ReadOptions.DEFAULTS);
    }

    @Test
    void knowsLibsvmText() throws IOException {
        Path file = folder.resolve("a");
        assertFalse(DataFiles.isLibsvm(file));
        Files.writeString(file, "1 1:1 2:2\n");
        assertTrue(DataFiles.isLibsvm(file));
        Files.write(file, gzip("1 1:1 2:2\n".getBytes(StandardCharsets.UTF_8)));
        assertTrue(DataFiles.isLibsvm(file));
        Files.writeString(file, "1,2,3\n");
        assertFalse(DataFiles.isLibsvm(file));
        Files.write(file, new byte[0]);
        assertFalse(DataFiles.isLibsvm(file));
        assertFalse(DataFiles.isLibsvm(folder));
        assertThrows(IllegalArgumentException.class, () -> DataFiles.isLibsvm(null));
    }

    /** A byte changed, a part left out, one that is there twice: what comes out are samples, or a message. */
    @ParameterizedTest
    @ValueSource(strings = {"x.npy", "x.npz", "stored.npz", "x.csv", "x.svm", "cifar.bin", "x-images-idx3-ubyte"})
    void anyDamageIsSaidOrHarmless(String name) throws IOException {
        byte[] array = npy("<f4", false, "2, 3", elements("<f4", 1, 2, 3, 4, 5, 6));
        byte[] labels = npy("|u1", false, "2,", new byte[2]);
        byte[] good = switch (name) {
            case "x.npy" -> array;
            case "x.npz" -> npz(true, "a.npy", array, "b.npy", labels);
            case "stored.npz" -> npz(false, "a.npy", array, "b.npy", labels);
            case "x.csv" -> "a,\"b\",c\n1,2,x\n\"3\",4,y\n".getBytes(StandardCharsets.UTF_8);
            case "x.svm" -> "1 1:1 2:2 # c\n2 1:3\n".getBytes(StandardCharsets.UTF_8);
            case "cifar.bin" -> new byte[2 * 3073];
            default -> new byte[] {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4};
        };
        Files.write(folder.resolve("y.npy"), labels);
        Files.write(folder.resolve("x-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 1, 2});
        Path file = folder.resolve(name);
        DataFiles.read(Files.write(file, good));
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = damaged(good, random);
            Files.write(file, damaged);
            try {
                assertTrue(DataFiles.read(file).samples().size() > 0);
            } catch (MalformedDataException e) {
                assertTrue(e.getMessage().startsWith(folder.toString()), e.getMessage());
            } catch (RuntimeException | IOException e) {
                throw new AssertionError("change " + i, e);
            }
        }
    }

    private static byte[] damaged(byte[] good, Random random) {
        int from = random.nextInt(good.length);
        int to = from + random.nextInt(good.length - from + 1);
        byte[] damaged = switch (random.nextInt(4)) {
            case 0 -> joined(Arrays.copyOf(good, from), Arrays.copyOfRange(good, to, good.length));
            case 1 -> joined(Arrays.copyOf(good, to), Arrays.copyOfRange(good, from, good.length));
            default -> good.clone();
        };
        if (damaged.length > 0) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
