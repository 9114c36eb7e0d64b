package io.github.gradcam.model.graph;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** Ops that are fed. */
public final class PlaceholderNodes {

  /** What they are of type. */
  static final String PLACEHOLDER = "Placeholder";

  private PlaceholderNodes() {}

  /**
   * Makes an op that is fed.
   *
   * @param name of the op
   * @param type of its values
   * @param shape of its values
   * @return a {@code Placeholder}
   */
  public static NodeDef of(String name, DataType type, Shape shape) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(PLACEHOLDER)
        .putAttr("dtype", AttrValue.newBuilder().setType(type).build())
        .putAttr("shape", AttrValue.newBuilder().setShape(TensorShapes.of(shape)).build())
        .build();
  }
}
