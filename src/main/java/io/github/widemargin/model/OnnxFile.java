package io.github.widemargin.model;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A model as an ONNX graph of standard operators. Input: {@code x}, float [batch, features]. Outputs: {@code label}, [batch], int64, or
 * string if the classes have names; {@code scores}, float [batch, classes]; {@code probabilities}, the same shape, if
 * there is a calibration. What the model's info says is in the metadata, and {@code labels}, a JSON array in the order of the classes.
 */
public final class OnnxFile {
    /**
     * The oldest opset whose ArgMax is bound to answer the first of equals, as we do, and the version of the format that came with
     * it, both of ONNX 1.7. ONNX Runtime takes them from 1.3 on, and keeps taking every opset from 7 on (tried: 1.5.2 to 1.30).
     */
    static final int OPSET = 12;

    static final int IR_VERSION = 7;

    private static final String INPUT = "x";
    private static final String WEIGHTS = "weights";
    private static final String BIAS = "bias";
    private static final String LABELS = "labels";
    private static final String SLOPE = "slope";
    private static final String SHIFT = "shift";
    private static final String LABEL = "label";
    private static final String SCORES = "scores";
    private static final String PROBABILITIES = "probabilities";
    private static final String BATCH = "batch";

    private OnnxFile() {}

    /**
     * How scores become probabilities: softmax(slope · scores + shift). The shift is 0, but the intercept for the second of two
     * classes.
     */
    public record Calibration(float slope, float intercept) {}

    /**
     * @param names of the classes, which take the place of the labels; or null
     * @param calibration or null
     * @throws IllegalArgumentException if the file would be larger than a protobuf message can be; nothing is written
     */
    public static void write(Path path, ModelFile.Content content, List<String> names, Calibration calibration)
            throws IOException {
        if (names != null && names.size() != content.labels().length) {
            throw new IllegalArgumentException(
                    "names must be as many as classes: names=" + names.size() + ", classes=" + content.labels().length);
        }
        write(path, model(content, names, calibration));
    }

    static void write(Path path, ProtoMessage model) throws IOException {
        if (model.size() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("an ONNX file must be smaller than 2^31 bytes: bytes=" + model.size());
        }
        WholeFile.write(path, channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            model.write(out);
            out.flush();
        });
    }

    private static ProtoMessage model(ModelFile.Content content, List<String> names, Calibration calibration) {
        ProtoMessage model =
                OnnxProto.model(IR_VERSION, OPSET, "Widemargin", Version.LIBRARY, graph(content, names, calibration));
        OnnxProto.addMetadata(model, LABELS, names == null ? JsonArray.of(content.labels()) : JsonArray.of(names));
        content.metadata().forEach((name, value) -> OnnxProto.addMetadata(model, name, value));
        return model;
    }

    private static ProtoMessage graph(ModelFile.Content content, List<String> names, Calibration calibration) {
        int features = content.features();
        int classes = content.labels().length;
        List<ProtoMessage> nodes = new ArrayList<>();
        List<ProtoMessage> outputs = new ArrayList<>();
        List<ProtoMessage> constants = new ArrayList<>();

        constants.add(OnnxProto.floats(WEIGHTS, content.w(), features, classes));
        if (content.bias() == null) {
            nodes.add(OnnxProto.node("MatMul", SCORES, INPUT, WEIGHTS));
        } else {
            constants.add(OnnxProto.floats(BIAS, content.bias(), classes));
            nodes.add(OnnxProto.node("Gemm", SCORES, INPUT, WEIGHTS, BIAS));
        }
        ProtoMessage argMax = OnnxProto.node("ArgMax", "class", SCORES);
        nodes.add(OnnxProto.with(OnnxProto.with(argMax, "axis", 1), "keepdims", 0));
        constants.add(names == null ? OnnxProto.integers(LABELS, content.labels()) : OnnxProto.strings(LABELS, names));
        nodes.add(OnnxProto.with(OnnxProto.node("Gather", LABEL, LABELS, "class"), "axis", 0));
        outputs.add(OnnxProto.value(LABEL, names == null ? OnnxProto.INT64 : OnnxProto.STRING, BATCH));
        outputs.add(OnnxProto.value(SCORES, OnnxProto.FLOAT, BATCH, classes));
        if (calibration != null) {
            addProbabilities(calibration, classes, nodes, constants);
            outputs.add(OnnxProto.value(PROBABILITIES, OnnxProto.FLOAT, BATCH, classes));
        }
        ProtoMessage input = OnnxProto.value(INPUT, OnnxProto.FLOAT, BATCH, features);
        return OnnxProto.graph("widemargin", nodes, constants, input, outputs);
    }

    private static void addProbabilities(
            Calibration calibration, int classes, List<ProtoMessage> nodes, List<ProtoMessage> constants) {
        constants.add(OnnxProto.floats(SLOPE, new float[] {calibration.slope()}));
        nodes.add(OnnxProto.node("Mul", "scaled", SCORES, SLOPE));
        String logits = "scaled";
        if (classes == 2) {
            constants.add(OnnxProto.floats(SHIFT, new float[] {0, calibration.intercept()}, classes));
            nodes.add(OnnxProto.node("Add", "shifted", logits, SHIFT));
            logits = "shifted";
        }
        nodes.add(OnnxProto.with(OnnxProto.node("Softmax", PROBABILITIES, logits), "axis", 1));
    }
}
