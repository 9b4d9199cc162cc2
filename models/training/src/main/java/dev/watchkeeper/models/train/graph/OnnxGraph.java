package dev.watchkeeper.models.train.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.watchkeeper.models.train.fit.Weights;

/**
 * Fitted weights as a graph: input {@code rows} float[N, features]; outputs {@code margin} and {@code probability},
 * float[N, 1] each. Products, a cap, sums, a sigmoid: a row's margin does not depend on the rows beside it.
 */
public final class OnnxGraph {

    private static final int OPSET = 13;
    private static final int IR_VERSION = 7;

    private OnnxGraph() {}

    /** The graph's bytes; the same weights always give the same. */
    public static byte[] of(String name, Weights weights) {
        int features = weights.opening().length;
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName(name)
                .addInput(value("rows", features))
                .addOutput(value("margin", 1))
                .addOutput(value("probability", 1))
                .addInitializer(tensor("bias", new float[] {weights.bias()}, 1))
                .addInitializer(tensor("opening", weights.opening(), features, 1))
                .addNode(node("MatMul", "opens", "rows", "opening"));
        String sum = "opens";
        if (weights.slopes().length > 0) {
            graph.addInitializer(tensor("slopes", weights.slopes(), features, 1))
                    .addNode(node("MatMul", "slope", "rows", "slopes"))
                    .addNode(node("Mul", "scaled", "opens", "slope"));
            sum = "scaled";
        }
        if (weights.supports()) {
            graph.addInitializer(tensor("supporting", weights.supporting(), features, 1))
                    .addInitializer(tensor("most", new float[] {weights.most()}, 1))
                    .addNode(node("MatMul", "supports", "rows", "supporting"))
                    .addNode(node("Min", "capped", "supports", "most"))
                    .addNode(node("Add", "supported", sum, "capped"));
            sum = "supported";
        }
        graph.addNode(node("Add", "margin", sum, "bias"));
        graph.addNode(node("Sigmoid", "probability", "margin"));
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("watchkeeper")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static NodeProto node(String operator, String output, String... inputs) {
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(operator).setName(output).addOutput(output);
        for (String input : inputs) {
            node.addInput(input);
        }
        return node.build();
    }

    private static TensorProto tensor(String name, float[] values, long... dimensions) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static ValueInfoProto value(String name, int columns) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("N"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}
