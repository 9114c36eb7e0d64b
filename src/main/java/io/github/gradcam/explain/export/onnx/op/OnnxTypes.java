package io.github.gradcam.explain.export.onnx.op;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.gradcam.model.graph.ModelException;
import org.tensorflow.proto.DataType;

/** The types of values, as ONNX numbers them. */
public final class OnnxTypes {

  private OnnxTypes() {}

  /**
   * Tells what values of a type are in ONNX.
   *
   * @param type as TensorFlow has them
   * @return as ONNX numbers them
   * @throws ModelException if there are no such values here
   */
  public static int of(DataType type) {
    return switch (type) {
      case DT_FLOAT -> TensorProto.DataType.FLOAT_VALUE;
      case DT_INT32 -> TensorProto.DataType.INT32_VALUE;
      case DT_INT64 -> TensorProto.DataType.INT64_VALUE;
      case DT_UINT8 -> TensorProto.DataType.UINT8_VALUE;
      case DT_INT8 -> TensorProto.DataType.INT8_VALUE;
      case DT_BOOL -> TensorProto.DataType.BOOL_VALUE;
      default ->
          throw new ModelException(
              "Expected values of float, whole numbers or truths, found %s; write the model as a SavedModel (--format savedmodel)"
                  .formatted(type.name().substring(3)));
    };
  }
}
