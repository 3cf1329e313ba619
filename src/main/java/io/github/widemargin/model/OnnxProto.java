package io.github.widemargin.model;

import java.util.List;

/** The messages of onnx.proto that a linear model needs, by the numbers their fields have there. */
final class OnnxProto {
    /** TensorProto.DataType. */
    static final int FLOAT = 1;

    static final int INT64 = 7;
    static final int STRING = 8;

    private static final int ATTRIBUTE_OF_INT = 2;

    private OnnxProto() {}

    /** ModelProto, of the standard operators. */
    static ProtoMessage model(int irVersion, int opset, String producer, String producerVersion, ProtoMessage graph) {
        return new ProtoMessage()
                .number(1, irVersion)
                .text(2, producer)
                .text(3, producerVersion)
                .message(8, new ProtoMessage().text(1, "").number(2, opset))
                .message(7, graph);
    }

    /** Adds to a ModelProto what it says of itself. */
    static void addMetadata(ProtoMessage model, String key, String value) {
        model.message(14, new ProtoMessage().text(1, key).text(2, value));
    }

    /** GraphProto. */
    static ProtoMessage graph(
            String name,
            List<ProtoMessage> nodes,
            List<ProtoMessage> initializers,
            ProtoMessage input,
            List<ProtoMessage> outputs) {
        ProtoMessage graph = new ProtoMessage().text(2, name).message(11, input);
        nodes.forEach(node -> graph.message(1, node));
        outputs.forEach(output -> graph.message(12, output));
        initializers.forEach(tensor -> graph.message(5, tensor));
        return graph;
    }

    /** NodeProto, named after its output. */
    static ProtoMessage node(String operator, String output, String... inputs) {
        ProtoMessage node = new ProtoMessage();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output).text(4, operator);
    }

    /** Adds an AttributeProto to a NodeProto. */
    static ProtoMessage with(ProtoMessage node, String attribute, long value) {
        return node.message(
                5, new ProtoMessage().text(1, attribute).number(3, value).number(20, ATTRIBUTE_OF_INT));
    }

    /** TensorProto of floats, row-major; without dimensions a scalar. */
    static ProtoMessage floats(String name, float[] values, int... dimensions) {
        return tensor(name, FLOAT, dimensions).floats(9, values);
    }

    static ProtoMessage integers(String name, int[] values) {
        return tensor(name, INT64, values.length).longs(9, values);
    }

    static ProtoMessage strings(String name, List<String> values) {
        ProtoMessage tensor = tensor(name, STRING, values.size());
        values.forEach(value -> tensor.text(6, value));
        return tensor;
    }

    private static ProtoMessage tensor(String name, int type, int... dimensions) {
        ProtoMessage tensor = new ProtoMessage();
        for (int dimension : dimensions) {
            tensor.number(1, dimension);
        }
        return tensor.number(2, type).text(8, name);
    }

    /** ValueInfoProto of a tensor whose first dimension has a name and any size. */
    static ProtoMessage value(String name, int type, String firstDimension, int... otherDimensions) {
        ProtoMessage shape = new ProtoMessage().message(1, new ProtoMessage().text(2, firstDimension));
        for (int dimension : otherDimensions) {
            shape.message(1, new ProtoMessage().number(1, dimension));
        }
        ProtoMessage tensor = new ProtoMessage().number(1, type).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }
}
