package io.github.gradcam.model.graph;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.TensorShapeProto;

/** Shapes as graphs write them. */
public final class TensorShapes {

  private TensorShapes() {}

  /**
   * Writes a shape.
   *
   * @param shape of any rank, or unknown; sizes that are not known are -1
   * @return the same
   */
  public static TensorShapeProto of(Shape shape) {
    TensorShapeProto.Builder proto = TensorShapeProto.newBuilder();
    if (shape.isUnknown()) {
      return proto.setUnknownRank(true).build();
    }
    for (long size : shape.asArray()) {
      proto.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return proto.build();
  }
}
