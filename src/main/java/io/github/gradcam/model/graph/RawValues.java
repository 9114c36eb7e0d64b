package io.github.gradcam.model.graph;

import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Values of a batch as the bytes that TensorFlow keeps them in. */
public final class RawValues {

  private RawValues() {}

  /**
   * Makes a tensor for a placeholder.
   *
   * @param placeholder of [N, ...]
   * @param values one image's after the other's
   * @param count N
   * @return a new tensor, the caller's to close
   * @throws IllegalArgumentException if the number of bytes does not fit
   */
  public static Tensor tensor(Output<?> placeholder, byte[] values, int count) {
    Shape shape = placeholder.shape().tail().prepend(count);
    return Tensor.of(placeholder.type(), shape, DataBuffers.of(values, true, false));
  }

  /** Copies the bytes of a tensor. */
  public static byte[] bytes(Tensor tensor) {
    byte[] values = new byte[Math.toIntExact(tensor.numBytes())];
    tensor.asRawTensor().data().read(values);
    return values;
  }

  /** Copies a matrix. */
  public static float[][] rows(TFloat32 matrix) {
    int count = (int) matrix.shape().get(0);
    int columns = (int) matrix.shape().get(1);
    float[] values = new float[count * columns];
    matrix.copyTo(DataBuffers.of(values, false, false));
    return rows(values, count, columns);
  }

  /** Copies [count][columns] in one array, row-major, to arrays of their own. */
  public static float[][] rows(float[] values, int count, int columns) {
    float[][] rows = new float[count][columns];
    for (int i = 0; i < count; i++) {
      System.arraycopy(values, i * columns, rows[i], 0, columns);
    }
    return rows;
  }
}
