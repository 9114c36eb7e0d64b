package io.github.gradcam.explain.export.onnx.op;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.github.gradcam.explain.export.onnx.op.Stored.Computed;
import io.github.gradcam.explain.export.onnx.op.Stored.Fixed;
import io.github.gradcam.explain.export.onnx.op.Stored.Order;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.graph.ModelException;
import java.util.List;
import java.util.stream.LongStream;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * One op of TensorFlow that is to be told in ONNX.
 *
 * @param node the op
 * @param op the same in TensorFlow, which knows shapes
 * @param inputs its inputs
 * @param layouts give them in the order that is asked for
 * @param writer of the graph
 */
public record OpStep(
    NodeDef node, GraphOperation op, List<Stored> inputs, Layouts layouts, NodeWriter writer) {

  /** Copies the inputs. */
  public OpStep {
    inputs = List.copyOf(inputs);
  }

  Stored input(int index) {
    return inputs.get(index);
  }

  /** An input as TensorFlow has it. */
  String plain(int index) {
    return layouts.plain(input(index));
  }

  /** An input [N, h, w, C] as [N, C, h, w]. */
  String channelsFirst(int index) {
    if (input(index).rank() != 4) {
      throw refused("a shape of %s where maps are expected".formatted(input(index).shape()));
    }
    return layouts.channelsFirst(input(index));
  }

  /** An input in the order in which it is. */
  String held(int index) {
    return input(index) instanceof Computed computed ? computed.name() : plain(index);
  }

  Order order(int index) {
    return input(index) instanceof Computed computed ? computed.order() : Order.PLAIN;
  }

  /** An input in its order, or plain where that is flat. */
  Stored unflattened(int index) {
    Stored value = input(index);
    return value instanceof Computed computed && computed.order() == Order.FLAT
        ? new Computed(plain(index), Order.PLAIN, value.shape(), value.type(), List.of())
        : value;
  }

  /** An input that is the same for all images. */
  KnownTensor fixed(int index) {
    if (input(index) instanceof Fixed fixed) {
      return fixed.tensor();
    }
    throw refused("an input %d that depends on the image".formatted(index));
  }

  /** The whole numbers of an input that is the same for all images. */
  long[] numbers(int index) {
    return fixed(index).longs();
  }

  /** An input as sizes are given: int64. */
  String sizes(int index) {
    if (input(index) instanceof Fixed) {
      return writer.longs(numbers(index));
    }
    String sizes = plain(index);
    return input(index).type() == DataType.DT_INT64
        ? sizes
        : writer.cast(sizes, OnnxTypes.of(DataType.DT_INT64));
  }

  /** The number of a dimension in TensorFlow, 0 or more. */
  static long axis(long axis, int rank) {
    return axis < 0 ? axis + rank : axis;
  }

  /** The sizes of an output, -1 where they are not known. */
  List<Long> shape(int output) {
    Shape shape = op.output(output).shape();
    if (shape.isUnknown()) {
      throw refused("an output of unknown shape");
    }
    return LongStream.of(shape.asArray()).boxed().toList();
  }

  /** The type of an output, which is the first input's where TensorFlow says that it is. */
  DataType type(int output) {
    DataType type = op.output(output).dataType();
    boolean same = op.numInputs() > 0 && type == op.input(0).dataType();
    return same && !inputs.isEmpty() ? input(0).type() : type;
  }

  /** The first output, as TensorFlow has it. */
  Stored plain(String name) {
    return computed(0, name, Order.PLAIN, List.of());
  }

  /** The first output, its channels first. */
  Stored maps(String name) {
    return computed(0, name, Order.CHANNELS_FIRST, List.of());
  }

  /** The first output, in the order of another value. */
  Stored like(Stored other, String name) {
    return other instanceof Computed computed
        ? computed(0, name, computed.order(), computed.sides())
        : plain(name);
  }

  Stored computed(int output, String name, Order order, List<Long> sides) {
    return new Computed(name, order, shape(output), type(output), sides);
  }

  /** Adds a node. */
  String add(String type, List<String> from, AttributeProto... attributes) {
    return writer.add(type, from, attributes);
  }

  /** Says why the op is not told in ONNX. */
  ModelException refused(String found) {
    return new ModelException(
        "Expected ops that ONNX can express, found %s with %s ('%s'); write the model as a SavedModel (--format savedmodel)"
            .formatted(node.getOp(), found, node.getName()));
  }

  private AttrValue attribute(String name) {
    return node.getAttrOrDefault(name, AttrValue.getDefaultInstance());
  }

  long[] integers(String name) {
    return attribute(name).getList().getIList().stream().mapToLong(Long::longValue).toArray();
  }

  long integer(String name) {
    return attribute(name).getI();
  }

  boolean flag(String name) {
    return attribute(name).getB();
  }

  /** A number; the usual one where it is not said. */
  float number(String name, float usual) {
    return node.containsAttr(name) ? attribute(name).getF() : usual;
  }

  String word(String name) {
    return attribute(name).getS().toStringUtf8();
  }

  DataType typeOf(String name) {
    return attribute(name).getType();
  }
}
