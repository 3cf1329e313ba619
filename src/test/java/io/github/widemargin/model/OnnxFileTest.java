package io.github.widemargin.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.widemargin.Bias;
import io.github.widemargin.LinearSvm;
import io.github.widemargin.Samples;
import io.github.widemargin.SvmTrainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The structure, read back by the numbers of onnx.proto. That it runs is tested beside ONNX Runtime, in module jmh. */
class OnnxFileTest {
    private static final int[] LABELS = {7, -1, Integer.MAX_VALUE};
    private static final float[] W = {1, 2, 3, -4, 0.5f, -0f};
    private static final float[] BIAS = {0.25f, 8, -9};

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("a.onnx");
    }

    private ProtoFields read() throws IOException {
        return new ProtoFields(Files.readAllBytes(file()));
    }

    private ProtoFields write(float[] bias, List<String> names, OnnxFile.Calibration calibration) throws IOException {
        OnnxFile.write(file(), new ModelFile.Content(2, LABELS, bias, W, new Metadata()), names, calibration);
        return read();
    }

    /** Operator, inputs → output, and its attributes. */
    private static List<String> nodes(ProtoFields model) {
        return model.message(7).messages(1).stream()
                .map(node -> node.text(4) + " " + String.join(" ", node.texts(1)) + " → " + node.text(2)
                        + node.messages(5).stream()
                                .map(attribute -> {
                                    assertEquals(2, attribute.number(20)); // INT
                                    return " " + attribute.text(1) + "=" + attribute.number(3);
                                })
                                .collect(Collectors.joining()))
                .toList();
    }

    /** Name, element type and dimensions of inputs or outputs. */
    private static List<String> values(ProtoFields model, int field) {
        return model.message(7).messages(field).stream()
                .map(value -> {
                    ProtoFields tensor = value.message(2).message(1);
                    String dimensions = tensor.message(2).messages(1).stream()
                            .map(dimension -> dimension.texts(2).isEmpty()
                                    ? Long.toString(dimension.number(1))
                                    : dimension.text(2))
                            .collect(Collectors.joining(", "));
                    return value.text(1) + " " + tensor.number(1) + " [" + dimensions + "]";
                })
                .toList();
    }

    private static ProtoFields constant(ProtoFields model, String name) {
        return model.message(7).messages(5).stream()
                .filter(tensor -> tensor.text(8).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertFloats(float[] expected, List<Long> dimensions, ProtoFields tensor) {
        assertEquals(1, tensor.number(2));
        assertEquals(dimensions, tensor.numbers(1));
        ByteBuffer bytes = tensor.bytes(9);
        FloatBuffer floats = bytes.asFloatBuffer();
        float[] actual = new float[floats.remaining()];
        floats.get(actual);
        assertArrayEquals(expected, actual);
        assertEquals(expected.length * 4, bytes.remaining());
    }

    @Test
    void numbersAsLabels() throws IOException {
        ProtoFields model = write(BIAS, null, null);
        assertEquals(7, model.number(1));
        assertEquals("Widemargin", model.text(2));
        assertEquals(Version.LIBRARY, model.text(3));
        assertEquals("", model.message(8).text(1));
        assertEquals(12, model.message(8).number(2));
        assertEquals(
                List.of(
                        "Gemm x weights bias → scores",
                        "ArgMax scores → class axis=1 keepdims=0",
                        "Gather labels class → label axis=0"),
                nodes(model));
        assertEquals(List.of("x 1 [batch, 2]"), values(model, 11));
        assertEquals(List.of("label 7 [batch]", "scores 1 [batch, 3]"), values(model, 12));
        assertFloats(W, List.of(2L, 3L), constant(model, "weights"));
        assertFloats(BIAS, List.of(3L), constant(model, "bias"));
        ProtoFields labels = constant(model, "labels");
        assertEquals(7, labels.number(2));
        assertEquals(List.of(3L), labels.numbers(1));
        LongBuffer longs = labels.bytes(9).asLongBuffer();
        assertEquals(LongBuffer.wrap(new long[] {7, -1, Integer.MAX_VALUE}), longs);
        assertEquals(Map.of("labels", "[7, -1, 2147483647]"), metadata(model));
    }

    private static Map<String, String> metadata(ProtoFields model) {
        Map<String, String> metadata = new TreeMap<>();
        model.messages(14).forEach(entry -> metadata.put(entry.text(1), entry.text(2)));
        return metadata;
    }

    @Test
    void namesAsLabels() throws IOException {
        List<String> names = List.of("Äpfel", "", "a \"b\"\\\n𝕏");
        ProtoFields model = write(null, names, null);
        assertEquals("MatMul x weights → scores", nodes(model).get(0));
        assertEquals("label 8 [batch]", values(model, 12).get(0));
        ProtoFields labels = constant(model, "labels");
        assertEquals(8, labels.number(2));
        assertEquals(List.of(3L), labels.numbers(1));
        assertEquals(names, labels.texts(6));
        assertEquals(Map.of("labels", "[\"Äpfel\", \"\", \"a \\\"b\\\"\\\\\\u000a𝕏\"]"), metadata(model));
        assertEquals(
                "names must be as many as classes: names=1, classes=3",
                assertThrows(IllegalArgumentException.class, () -> write(null, List.of("a"), null))
                        .getMessage());
    }

    @Test
    void probabilities() throws IOException {
        ProtoFields model = write(null, null, new OnnxFile.Calibration(1.5f, 9));
        assertEquals(
                List.of("Mul scores slope → scaled", "Softmax scaled → probabilities axis=1"),
                nodes(model).subList(3, 5));
        assertEquals("probabilities 1 [batch, 3]", values(model, 12).get(2));
        assertFloats(new float[] {1.5f}, List.of(), constant(model, "slope"));
        ModelFile.Content two = new ModelFile.Content(3, new int[] {1, 2}, null, W, new Metadata());
        OnnxFile.write(file(), two, null, new OnnxFile.Calibration(1.5f, 9));
        assertEquals(
                List.of(
                        "Mul scores slope → scaled",
                        "Add scaled shift → shifted",
                        "Softmax shifted → probabilities axis=1"),
                nodes(read()).subList(3, 6));
        assertFloats(new float[] {0, 9}, List.of(2L), constant(read(), "shift"));
    }

    /** More weights than a block. */
    @Test
    void saysHowTheModelWasTrained() throws IOException {
        float[] x = new float[4 * 9000];
        x[0] = x[9000 + 1] = x[2 * 9000 + 8999] = 1;
        LinearSvm model = SvmTrainer.builder()
                .bias(Bias.REGULARIZED)
                .seed(5)
                .build()
                .train(Samples.dense(x, 9000), new int[] {3, 4, 5, 4})
                .model();
        model.saveOnnx(file());
        ProtoFields onnx = read();
        assertFloats(model.weights(), List.of(9000L, 3L), constant(onnx, "weights"));
        assertFloats(model.bias(), List.of(3L), constant(onnx, "bias"));
        Map<String, String> metadata = metadata(onnx);
        assertEquals("[3, 4, 5]", metadata.get("labels"));
        assertEquals("WESTON_WATKINS", metadata.get("hinge"));
        assertEquals("5", metadata.get("seed"));
        assertEquals(model.info().orElseThrow().date().toString(), metadata.get("date"));
        assertEquals(11, metadata.size());
    }

    @Test
    void refusesMoreThanProtobufCanHoldBeforeItWrites() throws IOException {
        float[] part = new float[1 << 20];
        ProtoMessage model = new ProtoMessage();
        while (model.size() <= Integer.MAX_VALUE - 4L * part.length) {
            model.floats(9, part);
        }
        ProtoMessage within = new ProtoMessage().message(7, model);
        assertEquals(model.size() + 6, within.size());
        within.floats(9, part);
        assertEquals(
                "an ONNX file must be smaller than 2^31 bytes: bytes=" + within.size(),
                assertThrows(IllegalArgumentException.class, () -> OnnxFile.write(file(), within))
                        .getMessage());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void knowsItsSize() throws IOException {
        ProtoMessage message = new ProtoMessage()
                .number(1, 0)
                .number(2, 300)
                .number(16, -1)
                .text(3, "ö")
                .longs(4, new int[] {-2});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.write(out);
        assertEquals(
                "0800" + "10ac02" + "8001ffffffffffffffffff01" + "1a02c3b6" + "2208feffffffffffffff",
                HexFormat.of().formatHex(out.toByteArray()));
        assertEquals(out.size(), message.size());
    }
}
