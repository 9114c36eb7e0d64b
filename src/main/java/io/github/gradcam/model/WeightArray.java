package io.github.gradcam.model;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * The values of one weight outside the graph.
 *
 * @param shape its dimensions, for example [3, 3, 64, 128] for a convolution's kernel (H, W, in, out)
 * @param values row-major, as many as the shape holds
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record WeightArray(Shape shape, float[] values) {

  /**
   * Checks the number of values.
   *
   * @throws IllegalArgumentException if the shape holds another number of values
   */
  public WeightArray {
    if (shape.size() != values.length) {
      throw new IllegalArgumentException(
          "Expected %d values for shape %s, found %d"
              .formatted(shape.size(), shape, values.length));
    }
  }

  /**
   * Copies a tensor's values.
   *
   * @param tensor a float tensor of any rank
   * @return its shape and values
   */
  static WeightArray of(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return new WeightArray(tensor.shape(), values);
  }

  /**
   * Makes a tensor of the values.
   *
   * @return a new tensor, for the caller to close
   */
  TFloat32 toTensor() {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }
}
