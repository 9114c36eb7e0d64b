package io.github.gradcam.model.foreign;

import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto.Dim;

/** Counts the numbers that a network holds. */
final class Parameters {

  private Parameters() {}

  /** The floats of all constants. */
  static long count(GraphDef graph) {
    return graph.getNodeList().stream()
        .filter(node -> node.getOp().equals("Const"))
        .map(node -> node.getAttrOrThrow("value").getTensor())
        .filter(value -> value.getDtype() == DataType.DT_FLOAT)
        .mapToLong(Parameters::size)
        .sum();
  }

  private static long size(TensorProto value) {
    return value.getTensorShape().getDimList().stream()
        .mapToLong(Dim::getSize)
        .reduce(1, Math::multiplyExact);
  }
}
