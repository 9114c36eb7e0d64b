package io.github.gradcam.model.foreign.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Sketches ONNX files for tests. */
public final class OnnxFiles {

  private final ModelProto.Builder model =
      ModelProto.newBuilder().setIrVersion(8).setProducerName("sketch");
  private final GraphProto.Builder graph = model.getGraphBuilder().setName("net");

  /** A network of a version of operators. */
  public OnnxFiles(long opset) {
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
  }

  /** Floats, 0 for a size that is open. */
  public OnnxFiles input(String name, long... sizes) {
    graph.addInput(info(name, sizes));
    return this;
  }

  public OnnxFiles output(String name, long... sizes) {
    graph.addOutput(info(name, sizes));
    return this;
  }

  private static ValueInfoProto info(String name, long... sizes) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(1);
    for (long size : sizes) {
      Dimension.Builder dimension = tensor.getShapeBuilder().addDimBuilder();
      if (size > 0) {
        dimension.setDimValue(size);
      } else {
        dimension.setDimParam("open");
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  public OnnxFiles floats(String name, long[] sizes, float... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(1);
    Arrays.stream(sizes).forEach(tensor::addDims);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  public OnnxFiles longs(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(7).addDims(values.length);
    Arrays.stream(values).forEach(tensor::addInt64Data);
    graph.addInitializer(tensor);
    return this;
  }

  /** A constant as the test makes it. */
  public OnnxFiles tensor(Consumer<TensorProto.Builder> maker) {
    maker.accept(graph.addInitializerBuilder());
    return this;
  }

  /** A node; its output has its name. */
  public OnnxFiles node(String op, String name, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(op)
            .setName(name)
            .addAllInput(inputs)
            .addOutput(name)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  /** All of the file, for what is not sketched here. */
  public OnnxFiles with(Consumer<ModelProto.Builder> change) {
    change.accept(model);
    return this;
  }

  /** The first input holds values of another type. */
  public OnnxFiles withInputType(int type) {
    model
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(type);
    return this;
  }

  public static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    Arrays.stream(values).forEach(attribute::addInts);
    return attribute.build();
  }

  public static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  public static AttributeProto word(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  public ModelProto model() {
    return model.build();
  }

  public Path write(Path file) {
    try {
      return Files.write(file, model.build().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
